package org.cartc.runtime.table;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of text cells with a named column each. Blanks around a cell do not belong to it. Rows and columns count from 0; lines, as a
 * fault tells them, are those of the file and count from 1.
 */
public final class Table {
  private final Path file;
  private final Map<String, Integer> columns;
  private final String text;
  private final int[] ends;
  private final int[] lines;

  private Table(Path file, Map<String, Integer> columns, String text, int[] ends, int[] lines) {
    this.file = file;
    this.columns = columns;
    this.text = text;
    this.ends = ends;
    this.lines = lines;
  }

  /**
   * Reads a file of comma-separated values (RFC 4180) in UTF-8 with or without a byte-order mark: a header and at least one row. A header
   * without a comma but with a semicolon or a tab makes that the separator. Empty lines are skipped.
   *
   * @throws TableFault if it is not such a file; also beyond 128 MiB, 16,384 columns or a million characters in a cell
   */
  public static Table read(Path file) {
    return TableReader.read(file);
  }

  public Path file() {
    return file;
  }

  /** The names of the columns in their order. */
  public List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  public int rows() {
    return lines.length;
  }

  public boolean has(String column) {
    return columns.containsKey(column);
  }

  /**
   * The index of a column.
   *
   * @throws TableFault if there is none of that name; names those that are near
   */
  public int column(String name) {
    return Optional.ofNullable(columns.get(name)).orElseThrow(() -> {
      List<String> near = Near.names(name, columns.keySet());
      List<String> some = columns().stream().limit(20).map(column -> "`" + column + "`").toList();
      String remedy = near.isEmpty() ? "the columns are " + String.join(", ", some) + (columns.size() > some.size() ? ", ..." : "") : "";
      return TableFault.of(TableFault.Kind.COLUMN, file, "there is no column `" + name + "`").line(1).remedy(remedy).near(near);
    });
  }

  /** The line of the file on which a row begins, from 1. */
  public int line(int row) {
    return lines[row];
  }

  /** A cell; may be empty. */
  public String text(int row, int column) {
    int cell = row * columns.size() + column;
    return text.substring(cell == 0 ? 0 : ends[cell - 1], ends[cell]);
  }

  public String text(int row, String column) {
    return text(row, column(column));
  }

  public boolean isEmpty(int row, int column) {
    return text(row, column).isEmpty();
  }

  /**
   * A cell as a finite number.
   *
   * @throws TableFault if it is empty or anything else
   */
  public double number(int row, int column) {
    String cell = text(row, column);
    if (cell.isEmpty()) {
      throw fault(row, column, "the cell is empty where a number is needed")
          .remedy("write the number; where there is none, leave out the row");
    }
    return switch (Decimal.read(cell)) {
      case Decimal.Reading.Value value -> value.number();
      case Decimal.Reading.Refused refused ->
          throw fault(row, column, "`" + brief(cell) + "` " + refused.reason()).remedy(refused.remedy());
    };
  }

  public double number(int row, String column) {
    return number(row, column(column));
  }

  /** The fault of a cell, for who asks more of it than this class knows. */
  public TableFault fault(int row, int column, String reason) {
    return TableFault.of(TableFault.Kind.CELL, file, reason).line(lines[row]).column(columns().get(column));
  }

  static String brief(String cell) {
    return cell.length() <= 40 ? cell : cell.substring(0, 37) + "...";
  }

  /** Gathers the rows of a table in one text, so that a cell costs its characters and four bytes. */
  static final class Builder {
    private final Path file;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private int[] ends = new int[64];
    private int[] lines = new int[16];
    private int cells;
    private int rows;

    Builder(Path file, List<String> names) {
      this.file = file;
      names.forEach(name -> columns.put(name, columns.size()));
    }

    void row(int line, List<String> row) {
      lines = rows < lines.length ? lines : Arrays.copyOf(lines, 2 * rows);
      lines[rows++] = line;
      for (String cell : row) {
        text.append(cell.strip());
        ends = cells < ends.length ? ends : Arrays.copyOf(ends, 2 * cells);
        ends[cells++] = text.length();
      }
    }

    int rows() {
      return rows;
    }

    Table table() {
      return new Table(file, columns, text.toString(), Arrays.copyOf(ends, cells), Arrays.copyOf(lines, rows));
    }
  }
}
