package org.cartc.runtime.constraint;

/**
 * A safeguarded Newton method for one unknown in a bracket: Newton steps from the last solution while they stay inside what is known
 * to hold the root, bisection otherwise.
 *
 * <p>The result is converged to rounding. Allocates nothing.
 */
public final class Newton {
  private static final int MOST_ITERATIONS = 200;

  /** A step this small relative to the unknown is below rounding. */
  private static final double CONVERGED = 4e-16;

  /** Below this relative step Newton's error is its square, far below rounding: the step that follows is the last one. */
  private static final double QUADRATIC = 1e-9;

  private Newton() {}

  /**
   * The root of a constraint between two bounds in either order; NaN if the residual has one sign at both.
   *
   * @param warm where in {@code w} the warm start lies: read and written
   * @param counters where in {@code w} the three counters begin: solutions, iterations, most iterations
   * @param slope a free place in {@code w}
   */
  public static double solve(ScalarConstraints f, int constraint, double bound, double otherBound, int warm, int counters, int slope,
      double t, double[] y, int yo, double[] c, double[] w) {
    double low = Math.min(bound, otherBound);
    double high = Math.max(bound, otherBound);
    double start = w[warm];
    double x = start >= low && start <= high ? start : high;
    int iterations = 0;
    double root = Double.NaN;
    boolean lowKnown = false;
    boolean highKnown = false;
    double signAtLow = 0;
    while (iterations < MOST_ITERATIONS) {
      double residual = f.residualAndSlope(constraint, x, slope, t, y, yo, c, w);
      iterations++;
      if (residual == 0) {
        root = x;
        break;
      }
      double step = residual / w[slope];
      double next = x - step;
      if (Math.abs(step) <= QUADRATIC * Math.abs(x) && next >= low && next <= high) {
        root = next;
        break;
      }
      if (!(next > low && next < high) || iterations > 20) {
        if (!lowKnown && !highKnown) {
          double atLow = f.residualAndSlope(constraint, low, slope, t, y, yo, c, w);
          double atHigh = f.residualAndSlope(constraint, high, slope, t, y, yo, c, w);
          if (atLow == 0 || atHigh == 0) {
            root = atLow == 0 ? low : high;
            break;
          }
          if (!(atLow < 0 && atHigh > 0 || atLow > 0 && atHigh < 0)) {
            break;
          }
          signAtLow = Math.signum(atLow);
          lowKnown = true;
          highKnown = true;
        }
        next = Double.NaN;
      }
      if (lowKnown) {
        if (Math.signum(residual) == signAtLow) {
          low = x;
        } else {
          high = x;
        }
        if (!(next > low && next < high)) {
          next = low + 0.5 * (high - low);
        }
        if (high - low <= CONVERGED * Math.max(Math.abs(low), Math.abs(high)) || next == low || next == high) {
          root = next;
          break;
        }
      }
      x = next;
    }
    w[counters]++;
    w[counters + 1] += iterations;
    w[counters + 2] = Math.max(w[counters + 2], iterations);
    w[warm] = root;
    return root;
  }
}
