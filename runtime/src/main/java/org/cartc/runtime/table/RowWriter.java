package org.cartc.runtime.table;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a table row by row, holding none of them: comma-separated, UTF-8, LF, quotes only where they are needed, numbers as
 * {@link Decimal#text(double)}. The file appears at {@link #commit()}; closed without that, it never does.
 */
public final class RowWriter implements AutoCloseable {
  private static final int BUFFER = 1 << 16;

  private final AtomicFile file;
  private final CsvWriter csv;
  private final OutputStream out;
  private final List<String> row = new ArrayList<>();
  private final int columns;

  private RowWriter(AtomicFile file, int columns) {
    this.file = file;
    this.columns = columns;
    this.out = new BufferedOutputStream(file.out(), BUFFER);
    this.csv = CsvWriter.builder()
        .lineDelimiter(LineDelimiter.LF)
        .quoteStrategy(columns == 1 ? QuoteStrategies.EMPTY : QuoteStrategies.REQUIRED)
        .build(out, StandardCharsets.UTF_8);
  }

  /** Begins a table; its folders are created. At least one column. */
  public static RowWriter open(Path target, List<String> columns) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a table has at least one column");
    }
    RowWriter writer = new RowWriter(AtomicFile.open(target), columns.size());
    columns.forEach(writer::cell);
    writer.end();
    return writer;
  }

  public RowWriter cell(double number) {
    row.add(Decimal.text(number));
    return this;
  }

  public RowWriter cell(String text) {
    row.add(text);
    return this;
  }

  /** Ends the row, which must have a cell for every column. */
  public void end() {
    if (row.size() != columns) {
      throw new IllegalStateException(row.size() + " cells in a row of " + columns + " columns");
    }
    try {
      csv.writeRecord(row);
    } catch (UncheckedIOException e) {
      throw AtomicFile.fault(file.target(), e.getCause());
    }
    row.clear();
  }

  /** A row of numbers. */
  public void row(double... numbers) {
    for (double number : numbers) {
      cell(number);
    }
    end();
  }

  /** Appends whole rows that were made apart. */
  public void rows(RowText rows) {
    if (!row.isEmpty()) {
      throw new IllegalStateException("the last row was not ended");
    }
    try {
      csv.flush();
      out.write(rows.bytes(), 0, rows.length());
    } catch (IOException e) {
      throw AtomicFile.fault(file.target(), e);
    }
  }

  /** Puts the table in its place. */
  public void commit() {
    commit(file.target());
  }

  /** Puts the table under another name in the same folder, such as that of a partial result. */
  public void commit(Path other) {
    if (!row.isEmpty()) {
      throw new IllegalStateException("the last row was not ended");
    }
    try {
      csv.close();
    } catch (IOException e) {
      throw AtomicFile.fault(other, e);
    }
    file.commit(other);
  }

  /** Leaves everything as it was before {@link #open}. */
  public void abort() {
    file.abort();
  }

  /** Aborts what was not committed. */
  @Override
  public void close() {
    abort();
  }
}
