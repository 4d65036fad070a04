package org.cartc.compiler.pass;

import java.util.List;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Operator;

/** The derivative of an expression in one symbol; other symbols are held fixed. Steps and kinks have the derivative of their branch. */
public final class Differentiate {
  private final String variable;

  private Differentiate(String variable) {
    this.variable = variable;
  }

  public static Expr expression(Expr expr, String variable) {
    return Simplify.expression(new Differentiate(variable).derivative(Exprs.stripped(expr)));
  }

  private Expr derivative(Expr expr) {
    return switch (expr) {
      case Expr.Constant c -> Expr.ZERO;
      case Expr.Measured m -> Expr.ZERO;
      case Expr.Time t -> Expr.ZERO;
      case Expr.Mode m -> Expr.ZERO;
      case Expr.Not n -> Expr.ZERO;
      case Expr.Symbol s -> s.path().equals(variable) ? Expr.ONE : Expr.ZERO;
      case Expr.Located l -> derivative(l.expr());
      case Expr.Negate n -> new Expr.Negate(derivative(n.operand()));
      case Expr.Conditional c -> new Expr.Conditional(c.condition(), derivative(c.then()), derivative(c.otherwise()));
      case Expr.Call c -> call(c.function(), c.arguments());
      case Expr.Binary b -> Simplify.expression(binary(b, b.left(), b.right()));
    };
  }

  private Expr binary(Expr.Binary b, Expr u, Expr v) {
    return switch (b.operator()) {
      case ADD -> Expr.add(derivative(u), derivative(v));
      case SUBTRACT -> Expr.subtract(derivative(u), derivative(v));
      case MULTIPLY -> Expr.add(Expr.multiply(derivative(u), v), Expr.multiply(u, derivative(v)));
      case DIVIDE -> quotient(b, derivative(u), Simplify.expression(derivative(v)), v);
      case POWER -> power(b, u, v);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> Expr.ZERO;
    };
  }

  /** (u/v)' = (u' - (u/v) v') / v. */
  private static Expr quotient(Expr whole, Expr du, Expr dv, Expr v) {
    return Expr.divide(Expr.subtract(du, Expr.multiply(whole, dv)), v);
  }

  private Expr power(Expr whole, Expr u, Expr v) {
    Expr du = Simplify.expression(derivative(u));
    Expr dv = Simplify.expression(derivative(v));
    Expr byBase = Expr.multiply(Expr.multiply(v, Expr.power(u, Simplify.expression(Expr.subtract(v, Expr.ONE)))), du);
    if (dv.equals(Expr.ZERO)) {
      return byBase;
    }
    Expr byExponent = Expr.multiply(Expr.multiply(whole, Expr.call(Builtin.LOG, u)), dv);
    return du.equals(Expr.ZERO) ? byExponent : Expr.add(byBase, byExponent);
  }

  private Expr call(Builtin function, List<Expr> arguments) {
    Expr x = arguments.get(0);
    Expr dx = Simplify.expression(derivative(x));
    return switch (function) {
      case EXP -> Expr.multiply(Expr.call(Builtin.EXP, x), dx);
      case LOG -> Expr.divide(dx, x);
      case LOG10 -> Expr.divide(dx, Expr.multiply(x, Expr.constant(Math.log(10))));
      case SQRT -> Expr.divide(dx, Expr.multiply(Expr.constant(2), Expr.call(Builtin.SQRT, x)));
      case ABS -> new Expr.Conditional(less(x, Expr.ZERO), new Expr.Negate(dx), dx);
      case SIN -> Expr.multiply(Expr.call(Builtin.COS, x), dx);
      case COS -> new Expr.Negate(Expr.multiply(Expr.call(Builtin.SIN, x), dx));
      case TAN -> Expr.divide(dx, Expr.power(Expr.call(Builtin.COS, x), Expr.constant(2)));
      case TANH -> Expr.multiply(Expr.subtract(Expr.ONE, Expr.power(Expr.call(Builtin.TANH, x), Expr.constant(2))), dx);
      case FLOOR, CEIL -> Expr.ZERO;
      case MIN, MAX -> extreme(function, arguments);
    };
  }

  private Expr extreme(Builtin function, List<Expr> arguments) {
    Expr best = arguments.get(0);
    Expr slope = derivative(best);
    for (Expr next : arguments.subList(1, arguments.size())) {
      Expr nextWins = function == Builtin.MIN ? less(next, best) : less(best, next);
      slope = new Expr.Conditional(nextWins, derivative(next), slope);
      best = Expr.call(function, best, next);
    }
    return slope;
  }

  private static Expr less(Expr a, Expr b) {
    return new Expr.Binary(Operator.LESS, a, b);
  }
}
