package org.cartc.runtime.constraint;

/**
 * A safeguarded Newton method for one unknown in a bracket: Newton steps from the last solution while they stay inside what is known
 * to hold the root, from the bound that one would cross, and bisection otherwise.
 *
 * <p>A simple root is converged to rounding. Allocates nothing.
 */
public final class Newton {
  /** So many Newton steps are tried; behind them the bracket is halved until nothing lies inside it. */
  private static final int NEWTON_ITERATIONS = 20;

  /** Halving in the order of doubles ends after 64 times; one more evaluation finds that it has. */
  private static final int MOST_ITERATIONS = NEWTON_ITERATIONS + 65;

  /** A step this small relative to the unknown is below rounding. */
  private static final double CONVERGED = 4e-16;

  /** Below this relative step Newton's error is its square, far below rounding: the step that follows is the last one. */
  private static final double QUADRATIC = 1e-9;

  private Newton() {}

  /**
   * The root of a constraint between two bounds in either order; an end whose residual is zero to rounding is a root.
   *
   * <p>NaN if the residual has one sign at both bounds and no Newton step from inside finds a root, if it is not a number somewhere on
   * the way, and if it changes its sign at a pole.
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
    double root = Double.NaN;
    boolean enclosed = false; // whether residuals of opposite signs at low and high are known
    double atLow = Double.NaN;
    double largest = Double.NaN;
    int iterations = 0;
    while (iterations < MOST_ITERATIONS) {
      double residual = f.residualAndSlope(constraint, x, slope, t, y, yo, c, w);
      iterations++;
      if (residual == 0) {
        root = x;
        break;
      }
      double step = residual / w[slope];
      double next = x - step;
      boolean small = step != 0 && Math.abs(step) <= QUADRATIC * Math.abs(x) && !(Math.abs(residual) > largest);
      if (small && next >= low && next <= high) {
        root = next;
        break;
      }
      boolean newton = step != 0 && iterations <= NEWTON_ITERATIONS;
      if (!enclosed && !(newton && next > low && next < high)) {
        double atHigh = f.residualAndSlope(constraint, high, slope, t, y, yo, c, w);
        double slopeAtHigh = w[slope];
        atLow = f.residualAndSlope(constraint, low, slope, t, y, yo, c, w);
        enclosed = atLow < 0 && atHigh > 0 || atLow > 0 && atHigh < 0;
        if (!enclosed) {
          root = isRoot(high, atHigh, slopeAtHigh) ? high : isRoot(low, atLow, w[slope]) ? low : Double.NaN;
          break;
        }
        largest = Math.max(Math.abs(atLow), Math.abs(atHigh));
        next = next <= low ? low - atLow / w[slope] : high - atHigh / slopeAtHigh;
      }
      if (enclosed) {
        if (Double.isNaN(residual)) {
          break;
        }
        if (residual < 0 == atLow < 0) {
          low = x;
        } else {
          high = x;
        }
        if (!(newton && next > low && next < high)) {
          next = iterations <= NEWTON_ITERATIONS ? low + 0.5 * (high - low) : middle(low, high);
        }
        if (high - low <= CONVERGED * Math.max(Math.abs(low), Math.abs(high)) || next == low || next == high) {
          root = Math.abs(residual) <= largest ? next : Double.NaN;
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

  private static boolean isRoot(double x, double residual, double slope) {
    return Math.abs(residual) <= CONVERGED * Math.abs(x * slope);
  }

  /** Halfway in the order of doubles: no bracket has more than 64 halves of this kind, however small its root. */
  private static double middle(double low, double high) {
    long a = ordered(Double.doubleToRawLongBits(low));
    long b = ordered(Double.doubleToRawLongBits(high));
    return Double.longBitsToDouble(ordered((a & b) + ((a ^ b) >> 1)));
  }

  /** The bits of a double as a number that grows with it; its own inverse. */
  private static long ordered(long bits) {
    return bits >= 0 ? bits : Long.MIN_VALUE - bits;
  }
}
