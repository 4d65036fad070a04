package org.cartc.compiler.ir;

import java.util.List;
import java.util.Optional;
import org.cartc.compiler.source.Span;

/**
 * An expression over resolved names: every {@link Symbol} is the full path of one declaration, functions are inlined.
 *
 * <p>Truth values are numbers: 1 for true and 0 for false.
 */
public sealed interface Expr {
  /** A plain number. */
  record Constant(double value) implements Expr {}

  /** A number with a unit of its own, until units are converted; the unit's text as written. */
  record Measured(double value, String unit, Span span) implements Expr {}

  /** The time. */
  record Time() implements Expr {}

  /** A compartment, parameter, derived quantity, rate or unknown of the model. */
  record Symbol(String path) implements Expr {}

  /** Whether a condition of the system holds, as the integrator sees it; made by the lowering of guards. */
  record Mode(int condition) implements Expr {}

  record Negate(Expr operand) implements Expr {}

  record Not(Expr operand) implements Expr {}

  record Binary(Operator operator, Expr left, Expr right) implements Expr {}

  record Call(Builtin function, List<Expr> arguments) implements Expr {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  record Conditional(Expr condition, Expr then, Expr otherwise) implements Expr {}

  /** The same expression, and where it was written; dropped by lowering. What is stated of its unit goes when units are converted. */
  record Located(Expr expr, Span span, Optional<Stated> stated) implements Expr {
    public Located(Expr expr, Span span) {
      this(expr, span, Optional.empty());
    }
  }

  /**
   * The unit that a function asks of an argument, or gives to its result.
   *
   * @param unit as written
   * @param what in words: {@code `x` of `f`}
   * @param span where the unit stands
   */
  record Stated(String unit, String what, Span span) {}

  Expr ZERO = new Constant(0);
  Expr ONE = new Constant(1);

  static Expr constant(double value) {
    return new Constant(value);
  }

  static Expr symbol(String path) {
    return new Symbol(path);
  }

  static Expr add(Expr left, Expr right) {
    return new Binary(Operator.ADD, left, right);
  }

  static Expr subtract(Expr left, Expr right) {
    return new Binary(Operator.SUBTRACT, left, right);
  }

  static Expr multiply(Expr left, Expr right) {
    return new Binary(Operator.MULTIPLY, left, right);
  }

  static Expr divide(Expr left, Expr right) {
    return new Binary(Operator.DIVIDE, left, right);
  }

  static Expr power(Expr base, Expr exponent) {
    return new Binary(Operator.POWER, base, exponent);
  }

  static Expr call(Builtin function, Expr... arguments) {
    return new Call(function, List.of(arguments));
  }
}
