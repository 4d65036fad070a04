package org.cartc.compiler.unit;

import java.math.BigDecimal;
import java.math.MathContext;
import org.apache.commons.math3.fraction.BigFraction;
import org.cartc.compiler.ir.Expr;

/** An expression of plain numbers and the unit of what it gives. */
record Typed(Expr expr, Measure measure) {
  private static final MathContext DIGITS = new MathContext(40);

  /** The expression with its number in a unit of the same dimension. */
  Expr in(Unit unit) {
    return measure.known().map(own -> times(expr, own.factorTo(unit))).orElse(expr);
  }

  private static Expr times(Expr expr, Scale factor) {
    if (factor.equals(Scale.ONE)) {
      return expr;
    }
    if (expr instanceof Expr.Located located) {
      return new Expr.Located(times(located.expr(), factor), located.span());
    }
    if (expr instanceof Expr.Constant constant && factor.exact().isPresent() && Double.isFinite(constant.value())) {
      return Expr.constant(times(constant.value(), factor.exact().get()));
    }
    return Expr.multiply(Expr.constant(factor.value()), expr);
  }

  /** The decimal that was written times the factor, rounded once. */
  private static double times(double value, BigFraction factor) {
    return new BigDecimal(Double.toString(value)).multiply(new BigDecimal(factor.getNumerator()))
        .divide(new BigDecimal(factor.getDenominator()), DIGITS).doubleValue();
  }
}
