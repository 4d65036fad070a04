package org.cartc.compiler.pass;

import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;

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
        sum = added(sum, Expr.symbol(rate.path()));
      }
      if (rate.from().equals(compartment)) {
        sum = sum.equals(Expr.ZERO) ? new Expr.Negate(Expr.symbol(rate.path())) : Expr.subtract(sum, Expr.symbol(rate.path()));
      }
    }
    return sum;
  }

  private static Expr added(Expr sum, Expr more) {
    return sum.equals(Expr.ZERO) ? more : Expr.add(sum, more);
  }

  /** What a rate amounts to: its value where its guard holds, else nothing. */
  public static Expr value(Model.Rate rate) {
    return rate.guard().<Expr>map(guard -> new Expr.Conditional(guard, rate.value(), Expr.ZERO)).orElse(rate.value());
  }
}
