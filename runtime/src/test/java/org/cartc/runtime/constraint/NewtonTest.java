package org.cartc.runtime.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.cartc.runtime.model.Layout;
import org.junit.jupiter.api.Test;

/**
 * Free partner x of a total C that binds T sites with association constant K: x (1 + K T / (1 + K x)) = C, whose root in 0 .. C is that of
 * a quadratic equation.
 */
class NewtonTest {
  private static final double K = 0.05;
  private static final double SITES = 1e7;
  private static final int WARM = 0;
  private static final int COUNTERS = 1;
  private static final int SLOPE = 4;

  private final double[] w = {Double.NaN, 0, 0, 0, 0};

  private double free(double total) {
    return Newton.solve(new Binding(), 0, 0, total, WARM, COUNTERS, SLOPE, 0, new double[] {total}, 0, new double[0], w);
  }

  private static double closedForm(double total) {
    double b = 1 + K * (SITES - total);
    return b >= 0 ? 2 * total / (b + Math.sqrt(b * b + 4 * K * total)) : (-b + Math.sqrt(b * b + 4 * K * total)) / (2 * K);
  }

  @Test
  void theRootIsThatOfTheQuadraticEquationToRounding() {
    for (double total = 1e-6; total < 1e12; total *= 3) {
      // the residual is computed to a few units in the last place of the total; its slope is at least 1 and x of its order or above it / 1e6
      double exact = closedForm(total);
      assertThat(free(total)).isCloseTo(exact, within(1e-14 * exact + 1e-15 * total));
    }
  }

  @Test
  void aColdStartFarAboveTheRootNeedsFewIterations() {
    // the root is 2 in a bracket up to a million: bisection to rounding takes seventy
    assertThat(free(1e6)).isCloseTo(closedForm(1e6), within(1e-12));
    assertThat(w[COUNTERS + 1]).isLessThan(10);
  }

  @Test
  void aSolutionThatGrowsWithItsBracketIsFollowedInTwoIterations() {
    free(1e3);
    for (double total = 1e3; total < 1e5; total *= 1.3) {
      double before = w[COUNTERS + 1];
      free(total);
      assertThat(w[COUNTERS + 1] - before).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void anEmptyBracketHasItsOnlyPointAsRoot() {
    assertThat(free(0)).isZero();
    assertThat(free(1e3)).isCloseTo(closedForm(1e3), within(1e-15));
  }

  @Test
  void aResidualOfOneSignHasNoRoot() {
    double root = Newton.solve(new Binding(), 0, 0, 1, WARM, COUNTERS, SLOPE, 0, new double[] {5e6}, 0, new double[0], w);
    assertThat(root).isNaN();
    assertThat(w[WARM]).isNaN();
  }

  private static final class Binding implements ScalarConstraints {
    @Override
    public double residualAndSlope(int constraint, double x, int slope, double t, double[] y, int yo, double[] c, double[] w) {
      double free = 1 / (1 + K * x);
      w[slope] = 1 + K * SITES * free * free;
      return x * (1 + K * SITES * free) - y[yo];
    }

    @Override
    public double map(int constraint, double x, double t, double[] y, int yo, double[] c, double[] w) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Layout layout() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void prepare(double[] p, double[] c) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void initial(double[] c, double[] y, int yo) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void rightHandSide(double t, double[] y, int yo, double[] dy, int dyo, double[] c, double[] w) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void observe(double t, double[] y, int yo, double[] out, int oo, double[] c, double[] w) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void conditions(double t, double[] y, int yo, double[] g, int go, double[] c, double[] w) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void apply(int condition, double t, double[] y, int yo, double[] c, double[] w) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double residual(int constraint, double unknown, double t, double[] y, int yo, double[] c, double[] w) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void bracket(int constraint, double[] bounds, double t, double[] y, int yo, double[] c, double[] w) {
      throw new UnsupportedOperationException();
    }
  }
}
