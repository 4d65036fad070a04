package org.cartc.runtime.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Rows of a table with several columns as a {@link RowWriter} writes them, made apart from it, so that several threads may. */
public final class RowText {
  private byte[] bytes = new byte[1 << 10];
  private int length;

  /** Cells of text, quoted where they must be, each with the comma behind it: a piece that may stand in many rows. */
  public static byte[] cells(List<String> cells) {
    if (cells.isEmpty()) {
      return new byte[0];
    }
    if (cells.stream().allMatch(RowText::isPlain)) {
      return (String.join(",", cells) + ",").getBytes(StandardCharsets.UTF_8);
    }
    StringWriter text = new StringWriter();
    CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).quoteStrategy(QuoteStrategies.REQUIRED).build(text);
    writer.writeRecord(cells);
    try {
      writer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String line = text.toString();
    return (line.substring(0, line.length() - 1) + ",").getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a cell needs no quotes for sure: letters, digits and a few signs. */
  private static boolean isPlain(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (!(Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '-' || c == '+')) {
        return false;
      }
    }
    return !cell.isEmpty();
  }

  /** Cells made by {@link #cells}. */
  public RowText cells(byte[] cells) {
    reserve(cells.length);
    System.arraycopy(cells, 0, bytes, length, cells.length);
    length += cells.length;
    return this;
  }

  public RowText cell(double number) {
    reserve(Decimal.LONGEST_TEXT + 1);
    length = Decimal.write(number, bytes, length);
    bytes[length++] = ',';
    return this;
  }

  /** Ends a row of at least one cell. */
  public void end() {
    bytes[length - 1] = '\n';
  }

  private void reserve(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  byte[] bytes() {
    return bytes;
  }

  /** How many bytes the rows take. */
  public int length() {
    return length;
  }
}
