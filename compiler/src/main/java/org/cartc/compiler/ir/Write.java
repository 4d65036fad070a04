package org.cartc.compiler.ir;

import java.util.stream.Collectors;

/** Expressions as text, with as few parentheses as their meaning needs. */
public final class Write {
  private static final int UNARY = 6;
  private static final int ANYTHING = 0;
  private static final int CONDITIONAL = 0;

  private Write() {}

  public static String expression(Expr expr) {
    return write(expr, ANYTHING);
  }

  private static String write(Expr expr, int around) {
    return switch (expr) {
      case Expr.Located l -> write(l.expr(), around);
      case Expr.Constant c -> c.value() < 0 ? parenthesised(number(c.value()), UNARY, around) : number(c.value());
      case Expr.Measured m -> number(m.value()) + " [" + m.unit() + "]";
      case Expr.Time t -> "time";
      case Expr.Symbol s -> s.path();
      case Expr.Mode m -> "holds(" + m.condition() + ")";
      case Expr.Negate n -> parenthesised("-" + write(n.operand(), UNARY), UNARY, around);
      case Expr.Not n -> parenthesised("not " + write(n.operand(), UNARY), 2, around);
      case Expr.Binary b -> binary(b, around);
      case Expr.Call c -> c.function().text() + c.arguments().stream().map(Write::expression).collect(Collectors.joining(", ", "(", ")"));
      case Expr.Conditional c -> parenthesised("if " + expression(c.condition()) + " then " + expression(c.then())
          + " else " + expression(c.otherwise()), CONDITIONAL, around);
    };
  }

  private static String binary(Expr.Binary b, int around) {
    int binding = b.operator().binding();
    boolean rightFirst = b.operator() == Operator.POWER;
    boolean alone = binding == Operator.LESS.binding();
    String left = write(b.left(), rightFirst || alone ? binding + 1 : binding);
    String right = write(b.right(), rightFirst ? binding : binding + 1);
    String gap = b.operator() == Operator.POWER ? "" : " ";
    return parenthesised(left + gap + b.operator().symbol() + gap + right, binding, around);
  }

  private static String parenthesised(String text, int binding, int around) {
    return binding < around ? "(" + text + ")" : text;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7 ? Long.toString((long) value) : Double.toString(value);
  }
}
