package org.cartc.compiler.syntax;

import java.util.List;
import java.util.Optional;
import org.cartc.compiler.source.Span;

/** An expression as it was written. Parentheses are not kept: the tree says what belongs together. */
public sealed interface Expression {
  Span span();

  /**
   * A number.
   *
   * @param digits the number as written, without unit and per-cent sign
   * @param value its value; with a per-cent sign already divided by 100
   * @param percent whether a per-cent sign follows
   */
  record Number(String digits, double value, boolean percent, Optional<UnitText> unit, Span span) implements Expression {}

  /** A name, or names joined by dots. */
  record Reference(Path path, Span span) implements Expression {}

  /** A call of a function or of a reading such as {@code max(X, from = a)}. */
  record Call(Path function, List<Argument> arguments, Span span) implements Expression {}

  record Unary(UnaryOperator operator, Expression operand, Span span) implements Expression {}

  record Binary(BinaryOperator operator, Expression left, Expression right, Span span) implements Expression {}

  record If(Expression condition, Expression then, Expression otherwise, Span span) implements Expression {}

  /** {@code ( inner ) [unit]}: the number that {@code inner} is, in that unit. */
  record InUnit(Expression inner, UnitText unit, Span span) implements Expression {}

  /** {@code curve at time}: the value of a curve at a time. */
  record At(Expression curve, Expression time, Span span) implements Expression {}

  /** {@code value where key = other}: the value in another run of the same study. */
  record Where(Expression value, Name key, Expression equals, Span span) implements Expression {}

  /** {@code first time condition} and {@code last time condition}. */
  record FoundTime(boolean first, Expression condition, Span span) implements Expression {}

  /** An argument, with its name if it was given by name. */
  record Argument(Optional<Name> name, Expression value) {}

  enum UnaryOperator {
    NEGATE("-"),
    NOT("not");

    private final String symbol;

    UnaryOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }

  enum BinaryOperator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    POWER("^"),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    EQUAL("=="),
    NOT_EQUAL("!="),
    AND("and"),
    OR("or");

    private final String symbol;

    BinaryOperator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
