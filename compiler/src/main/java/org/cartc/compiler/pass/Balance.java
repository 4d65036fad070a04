package org.cartc.compiler.pass;

import java.util.ArrayList;
import java.util.List;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.unit.Unit;

/** The rate of change of a compartment: its own equation, or what flows in less what flows out. */
public final class Balance {
  /** A longer sum is a sum of sums, so that no expression is deep. */
  private static final int LONGEST_SUM = 64;

  private Balance() {}

  public static Expr of(Model model, String compartment) {
    List<Expr> changes = new ArrayList<>();
    for (Model.Derivative derivative : model.derivatives()) {
      if (derivative.compartment().equals(compartment)) {
        changes.add(derivative.guard().<Expr>map(g -> new Expr.Conditional(g, derivative.value(), Expr.ZERO)).orElse(derivative.value()));
      }
    }
    for (Model.Rate rate : model.rates()) {
      if (rate.to().equals(compartment)) {
        changes.add(flow(model, rate, compartment));
      }
      if (rate.from().equals(compartment)) {
        changes.add(new Expr.Negate(flow(model, rate, compartment)));
      }
    }
    return sum(changes);
  }

  private static Expr sum(List<Expr> changes) {
    if (changes.size() <= LONGEST_SUM) {
      return changes.stream().reduce(Balance::added).orElse(Expr.ZERO);
    }
    List<Expr> sums = new ArrayList<>();
    for (int from = 0; from < changes.size(); from += LONGEST_SUM) {
      sums.add(sum(changes.subList(from, Math.min(changes.size(), from + LONGEST_SUM))));
    }
    return sum(sums);
  }

  /** A rate in the unit in which the compartment changes. */
  private static Expr flow(Model model, Model.Rate rate, String compartment) {
    String unit = model.compartment(compartment).map(Model.Compartment::unit).orElse("");
    return rate.unit().isEmpty()
        ? Expr.symbol(rate.path())
        : Unit.of(rate.unit()).converted(Expr.symbol(rate.path()), (unit.isEmpty() ? Unit.ONE : Unit.of(unit)).per(Unit.of(model.time())));
  }

  private static Expr added(Expr sum, Expr more) {
    return more instanceof Expr.Negate n ? Expr.subtract(sum, n.operand()) : Expr.add(sum, more);
  }

  /** What a rate amounts to: its value where its guard holds, else nothing. */
  public static Expr value(Model.Rate rate) {
    return rate.guard().<Expr>map(guard -> new Expr.Conditional(guard, rate.value(), Expr.ZERO)).orElse(rate.value());
  }
}
