package org.cartc.compiler.pass;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;

/** Makes compartments in quasi-equilibrium unknowns: their rate of change becomes a constraint that is zero at every instant. */
public final class Equilibrate {
  private Equilibrate() {}

  public static Model apply(Model model) {
    Set<String> fast = new LinkedHashSet<>();
    model.equilibria().forEach(e -> fast.addAll(e.compartments()));
    List<Model.Constraint> constraints = new ArrayList<>(model.constraints());
    for (Model.Compartment compartment : model.compartments()) {
      if (fast.contains(compartment.path())) {
        Model.Unknown unknown = new Model.Unknown(
            compartment.path(), compartment.unit(), Optional.empty(), Optional.empty(), compartment.doc(), compartment.span());
        constraints.add(new Model.Constraint("equilibrium of " + compartment.path(), compartment.mechanism(), List.of(unknown),
            List.of(Balance.of(model, compartment.path())), compartment.doc(), compartment.span()));
      }
    }
    return model.withConstraints(constraints)
        .withCompartments(model.compartments().stream().filter(c -> !fast.contains(c.path())).toList())
        .withDerivatives(model.derivatives().stream().filter(d -> !fast.contains(d.compartment())).toList())
        .withEquilibria(List.of());
  }
}
