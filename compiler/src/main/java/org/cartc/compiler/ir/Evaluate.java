package org.cartc.compiler.ir;

import java.util.function.ToDoubleFunction;

/**
 * The slow meaning of expressions: what compiled code must agree with, and what explains a number to a user.
 *
 * <p>{@code symbols} gives the value of every leaf that is not a number: symbols, the time and modes.
 */
public final class Evaluate {
  private final ToDoubleFunction<Expr> symbols;

  public Evaluate(ToDoubleFunction<Expr> symbols) {
    this.symbols = symbols;
  }

  public double value(Expr expr) {
    return switch (expr) {
      case Expr.Constant c -> c.value();
      case Expr.Measured m -> m.value();
      case Expr.Time t -> symbols.applyAsDouble(t);
      case Expr.Symbol s -> symbols.applyAsDouble(s);
      case Expr.Mode m -> symbols.applyAsDouble(m);
      case Expr.Negate n -> -value(n.operand());
      case Expr.Not n -> value(n.operand()) == 0 ? 1 : 0;
      case Expr.Binary b -> b.operator().of(value(b.left()), value(b.right()));
      case Expr.Call c -> c.function().of(c.arguments().stream().mapToDouble(this::value).toArray());
      case Expr.Conditional c -> value(c.condition()) != 0 ? value(c.then()) : value(c.otherwise());
      case Expr.Located l -> value(l.expr());
    };
  }
}
