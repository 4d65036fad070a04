package org.cartc.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.cartc.compiler.RandomExpressions;
import org.cartc.compiler.Written;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.ir.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimplifyTest {
  private static final Expr X = Expr.symbol("x");
  private static final Expr Y = Expr.symbol("y");

  /** Whether a product with 0 or 0 divided by something is in it: the documented exception. */
  private static boolean dropsAFactor(Expr expr) {
    Expr simple = Simplify.expression(expr);
    boolean here = expr instanceof Expr.Binary b && (b.operator() == Operator.MULTIPLY || b.operator() == Operator.DIVIDE)
        && simple.equals(Expr.ZERO);
    return here || Exprs.parts(expr).stream().anyMatch(SimplifyTest::dropsAFactor);
  }

  @Test
  void valuesStayButForProductsWithZero() {
    Random random = new Random(3);
    RandomExpressions make = new RandomExpressions(random, List.of(X, Y), false);
    int compared = 0;
    while (compared < 3000) {
      Expr expr = make.of(1 + random.nextInt(12));
      if (dropsAFactor(expr)) {
        continue;
      }
      double x = random.nextGaussian();
      double y = random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian();
      Evaluate evaluate = new Evaluate(leaf -> leaf.equals(X) ? x : y);
      double before = evaluate.value(expr);
      double after = evaluate.value(Simplify.expression(expr));
      boolean same = before == after || Double.isNaN(before) && Double.isNaN(after);
      assertThat(same || tellsZerosApart(expr, evaluate)).as("%s -> %s: %s, %s", Write.expression(expr),
          Write.expression(Simplify.expression(expr)), before, after).isTrue();
      compared++;
    }
  }

  /** Whether a zero is divided by or raised: 1/0 and 1/-0 differ, and the sign of a zero may change. */
  private static boolean tellsZerosApart(Expr expr, Evaluate evaluate) {
    boolean here = expr instanceof Expr.Binary b && (b.operator() == Operator.DIVIDE && evaluate.value(b.right()) == 0
        || b.operator() == Operator.POWER && evaluate.value(b.left()) == 0);
    return here || Exprs.parts(expr).stream().anyMatch(part -> tellsZerosApart(part, evaluate));
  }

  @Test
  void productWithZeroIsZeroWhateverTheOtherFactor() {
    assertThat(Simplify.expression(Expr.multiply(Expr.divide(X, Expr.ZERO), Expr.ZERO))).isEqualTo(Expr.ZERO);
    assertThat(Simplify.expression(Expr.divide(Expr.ZERO, X))).isEqualTo(Expr.ZERO);
  }

  @Test
  void nothingStaysOfWhatDoesNothing() {
    assertThat(Simplify.expression(Expr.add(Expr.ZERO, Expr.multiply(Expr.ONE, X)))).isEqualTo(X);
    assertThat(Simplify.expression(new Expr.Negate(new Expr.Negate(X)))).isEqualTo(X);
    assertThat(Simplify.expression(Expr.subtract(X, new Expr.Negate(Y)))).isEqualTo(Expr.add(X, Y));
    assertThat(Simplify.expression(new Expr.Conditional(Expr.ONE, X, Y))).isEqualTo(X);
    assertThat(Simplify.expression(Expr.power(X, Expr.ONE))).isEqualTo(X);
    assertThat(Simplify.expression(new Expr.Binary(Operator.OR, X, Expr.ONE))).isEqualTo(Expr.ONE);
  }

  @ParameterizedTest
  @CsvSource({"2 + 3 * 4, 14", "2^3^2, 512", "-2^2, -4", "1 - 2 - 3, -4", "8 / 4 / 2, 1"})
  void numbersAreWorkedOut(String text, double value) {
    Model model = Written.model("compartment X = 1", "d/dt X = " + text);
    assertThat(Simplify.expression(Exprs.stripped(model.derivatives().get(0).value())))
        .isEqualTo(Expr.constant(value));
  }
}
