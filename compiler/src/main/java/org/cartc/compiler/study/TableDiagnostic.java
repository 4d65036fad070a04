package org.cartc.compiler.study;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;
import org.cartc.runtime.table.TableFault;

/** Tells a fault of a table as a diagnostic, with the line of the table where it can be shown. */
public final class TableDiagnostic {
  private static final long LARGEST_SHOWN = 32L << 20;

  private TableDiagnostic() {}

  public static Diagnostic of(TableFault fault) {
    Optional<Span> place = place(fault);
    String column = fault.column().map(c -> "column `" + c + "`: ").orElse("");
    Diagnostic diagnostic = place.isPresent()
        ? Diagnostic.error(code(fault.kind()), column + fault.reason()).at(place.get())
        : Diagnostic.error(code(fault.kind()), fault.file()
            + (fault.line().isPresent() ? ", line " + fault.line().getAsInt() : "") + ": " + column + fault.reason());
    if (!fault.near().isEmpty()) {
      diagnostic =
          diagnostic
              .help("did you mean " + fault.near().stream().map(n -> "`" + near(fault, n) + "`").collect(Collectors.joining(" or ")) + "?");
    }
    return fault.remedy().isEmpty() ? diagnostic : diagnostic.help(fault.remedy());
  }

  /** A name that is near, as it must be written: of a file with its folder. */
  private static String near(TableFault fault, String name) {
    return fault.kind() != TableFault.Kind.FILE ? name
        : (Files.isDirectory(fault.file()) ? fault.file().resolve(name) : fault.file().resolveSibling(name)).toString();
  }

  /** The cell at fault, or its line; empty if the file cannot be shown. */
  private static Optional<Span> place(TableFault fault) {
    if (fault.line().isEmpty() || fault.kind() == TableFault.Kind.ENCODING) {
      return Optional.empty();
    }
    try {
      if (Files.size(fault.file()) > LARGEST_SHOWN) {
        return Optional.empty();
      }
      Source source = new Source(fault.file().toString(), Files.readString(fault.file()));
      int line = fault.line().getAsInt();
      return line > source.lines() ? Optional.empty() : Optional.of(cell(source, line, fault.column()));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Span cell(Source source, int line, Optional<String> column) {
    int from = start(source, line);
    String text = source.lineText(line);
    Span whole = new Span(source, from, from + text.length());
    String header = source.lineText(1);
    if (column.isEmpty() || (header + text).contains("\"")) {
      return whole;
    }
    String separator = header.contains(",") ? "," : header.contains(";") ? ";" : "\t";
    String[] names = header.replace("\ufeff", "").split(separator, -1);
    String[] cells = text.split(separator, -1);
    int at = from;
    for (int i = 0; i < cells.length && i < names.length; i++) {
      if (names[i].strip().equals(column.get())) {
        return new Span(source, at, at + cells[i].length());
      }
      at += cells[i].length() + 1;
    }
    return whole;
  }

  private static int start(Source source, int line) {
    int low = 0;
    int high = source.text().length();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (source.line(middle) < line) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static String code(TableFault.Kind kind) {
    return switch (kind) {
      case FILE -> "E0510";
      case ENCODING -> "E0511";
      case SHAPE -> "E0512";
      case COLUMN -> "E0513";
      case CELL -> "E0514";
      case WRITE -> "E0515";
    };
  }
}
