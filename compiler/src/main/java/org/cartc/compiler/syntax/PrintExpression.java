package org.cartc.compiler.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes expressions with as few parentheses as the grammar allows. */
final class PrintExpression {
  /** How tightly an expression holds together; an operand that binds less than its place asks for stands in parentheses. */
  private static final int OPEN = 0;
  private static final int DISJUNCTION = 1;
  private static final int CONJUNCTION = 2;
  private static final int NEGATION = 3;
  private static final int COMPARISON = 4;
  private static final int READING = 5;
  private static final int SUM = 6;
  private static final int PRODUCT = 7;
  private static final int SIGNED = 8;
  private static final int POWER = 9;
  private static final int PRIMARY = 10;

  private PrintExpression() {}

  static String print(Expression expression) {
    return at(OPEN, expression);
  }

  static String sum(Expression expression) {
    return at(SUM, expression);
  }

  static String list(List<Expression> expressions) {
    return expressions.stream().map(PrintExpression::print).collect(Collectors.joining(", "));
  }

  static String unit(Optional<UnitText> unit) {
    return unit.map(u -> " [" + u.text() + "]").orElse("");
  }

  static String arguments(List<Expression.Argument> arguments) {
    return arguments.stream().map(a -> a.name().map(n -> n + " = ").orElse("") + print(a.value()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private static String at(int least, Expression expression) {
    String text = text(expression);
    return binding(expression) < least ? "(" + text + ")" : text;
  }

  private static String text(Expression expression) {
    return switch (expression) {
      case Expression.Number n -> n.digits() + (n.percent() ? "%" : "") + unit(n.unit());
      case Expression.Reference r -> r.path().text();
      case Expression.Call c -> c.function().text() + arguments(c.arguments());
      case Expression.Unary u when u.operator() == Expression.UnaryOperator.NOT -> "not " + at(NEGATION, u.operand());
      case Expression.Unary u -> "-" + at(SIGNED, u.operand());
      case Expression.Binary b -> binary(b);
      case Expression.If i -> "if " + print(i.condition()) + " then " + print(i.then()) + " else " + print(i.otherwise());
      case Expression.InUnit i -> "(" + print(i.inner()) + ") [" + i.unit().text() + "]";
      case Expression.At a -> at(SUM, a.curve()) + " at " + at(SUM, a.time());
      case Expression.Where w -> whereOperand(w.value()) + " where " + w.key() + " = " + at(SUM, w.equals());
      case Expression.FoundTime f -> (f.first() ? "first" : "last") + " time " + print(f.condition());
    };
  }

  /** A curve at a time may stand before {@code where} without parentheses, another {@code where} may not. */
  private static String whereOperand(Expression value) {
    return value instanceof Expression.At ? text(value) : at(SUM, value);
  }

  private static String binary(Expression.Binary binary) {
    int own = binding(binary);
    String sign = " " + binary.operator().symbol() + " ";
    return switch (binary.operator()) {
      case POWER -> at(PRIMARY, binary.left()) + "^" + exponent(binary.right());
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, AND, OR -> at(own, binary.left()) + sign + at(own + 1, binary.right());
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL ->
          at(READING, binary.left()) + sign + at(READING, binary.right());
    };
  }

  private static String exponent(Expression exponent) {
    boolean negative = exponent instanceof Expression.Unary u && u.operator() == Expression.UnaryOperator.NEGATE;
    return negative ? "-" + exponent(((Expression.Unary) exponent).operand()) : at(POWER, exponent);
  }

  private static int binding(Expression expression) {
    return switch (expression) {
      case Expression.Number n -> PRIMARY;
      case Expression.Reference r -> PRIMARY;
      case Expression.Call c -> PRIMARY;
      case Expression.InUnit i -> PRIMARY;
      case Expression.Unary u -> u.operator() == Expression.UnaryOperator.NOT ? NEGATION : SIGNED;
      case Expression.If i -> OPEN;
      case Expression.FoundTime f -> OPEN;
      case Expression.At a -> READING;
      case Expression.Where w -> READING;
      case Expression.Binary b -> switch (b.operator()) {
        case OR -> DISJUNCTION;
        case AND -> CONJUNCTION;
        case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> COMPARISON;
        case ADD, SUBTRACT -> SUM;
        case MULTIPLY, DIVIDE -> PRODUCT;
        case POWER -> POWER;
      };
    };
  }
}
