package org.cartc.compiler.pass;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;

/** Makes parameters whose value is an expression in other parameters derived quantities, so that they follow those. */
public final class DeriveParameters {
  private final Set<String> changing = new HashSet<>();
  private final Map<String, Expr> values = new HashMap<>();

  private DeriveParameters(Model model) {
    model.compartments().forEach(c -> changing.add(c.path()));
    model.rates().forEach(r -> changing.add(r.path()));
    model.constraints().forEach(c -> c.unknowns().forEach(u -> changing.add(u.path())));
    model.definitions().forEach(d -> values.put(d.path(), d.value()));
    model.parameters().forEach(p -> values.put(p.path(), p.value()));
  }

  /** @param free parameters whose value a run gives: they stay parameters */
  public static Model apply(Model model, Set<String> free, Diagnostics diagnostics) {
    DeriveParameters derive = new DeriveParameters(model);
    List<Model.Parameter> parameters = new ArrayList<>();
    List<Model.Definition> definitions = new ArrayList<>(model.definitions());
    for (Model.Parameter parameter : model.parameters()) {
      if (Exprs.symbols(parameter.value()).isEmpty() && !Exprs.readsTime(parameter.value())) {
        parameters.add(parameter);
      } else if (free.contains(parameter.path())) {
        parameters.add(new Model.Parameter(parameter.path(), parameter.mechanism(), parameter.unit(), Expr.constant(Double.NaN),
            parameter.bounds(), parameter.doc(), parameter.cite(), parameter.span()));
      } else {
        derive.changes(parameter.value()).ifPresent(read -> diagnostics.add(reader(parameter, read)));
        definitions.add(new Model.Definition(
            parameter.path(), parameter.mechanism(), parameter.unit(), parameter.value(), false, parameter.doc(), parameter.span()));
      }
    }
    return model.withParameters(parameters).withDefinitions(definitions);
  }

  /** The first quantity that an expression depends on, directly or through derived quantities, and that changes with time. */
  private Optional<String> changes(Expr expr) {
    Deque<Expr> todo = new ArrayDeque<>(List.of(expr));
    Set<String> seen = new HashSet<>();
    while (!todo.isEmpty()) {
      Expr value = todo.pop();
      if (Exprs.readsTime(value)) {
        return Optional.of("time");
      }
      for (String path : Exprs.symbols(value)) {
        if (changing.contains(path)) {
          return Optional.of(path);
        }
        if (seen.add(path) && values.containsKey(path)) {
          todo.push(values.get(path));
        }
      }
    }
    return Optional.empty();
  }

  private static Diagnostic reader(Model.Parameter parameter, String read) {
    return Diagnostic.error("E0407", "parameter `" + parameter.path() + "` depends on `" + read + "`, which changes with time")
        .at(parameter.span()).help("a quantity that changes is a derived one:  let " + parameter.path() + " = ...");
  }
}
