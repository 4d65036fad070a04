package org.cartc.compiler.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.pass.Differentiate;
import org.cartc.runtime.study.Formula;

/**
 * A function of a formula with its partial derivatives.
 *
 * @param meaning the same function as an expression of {@link #argument}s
 */
record Smooth(Formula.Function function, Expr meaning) implements Formula.Differentiable {
  static Smooth of(Operator operator) {
    return new Smooth(x -> operator.of(x[0], x[1]), new Expr.Binary(operator, argument(0), argument(1)));
  }

  /** A function of a number of arguments. */
  static Smooth of(Builtin function, int arguments) {
    List<Expr> all = IntStream.range(0, arguments).mapToObj(Smooth::argument).toList();
    return new Smooth(function::of, new Expr.Call(function, all));
  }

  /** A function of a formula as one that knows its derivatives; empty where they are not known. */
  static Optional<Smooth> of(Formula.Function function) {
    return function instanceof Smooth smooth ? Optional.of(smooth)
        : function instanceof Formula.Arithmetic arithmetic ? Optional.of(of(arithmetic))
            : Optional.empty();
  }

  private static Smooth of(Formula.Arithmetic arithmetic) {
    return switch (arithmetic) {
      case ADD -> of(Operator.ADD);
      case SUBTRACT -> of(Operator.SUBTRACT);
      case MULTIPLY -> of(Operator.MULTIPLY);
      case DIVIDE -> of(Operator.DIVIDE);
      case NEGATE -> new Smooth(arithmetic, new Expr.Negate(argument(0)));
    };
  }

  /** What is left of 1. */
  static Smooth rest() {
    return new Smooth(x -> 1 - x[0], Expr.subtract(Expr.ONE, argument(0)));
  }

  private static Expr argument(int i) {
    return Expr.symbol(Integer.toString(i));
  }

  @Override
  public double of(double[] arguments) {
    return function.of(arguments);
  }

  @Override
  public double partial(int argument, double[] arguments) {
    return partial(argument).of(arguments);
  }

  /** The derivative in one argument as a function. */
  Formula.Function partial(int argument) {
    Expr derivative = Differentiate.expression(meaning, Integer.toString(argument));
    return x -> new Evaluate(symbol -> x[Integer.parseInt(((Expr.Symbol) symbol).path())]).value(derivative);
  }
}
