package org.cartc.compiler.pass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.name.Program;

/** Models given as text, as far as the conversion of units. */
final class UnitsOfText {
  private UnitsOfText() {}

  /** What is said of a model of the name {@code m}, whether it is rejected or not. */
  static List<Diagnostic> faults(String text) {
    Diagnostics diagnostics = new Diagnostics();
    try {
      compiled(text, diagnostics);
    } catch (Rejected rejected) {
      return rejected.diagnostics();
    }
    return diagnostics.all();
  }

  static Model converted(String text) {
    return compiled(text, new Diagnostics());
  }

  private static Model compiled(String text, Diagnostics diagnostics) {
    try {
      Path file = Files.createTempFile("", "units.cart");
      Files.writeString(file, text);
      Program program = Load.program(file, List.of(), diagnostics);
      Files.delete(file);
      return Compiler.model(program, "m", diagnostics, Compiler.SILENT).model();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text with the edit of a diagnostic made. */
  static String edited(String text, Diagnostic diagnostic) {
    Diagnostic.Edit edit = diagnostic.edit().orElseThrow();
    return text.substring(0, edit.span().start()) + edit.replacement() + text.substring(edit.span().end());
  }

  /** The value of a parameter, derived quantity or rate, of the initial value of a compartment, or of time 1. */
  static double value(Model model, String path) {
    Map<String, Expr> values = model.definitions().stream().collect(Collectors.toMap(Model.Definition::path, Model.Definition::value));
    model.parameters().forEach(p -> values.put(p.path(), p.value()));
    model.compartments().forEach(c -> values.put(c.path(), c.initial()));
    model.rates().forEach(r -> values.put(r.path(), Balance.value(r)));
    return value(values, Expr.symbol(path));
  }

  /** The rate of change of a compartment at the start. */
  static double change(Model model, String compartment) {
    Map<String, Expr> rates = model.rates().stream().collect(Collectors.toMap(Model.Rate::path, Balance::value));
    Expr balance = Exprs.substitute(Balance.of(model, compartment), s -> rates.getOrDefault(s.path(), s));
    return new Evaluate(leaf -> leaf instanceof Expr.Symbol s ? value(model, s.path()) : 1).value(balance);
  }

  private static double value(Map<String, Expr> values, Expr expr) {
    return new Evaluate(leaf -> leaf instanceof Expr.Symbol s ? value(values, values.get(s.path())) : 1).value(expr);
  }
}
