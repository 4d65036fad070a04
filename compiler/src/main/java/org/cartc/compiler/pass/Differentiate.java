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
    return new Differentiate(variable).derivative(Simplify.expression(Exprs.stripped(expr)));
  }

  /** The simplified derivative of a simplified expression. */
  private Expr derivative(Expr expr) {
    return switch (expr) {
      case Expr.Constant c -> Expr.ZERO;
      case Expr.Measured m -> Expr.ZERO;
      case Expr.Time t -> Expr.ZERO;
      case Expr.Mode m -> Expr.ZERO;
      case Expr.Not n -> Expr.ZERO;
      case Expr.Symbol s -> s.path().equals(variable) ? Expr.ONE : Expr.ZERO;
      case Expr.Located l -> derivative(l.expr());
      case Expr.Negate n -> negate(derivative(n.operand()));
      case Expr.Conditional c -> choose(c.condition(), derivative(c.then()), derivative(c.otherwise()));
      case Expr.Call c -> call(c.function(), c.arguments());
      case Expr.Binary b -> binary(b, b.left(), b.right());
    };
  }

  private Expr binary(Expr.Binary b, Expr u, Expr v) {
    return switch (b.operator()) {
      case ADD -> add(derivative(u), derivative(v));
      case SUBTRACT -> subtract(derivative(u), derivative(v));
      case MULTIPLY -> add(multiply(derivative(u), v), multiply(u, derivative(v)));
      case DIVIDE -> quotient(b, derivative(u), derivative(v), v);
      case POWER -> power(b, u, v);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> Expr.ZERO;
    };
  }

  /** (u/v)' = (u' - (u/v) v') / v. */
  private static Expr quotient(Expr whole, Expr du, Expr dv, Expr v) {
    return divide(subtract(du, multiply(whole, dv)), v);
  }

  private Expr power(Expr whole, Expr u, Expr v) {
    Expr du = derivative(u);
    Expr dv = derivative(v);
    Expr byBase = multiply(multiply(v, raise(u, subtract(v, Expr.ONE))), du);
    if (dv.equals(Expr.ZERO)) {
      return byBase;
    }
    Expr byExponent = multiply(multiply(whole, Expr.call(Builtin.LOG, u)), dv);
    return du.equals(Expr.ZERO) ? byExponent : add(byBase, byExponent);
  }

  private Expr call(Builtin function, List<Expr> arguments) {
    Expr x = arguments.get(0);
    Expr dx = derivative(x);
    return switch (function) {
      case EXP -> multiply(Expr.call(Builtin.EXP, x), dx);
      case LOG -> divide(dx, x);
      case LOG10 -> divide(dx, multiply(x, Expr.constant(Math.log(10))));
      case SQRT -> divide(dx, multiply(Expr.constant(2), Expr.call(Builtin.SQRT, x)));
      case ABS -> choose(less(x, Expr.ZERO), negate(dx), dx);
      case SIN -> multiply(Expr.call(Builtin.COS, x), dx);
      case COS -> negate(multiply(Expr.call(Builtin.SIN, x), dx));
      case TAN -> divide(dx, raise(Expr.call(Builtin.COS, x), Expr.constant(2)));
      case TANH -> multiply(subtract(Expr.ONE, raise(Expr.call(Builtin.TANH, x), Expr.constant(2))), dx);
      case FLOOR, CEIL -> Expr.ZERO;
      case MIN, MAX -> extreme(function, arguments);
    };
  }

  private Expr extreme(Builtin function, List<Expr> arguments) {
    Expr best = arguments.get(0);
    Expr slope = derivative(best);
    for (Expr next : arguments.subList(1, arguments.size())) {
      Expr nextWins = function == Builtin.MIN ? less(next, best) : less(best, next);
      slope = choose(nextWins, derivative(next), slope);
      best = Expr.call(function, best, next);
    }
    return slope;
  }

  private static Expr less(Expr a, Expr b) {
    return new Expr.Binary(Operator.LESS, a, b);
  }

  private static Expr add(Expr left, Expr right) {
    return Simplify.node(Expr.add(left, right));
  }

  private static Expr subtract(Expr left, Expr right) {
    return Simplify.node(Expr.subtract(left, right));
  }

  private static Expr multiply(Expr left, Expr right) {
    return Simplify.node(Expr.multiply(left, right));
  }

  private static Expr divide(Expr left, Expr right) {
    return Simplify.node(Expr.divide(left, right));
  }

  private static Expr raise(Expr base, Expr exponent) {
    return Simplify.node(Expr.power(base, exponent));
  }

  private static Expr negate(Expr operand) {
    return Simplify.node(new Expr.Negate(operand));
  }

  private static Expr choose(Expr condition, Expr then, Expr otherwise) {
    return Simplify.node(new Expr.Conditional(condition, then, otherwise));
  }
}
