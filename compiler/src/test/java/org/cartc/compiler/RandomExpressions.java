package org.cartc.compiler;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Operator;

/** Seeded random expressions over given leaves, which now and then use a part again that was made before. */
public final class RandomExpressions {
  private final Random random;
  private final List<Expr> leaves;
  private final boolean smooth;
  private final List<Expr> made = new ArrayList<>();

  /** @param smooth whether only operations are taken that have all derivatives wherever leaves are positive */
  public RandomExpressions(Random random, List<Expr> leaves, boolean smooth) {
    this.random = random;
    this.leaves = leaves;
    this.smooth = smooth;
  }

  /** An expression with about so many operations. */
  public Expr of(int operations) {
    if (operations <= 0) {
      return random.nextInt(6) == 0 && !made.isEmpty() && !smooth ? pick(made) : leaf();
    }
    Expr expr = smooth ? smooth(operations) : any(operations);
    made.add(expr);
    return expr;
  }

  private Expr leaf() {
    return random.nextInt(3) == 0 ? Expr.constant(constant()) : pick(leaves);
  }

  private double constant() {
    if (smooth) {
      return 0.5 + random.nextInt(5);
    }
    double[] special = {0, -0.0, 1, -1, 2, 0.5, 3, 1e-310, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    return random.nextBoolean() ? special[random.nextInt(special.length)] : random.nextGaussian();
  }

  private Expr any(int operations) {
    int left = random.nextInt(operations);
    return switch (random.nextInt(10)) {
      case 0 -> new Expr.Negate(of(operations - 1));
      case 1 -> random.nextInt(3) == 0 ? new Expr.Not(of(operations - 1)) : new Expr.Negate(of(operations - 1));
      case 2 -> call(operations - 1);
      case 3 -> new Expr.Conditional(of(operations / 3), of(operations / 3), of(operations / 3));
      case 4 -> Expr.power(of(operations - 1), Expr.constant(random.nextInt(12) - 2));
      default -> new Expr.Binary(pick(List.of(Operator.values())), of(left), of(operations - 1 - left));
    };
  }

  private Expr call(int operations) {
    Builtin function = pick(List.of(Builtin.values()));
    List<Expr> arguments = new ArrayList<>();
    int count = function.takes(2) ? 2 + random.nextInt(3) : 1;
    for (int i = 0; i < count; i++) {
      arguments.add(of(operations / count));
    }
    return new Expr.Call(function, arguments);
  }

  /** Positive and of moderate size where the leaves are: sums, products, ratios and bounded functions. */
  private Expr smooth(int operations) {
    int left = random.nextInt(operations);
    Expr a = of(left);
    Expr b = of(operations - 1 - left);
    return switch (random.nextInt(10)) {
      case 0 -> Expr.divide(a, Expr.add(Expr.ONE, b));
      case 1 -> Expr.call(Builtin.EXP, new Expr.Negate(Expr.divide(a, Expr.add(a, b))));
      case 2 -> Expr.call(Builtin.LOG, Expr.add(Expr.constant(2), a));
      case 3 -> Expr.call(Builtin.SQRT, Expr.add(Expr.ONE, a));
      case 4 -> Expr.power(Expr.add(Expr.ONE, Expr.call(Builtin.TANH, a)), Expr.constant(random.nextInt(5) + 0.5));
      case 5 -> Expr.power(Expr.divide(a, Expr.add(a, b)), Expr.divide(b, Expr.add(Expr.ONE, b)));
      case 6 -> Expr.add(Expr.constant(2), Expr.multiply(Expr.call(Builtin.SIN, a), Expr.call(Builtin.COS, b)));
      case 7 -> Expr.subtract(Expr.add(a, Expr.call(Builtin.LOG10, Expr.add(Expr.constant(3), b))), new Expr.Negate(Expr.ONE));
      case 8 -> Expr.divide(Expr.multiply(a, b), Expr.add(a, Expr.add(Expr.ONE, b)));
      default -> Expr.add(a, b);
    };
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
