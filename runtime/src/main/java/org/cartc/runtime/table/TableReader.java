package org.cartc.runtime.table;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cartc.runtime.table.TableFault.Kind;

/** Reads comma-separated values into a table, and says what is wrong with those that are not. */
final class TableReader {
  private static final int LONGEST_CELL = 1 << 20;
  private static final Pattern LINE_OF_MESSAGE = Pattern.compile("line (\\d+)");

  private final Path file;
  private final byte[] bytes;

  private TableReader(Path file, byte[] bytes) {
    this.file = file;
    this.bytes = bytes;
  }

  static Table read(Path file) {
    return new TableReader(file, TextBytes.read(file)).table();
  }

  private Table table() {
    char separator = separator();
    InputStream unmarked = new ByteArrayInputStream(bytes, TextBytes.markLength(bytes), bytes.length);
    try (Reader text = new InputStreamReader(unmarked, StandardCharsets.UTF_8);
        CsvReader<CsvRecord> records = CsvReader.builder().fieldSeparator(separator).maxBufferSize(LONGEST_CELL).allowUnclosedQuote(false)
            .trimWhitespacesAroundQuotes(true).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE).ofCsvRecord(text)) {
      return table(records);
    } catch (CsvParseException e) {
      throw malformed(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Table table(CsvReader<CsvRecord> records) {
    List<String> names = List.of();
    Table.Builder rows = new Table.Builder(file, names);
    for (CsvRecord row : records) {
      int line = (int) row.getStartingLineNumber();
      if (names.isEmpty()) {
        names = names(row.getFields().stream().map(String::strip).toList(), line);
        rows = new Table.Builder(file, names);
      } else if (row.getFieldCount() != names.size()) {
        throw ragged(names, row, line);
      } else {
        rows.row(line, row.getFields());
      }
    }
    if (rows.rows() == 0) {
      throw names.isEmpty()
          ? TableFault.of(Kind.SHAPE, file, "the file is empty").remedy("the first line names the columns")
          : TableFault.of(Kind.SHAPE, file, "there is a header but no row below it").line(1);
    }
    return rows.table();
  }

  private List<String> names(List<String> names, int line) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (name.isEmpty()) {
        boolean trailing = IntStream.range(i, names.size()).allMatch(k -> names.get(k).isEmpty());
        throw TableFault.of(Kind.SHAPE, file, "column " + (i + 1) + " has no name").line(line)
            .remedy(trailing ? "remove the separators at the end of the lines" : "give it a name in the header");
      }
      if (!seen.add(name)) {
        String places = (names.indexOf(name) + 1) + " and " + (i + 1);
        throw TableFault.of(Kind.SHAPE, file, "columns " + places + " have the same name").line(line).column(name)
            .remedy("rename one of them");
      }
    }
    return names;
  }

  private TableFault ragged(List<String> names, CsvRecord row, int line) {
    int count = row.getFieldCount();
    String cells = count == 1 ? "1 cell" : count + " cells";
    String columns = names.size() == 1 ? "1 column" : names.size() + " columns";
    TableFault fault = TableFault.of(Kind.SHAPE, file, "the row has " + cells + ", the header has " + columns).line(line);
    if (count < names.size()) {
      return fault.column(names.get(count)).remedy("a missing value is an empty cell between its separators");
    }
    return fault.remedy("quote a cell that holds the separator, and use a decimal point");
  }

  /** The first of comma, semicolon and tab that stands in the first line outside quotes; comma if none does. */
  private char separator() {
    boolean quoted = false;
    boolean semicolon = false;
    boolean tab = false;
    boolean begun = false;
    for (int i = TextBytes.markLength(bytes); i < bytes.length; i++) {
      char c = (char) bytes[i];
      quoted ^= c == '"';
      if (quoted) {
        continue;
      }
      if (c == ',') {
        return ',';
      }
      if ((c == '\n' || c == '\r') && begun) {
        break;
      }
      semicolon |= c == ';';
      tab |= c == '\t';
      begun |= c != '\n' && c != '\r';
    }
    return semicolon ? ';' : tab ? '\t' : ',';
  }

  /** The parser tells what it found in a sentence only; its version is fixed and a test holds each sentence. */
  private TableFault malformed(CsvParseException e) {
    String message = String.valueOf(e.getMessage());
    Matcher number = LINE_OF_MESSAGE.matcher(message);
    int line = number.find() ? Integer.parseInt(number.group(1)) : 0;
    if (message.contains("limit of 16384 fields")) {
      return TableFault.of(Kind.SHAPE, file, "the line has more than 16,384 cells").line(line);
    } else if (message.contains("after closing quote")) {
      return TableFault.of(Kind.SHAPE, file, "something stands behind the closing quote of a cell").line(line)
          .remedy("a quote inside a quoted cell is written twice");
    } else if (lineText(line).contains("\"")) {
      return TableFault.of(Kind.SHAPE, file, "a quoted cell is not closed").line(line)
          .remedy("a quote inside a quoted cell is written twice");
    }
    return TableFault.of(Kind.SHAPE, file, "a cell is too large: it holds at most a million characters").line(line);
  }

  private String lineText(int line) {
    int from = 0;
    for (int number = 1, i = 0; number < line && i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        number++;
        from = i + 1;
      }
    }
    int to = from;
    while (to < bytes.length && bytes[to] != '\n') {
      to++;
    }
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }
}
