package org.cartc.compiler.cli;

import java.util.stream.Collectors;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.runtime.table.TableFault;

/** Tells a fault of a table as a diagnostic. */
final class TableDiagnostic {
  private TableDiagnostic() {}

  static Diagnostic of(TableFault fault) {
    String place = fault.file() + (fault.line().isPresent() ? ", line " + fault.line().getAsInt() : "")
        + fault.column().map(c -> ", column `" + c + "`").orElse("");
    Diagnostic diagnostic = Diagnostic.error(code(fault.kind()), place + ": " + fault.reason());
    if (!fault.near().isEmpty()) {
      diagnostic =
          diagnostic.help("did you mean " + fault.near().stream().map(n -> "`" + n + "`").collect(Collectors.joining(" or ")) + "?");
    }
    return fault.remedy().isEmpty() ? diagnostic : diagnostic.help(fault.remedy());
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
