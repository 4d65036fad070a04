package org.cartc.compiler.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Operator;

/** What a product is made of, for explaining its unit. */
record Factors(Function<Expr, Measure> measure) {
  /** A factor that is itself no product; a call of a function is one factor. */
  record Factor(Expr expr, boolean below) {}

  static List<Factor> of(Expr expr) {
    List<Factor> all = new ArrayList<>();
    collect(expr, false, all);
    return all;
  }

  private static void collect(Expr expr, boolean below, List<Factor> all) {
    if (expr instanceof Expr.Located l && !(l.expr() instanceof Expr.Located)) {
      collect(l.expr(), below, all);
    } else if (expr instanceof Expr.Negate n) {
      collect(n.operand(), below, all);
    } else if (expr instanceof Expr.Binary b && b.operator() == Operator.MULTIPLY) {
      collect(b.left(), below, all);
      collect(b.right(), below, all);
    } else if (expr instanceof Expr.Binary b && b.operator() == Operator.DIVIDE) {
      collect(b.left(), below, all);
      collect(b.right(), !below, all);
    } else {
      all.add(new Factor(expr, below));
    }
  }

  Optional<Unit> unit(Expr expr) {
    return measure.apply(expr).known();
  }

  /** {@code 1/day · cell · cell = cell²/day}: the units of the factors that have one, and their product. */
  String explain(Expr expr, Unit product) {
    StringBuilder text = new StringBuilder();
    int count = 0;
    for (Factor factor : of(expr)) {
      Optional<Unit> unit = unit(factor.expr()).filter(u -> !u.isOne());
      if (unit.isEmpty()) {
        continue;
      }
      String written = unit.get().describe();
      boolean bracketed = factor.below() && (written.contains("/") || written.contains(" "));
      String sign = factor.below() ? (count == 0 ? "1 / " : " / ") : count == 0 ? "" : " · ";
      text.append(sign).append(bracketed ? "(" + written + ")" : written);
      count += 1;
    }
    String result = product.isOne() ? "a pure number" : product.describe();
    return count < 2 ? result : text + " = " + result;
  }
}
