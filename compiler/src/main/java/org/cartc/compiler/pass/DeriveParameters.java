package org.cartc.compiler.pass;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;

/** Makes parameters whose value is an expression in other parameters derived quantities, so that they follow those. */
public final class DeriveParameters {
  private DeriveParameters() {}

  /** @param free parameters whose value a run gives: they stay parameters */
  public static Model apply(Model model, Set<String> free, Diagnostics diagnostics) {
    List<Model.Parameter> parameters = new ArrayList<>();
    List<Model.Definition> definitions = new ArrayList<>(model.definitions());
    for (Model.Parameter parameter : model.parameters()) {
      if (Exprs.symbols(parameter.value()).isEmpty()) {
        parameters.add(parameter);
      } else if (free.contains(parameter.path())) {
        parameters.add(new Model.Parameter(parameter.path(), parameter.mechanism(), parameter.unit(), Expr.constant(Double.NaN),
            parameter.bounds(), parameter.doc(), parameter.cite(), parameter.span()));
      } else {
        reportReader(model, parameter, diagnostics);
        definitions.add(new Model.Definition(
            parameter.path(), parameter.mechanism(), parameter.unit(), parameter.value(), false, parameter.doc(), parameter.span()));
      }
    }
    return model.withParameters(parameters).withDefinitions(definitions);
  }

  private static void reportReader(Model model, Model.Parameter parameter, Diagnostics diagnostics) {
    for (String read : Exprs.symbols(parameter.value())) {
      if (model.compartment(read).isPresent() || model.rates().stream().anyMatch(r -> r.path().equals(read))) {
        diagnostics.add(Diagnostic.error("E0407", "parameter `" + parameter.path() + "` depends on `" + read + "`, which changes with time")
            .at(parameter.span()).help("a quantity that changes is a derived one:  let " + parameter.path() + " = ..."));
      }
    }
  }
}
