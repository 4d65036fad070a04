package org.cartc.compiler.pass;

import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;

/**
 * Removes what does nothing: arithmetic of numbers, sums with 0, products with 1, double negation, decided branches.
 *
 * <p>A product with 0, and 0 divided by anything, becomes 0: the other factor is then not evaluated, so that a part switched off by a
 * zero cannot spoil a result. Nothing else changes a value, but for the sign of a zero.
 */
public final class Simplify {
  private Simplify() {}

  public static Expr expression(Expr expr) {
    return node(Exprs.mapParts(expr, Simplify::expression));
  }

  /** The same of an expression whose parts are simple already. */
  static Expr node(Expr simple) {
    return switch (simple) {
      case Expr.Located l -> l.expr() instanceof Expr.Constant c ? c : l;
      case Expr.Negate n -> negate(n.operand());
      case Expr.Not n -> isNumber(n.operand()) ? Expr.constant(number(n.operand()) == 0 ? 1 : 0) : n;
      case Expr.Binary b -> binary(b);
      case Expr.Call c -> c.arguments().stream().allMatch(Simplify::isNumber)
          ? Expr.constant(c.function().of(c.arguments().stream().mapToDouble(Simplify::number).toArray()))
          : c;
      case Expr.Conditional c -> conditional(c);
      case Expr.Constant c -> c;
      case Expr.Measured m -> m;
      case Expr.Time t -> t;
      case Expr.Symbol s -> s;
      case Expr.Mode m -> m;
    };
  }

  private static Expr negate(Expr operand) {
    Expr inner = unlocated(operand);
    if (inner instanceof Expr.Constant c) {
      return Expr.constant(-c.value());
    }
    return inner instanceof Expr.Negate n ? n.operand() : new Expr.Negate(operand);
  }

  private static Expr binary(Expr.Binary b) {
    Expr left = b.left();
    Expr right = b.right();
    if (isNumber(left) && isNumber(right)) {
      return Expr.constant(b.operator().of(number(left), number(right)));
    }
    return switch (b.operator()) {
      case ADD ->
          is(left, 0) ? right : is(right, 0) ? left : unlocated(right) instanceof Expr.Negate n ? Expr.subtract(left, n.operand()) : b;
      case SUBTRACT -> is(right, 0) ? left : is(left, 0) ? negate(right)
          : unlocated(right) instanceof Expr.Negate n ? Expr.add(left, n.operand()) : b;
      case MULTIPLY -> product(b);
      case DIVIDE -> is(left, 0) ? Expr.ZERO : is(right, 1) ? left
          : unlocated(left) instanceof Expr.Negate n && unlocated(right) instanceof Expr.Negate d ? Expr.divide(n.operand(), d.operand())
              : unlocated(right) instanceof Expr.Negate d ? new Expr.Negate(Expr.divide(left, d.operand())) : b;
      case POWER -> is(right, 1) ? left : is(right, 0) ? Expr.ONE : b;
      case AND -> is(left, 0) || is(right, 0) ? Expr.ZERO : b;
      case OR -> isNumber(left) && number(left) != 0 || isNumber(right) && number(right) != 0 ? Expr.ONE : b;
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> b;
    };
  }

  private static Expr conditional(Expr.Conditional c) {
    if (isNumber(c.condition())) {
      return number(c.condition()) != 0 ? c.then() : c.otherwise();
    }
    boolean same = isNumber(c.then()) && isNumber(c.otherwise()) && number(c.then()) == number(c.otherwise());
    return same ? c.then() : c;
  }

  private static Expr product(Expr.Binary b) {
    Expr left = unlocated(b.left());
    Expr right = unlocated(b.right());
    if (is(left, 0) || is(right, 0)) {
      return Expr.ZERO;
    }
    if (is(left, 1)) {
      return b.right();
    }
    if (is(right, 1)) {
      return b.left();
    }
    if (is(left, -1)) {
      return negate(b.right());
    }
    if (is(right, -1)) {
      return negate(b.left());
    }
    return b;
  }

  private static Expr unlocated(Expr expr) {
    return expr instanceof Expr.Located l ? unlocated(l.expr()) : expr;
  }

  private static boolean isNumber(Expr expr) {
    return unlocated(expr) instanceof Expr.Constant;
  }

  private static double number(Expr expr) {
    return ((Expr.Constant) unlocated(expr)).value();
  }

  private static boolean is(Expr expr, double value) {
    return unlocated(expr) instanceof Expr.Constant c && c.value() == value;
  }
}
