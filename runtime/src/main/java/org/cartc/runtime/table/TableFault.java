package org.cartc.runtime.table;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A file that cannot be used, or a cell in it: the fault of who gave it. Carries where, why and what to do. */
public final class TableFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is at fault. */
  public enum Kind {
    /** The file is not there, or may not be read. */
    FILE,
    /** The bytes are not text in UTF-8. */
    ENCODING,
    /** The rows do not make a table. */
    SHAPE,
    /** A column is not there. */
    COLUMN,
    /** A cell does not hold what is asked of it. */
    CELL,
    /** A file cannot be written. */
    WRITE
  }

  private final Kind kind;
  private final transient Path file;
  private final int line;
  private final String column;
  private final String reason;
  private final String remedy;
  private final transient List<String> near;

  private TableFault(Kind kind, Path file, int line, String column, String reason, String remedy, List<String> near) {
    super(file + (line > 0 ? ":" + line : "") + (column.isEmpty() ? "" : ", column `" + column + "`") + ": " + reason, null, false, false);
    this.kind = kind;
    this.file = file;
    this.line = line;
    this.column = column;
    this.reason = reason;
    this.remedy = remedy;
    this.near = List.copyOf(near);
  }

  /** A fault of the whole file. */
  static TableFault of(Kind kind, Path file, String reason) {
    return new TableFault(kind, file, 0, "", reason, "", List.of());
  }

  TableFault line(int number) {
    return new TableFault(kind, file, number, column, reason, remedy, near);
  }

  TableFault column(String name) {
    return new TableFault(kind, file, line, name, reason, remedy, near);
  }

  TableFault remedy(String what) {
    return new TableFault(kind, file, line, column, reason, what, near);
  }

  TableFault near(List<String> names) {
    return new TableFault(kind, file, line, column, reason, remedy, names);
  }

  public Kind kind() {
    return kind;
  }

  public Path file() {
    return file;
  }

  /** The line of the file, from 1. */
  public OptionalInt line() {
    return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
  }

  public Optional<String> column() {
    return column.isEmpty() ? Optional.empty() : Optional.of(column);
  }

  /** One sentence without a full stop. */
  public String reason() {
    return reason;
  }

  /** What to do about it; may be empty. */
  public String remedy() {
    return remedy;
  }

  /** Names of files or columns that may be meant, the likeliest first. */
  public List<String> near() {
    return near;
  }
}
