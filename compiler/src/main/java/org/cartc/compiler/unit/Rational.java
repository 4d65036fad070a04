package org.cartc.compiler.unit;

import java.util.Optional;
import org.apache.commons.math3.fraction.BigFraction;
import org.cartc.compiler.ir.Expr;

/** Numbers that are written out, such as {@code 2}, {@code 0.5} and {@code (2/3)}, as exact fractions. */
final class Rational {
  private static final double LARGEST = 1e30;

  private Rational() {}

  /** The fraction that an expression of literals is; empty for anything else. */
  static Optional<BigFraction> of(Expr expr) {
    return switch (expr) {
      case Expr.Constant c -> Double.isFinite(c.value()) && Math.abs(c.value()) < LARGEST
          ? Optional.of(UnitNames.number(Double.toString(c.value()))) : Optional.empty();
      case Expr.Located l -> of(l.expr());
      case Expr.Negate n -> of(n.operand()).map(BigFraction::negate);
      case Expr.Binary b -> of(b.left()).flatMap(left -> of(b.right()).flatMap(right -> of(b, left, right)));
      case Expr.Measured m -> Optional.empty();
      case Expr.Time t -> Optional.empty();
      case Expr.Symbol s -> Optional.empty();
      case Expr.Mode m -> Optional.empty();
      case Expr.Not n -> Optional.empty();
      case Expr.Call c -> Optional.empty();
      case Expr.Conditional c -> Optional.empty();
    };
  }

  private static Optional<BigFraction> of(Expr.Binary b, BigFraction left, BigFraction right) {
    return switch (b.operator()) {
      case ADD -> Optional.of(left.add(right));
      case SUBTRACT -> Optional.of(left.subtract(right));
      case MULTIPLY -> Optional.of(left.multiply(right));
      case DIVIDE -> right.equals(BigFraction.ZERO) ? Optional.empty() : Optional.of(left.divide(right));
      case POWER, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> Optional.empty();
    };
  }
}
