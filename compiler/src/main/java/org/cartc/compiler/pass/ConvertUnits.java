package org.cartc.compiler.pass;

import java.util.List;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.unit.ModelUnits;

/**
 * Checks the units of a model and turns numbers with units into plain numbers.
 *
 * <p>Afterwards every named number is in its declared unit, which is filled in where it was left to be inferred; a rate is in its
 * declared unit, else in that of the compartment that it leaves (enters, if it leaves none) per time.
 */
public final class ConvertUnits {
  private ConvertUnits() {}

  public static Model apply(Model model, Diagnostics diagnostics) {
    ModelUnits units = ModelUnits.of(model, diagnostics);
    return model
        .withParameters(model.parameters().stream().map(p -> converted(p, units)).toList())
        .withCompartments(model.compartments().stream().map(c -> new Model.Compartment(
            c.path(), c.mechanism(), units.text(c.path()), units.value(c.path(), c.initial()), c.doc(), c.span())).toList())
        .withDefinitions(model.definitions().stream().map(d -> new Model.Definition(
            d.path(), d.mechanism(), units.text(d.path()), units.value(d.path(), d.value()), d.recorded(), d.doc(), d.span())).toList())
        .withRates(model.rates().stream().map(r -> new Model.Rate(r.path(), r.mechanism(), r.from(), r.to(), units.text(r.path()),
            units.flow(r), r.guard().map(g -> units.condition(g, r.span())), r.doc(), r.span())).toList())
        .withDerivatives(model.derivatives().stream().map(d -> new Model.Derivative(d.compartment(), d.mechanism(), units.derivative(d),
            d.guard().map(g -> units.condition(g, d.span())), d.span())).toList())
        .withConstraints(model.constraints().stream().map(c -> converted(c, units)).toList())
        .withEvents(model.events().stream().map(e -> converted(e, units)).toList());
  }

  /**
   * An expression of plain numbers that gives a quantity of a model in the unit of that quantity.
   *
   * @param path the path of the quantity
   */
  public static Expr value(Model model, String path, Expr value, Diagnostics diagnostics) {
    return ModelUnits.of(model, diagnostics).value(path, value);
  }

  private static Model.Parameter converted(Model.Parameter p, ModelUnits units) {
    return new Model.Parameter(p.path(), p.mechanism(), units.text(p.path()), units.value(p.path(), p.value()),
        p.bounds().map(b -> new Model.Bounds(units.bound(p.path(), b.lower()), units.bound(p.path(), b.upper()), b.log())),
        p.doc(), p.cite(), p.span());
  }

  private static Model.Constraint converted(Model.Constraint c, ModelUnits units) {
    List<Model.Unknown> unknowns = c.unknowns().stream().map(u -> new Model.Unknown(u.path(), units.text(u.path()),
        u.lower().map(b -> units.bound(u.path(), b)), u.upper().map(b -> units.bound(u.path(), b)), u.doc(), u.span())).toList();
    return new Model.Constraint(c.path(), c.mechanism(), unknowns,
        c.residuals().stream().map(r -> units.residual(r, c.span())).toList(), c.doc(), c.span());
  }

  private static Model.Event converted(Model.Event e, ModelUnits units) {
    List<Model.Assignment> assignments = e.assignments().stream()
        .map(a -> new Model.Assignment(a.compartment(), units.setting(a.compartment(), a.value()))).toList();
    return new Model.Event(e.path(), e.mechanism(), units.threshold(e.difference(), e.span()), e.rises(), e.once(), assignments,
        e.stops(), e.doc(), e.span());
  }
}
