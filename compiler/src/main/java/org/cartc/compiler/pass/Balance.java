package org.cartc.compiler.pass;

import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.unit.Unit;

/** The rate of change of a compartment: its own equation, or what flows in less what flows out. */
public final class Balance {
  private Balance() {}

  public static Expr of(Model model, String compartment) {
    Expr sum = Expr.ZERO;
    for (Model.Derivative derivative : model.derivatives()) {
      if (derivative.compartment().equals(compartment)) {
        sum = added(sum,
            derivative.guard().<Expr>map(g -> new Expr.Conditional(g, derivative.value(), Expr.ZERO)).orElse(derivative.value()));
      }
    }
    for (Model.Rate rate : model.rates()) {
      if (rate.to().equals(compartment)) {
        sum = added(sum, flow(model, rate, compartment));
      }
      if (rate.from().equals(compartment)) {
        Expr flow = flow(model, rate, compartment);
        sum = sum.equals(Expr.ZERO) ? new Expr.Negate(flow) : Expr.subtract(sum, flow);
      }
    }
    return sum;
  }

  /** A rate in the unit in which the compartment changes. */
  private static Expr flow(Model model, Model.Rate rate, String compartment) {
    String unit = model.compartment(compartment).map(Model.Compartment::unit).orElse("");
    return rate.unit().isEmpty()
        ? Expr.symbol(rate.path())
        : Unit.of(rate.unit()).converted(Expr.symbol(rate.path()), (unit.isEmpty() ? Unit.ONE : Unit.of(unit)).per(Unit.of(model.time())));
  }

  private static Expr added(Expr sum, Expr more) {
    return sum.equals(Expr.ZERO) ? more : Expr.add(sum, more);
  }

  /** What a rate amounts to: its value where its guard holds, else nothing. */
  public static Expr value(Model.Rate rate) {
    return rate.guard().<Expr>map(guard -> new Expr.Conditional(guard, rate.value(), Expr.ZERO)).orElse(rate.value());
  }
}
