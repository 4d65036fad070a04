package org.cartc.runtime.constraint;

/**
 * A safeguarded Newton method for one unknown in a bracket: Newton steps while they stay inside what is known to hold the root,
 * bisection otherwise. It starts from where in its bracket the last solution lay, so that a solution that grows with its bracket is
 * followed closely.
 *
 * <p>The result is converged to rounding. Allocates nothing.
 */
public final class Newton {
  private static final int MOST_ITERATIONS = 200;

  /** After this many iterations Newton does not converge well: bisection finishes. */
  private static final int MOST_NEWTON = 20;

  /** A step this small relative to the unknown is below rounding. */
  private static final double CONVERGED = 4e-16;

  /** Below this relative step Newton's error is its square, far below rounding: the step that follows is the last one. */
  private static final double QUADRATIC = 1e-9;

  /** A step that has shrunk by less than this is not yet in the range where convergence is quadratic. */
  private static final double SHRINKING = 0.1;

  private Newton() {}

  /**
   * The root of a constraint between two bounds in either order; NaN if the residual has one sign at both.
   *
   * @param warm where in {@code w} the warm start lies: the place of the last solution in its bracket, from 0 to 1; read and written
   * @param counters where in {@code w} the three counters begin: solutions, iterations, most iterations
   * @param slope a free place in {@code w}
   */
  public static double solve(ScalarConstraints f, int constraint, double bound, double otherBound, int warm, int counters, int slope,
      double t, double[] y, int yo, double[] c, double[] w) {
    double bottom = Math.min(bound, otherBound);
    double top = Math.max(bound, otherBound);
    double low = bottom;
    double high = top;
    double start = bottom + w[warm] * (top - bottom);
    double x = start >= low && start <= high ? start : high;
    int iterations = 0;
    double root = Double.NaN;
    double before = Double.NaN;
    boolean known = false;
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
      double moved = Math.abs(step);
      boolean inside = next > low && next < high;
      if (next >= low && next <= high && (moved <= QUADRATIC * Math.abs(x) || isLast(moved, before, next))) {
        root = next;
        break;
      }
      before = moved;
      if (!known && (!inside || iterations > MOST_NEWTON)) {
        double atHigh = f.residualAndSlope(constraint, high, slope, t, y, yo, c, w);
        double atLow = f.residualAndSlope(constraint, low, slope, t, y, yo, c, w);
        iterations += 2;
        if (atLow == 0 || atHigh == 0) {
          root = atLow == 0 ? low : high;
          break;
        }
        if (!(atLow < 0 && atHigh > 0 || atLow > 0 && atHigh < 0)) {
          break;
        }
        signAtLow = Math.signum(atLow);
        known = true;
        next = low - atLow / w[slope];
        before = Double.NaN;
      }
      if (known) {
        if (Math.signum(residual) == signAtLow) {
          low = x;
        } else {
          high = x;
        }
      }
      if (known && !(next > low && next < high) || iterations > MOST_NEWTON) {
        next = low + 0.5 * (high - low);
        before = Double.NaN;
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
    w[warm] = root == bottom ? 0 : (root - bottom) / (top - bottom);
    return root;
  }

  /** Whether the error after a step is below rounding, as two steps of quadratic convergence tell: step^3 / (step before)^2. */
  private static boolean isLast(double moved, double before, double next) {
    double shrinking = moved / before;
    return shrinking <= SHRINKING && moved * shrinking * shrinking <= CONVERGED * Math.abs(next);
  }
}
