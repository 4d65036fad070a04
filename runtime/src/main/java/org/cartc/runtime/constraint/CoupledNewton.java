package org.cartc.runtime.constraint;

import java.util.Arrays;
import org.cartc.runtime.model.Layout;

/**
 * A safeguarded Newton method for several unknowns, each in its bracket. Steps are damped by the natural monotonicity test (P. Deuflhard,
 * Newton Methods for Nonlinear Problems, Springer 2004, section 3.3): the correction that the same matrix gives at the new point must be
 * smaller. So neither the units of the equations nor those of the unknowns decide; steps do not leave the brackets.
 *
 * <p>A solution may lie beyond a bound by a billionth of the unknown: a state that the integrator leaves a little below zero is no fault
 * of the model. It starts from the last solution, and where that fails from {@link #STARTS} places all over the brackets. A simple root is converged
 * to rounding. Allocates nothing.
 */
public final class CoupledNewton {
  /** The places from which a solution is sought when there is no last one: corners, then points at equal and at geometric distances. */
  static final int STARTS = 32;

  private static final int MOST_ITERATIONS = 60;

  /** Below this relative step Newton's error is its square, far below rounding: the step that follows is the last one. */
  private static final double QUADRATIC = 1e-9;

  /** A residual of this share of its terms is rounding. */
  private static final double ROUNDING = 16 * Math.ulp(1.0);

  /** A step beyond a bound by no more than this share of the distance ends on the bound; another goes most of the way. */
  private static final double AT_BOUND = 0.01;
  private static final double MOST_OF_THE_WAY = 0.95;

  /** Unknowns below this share of their bracket are as good as zero where steps are compared. */
  private static final double NOTHING = 1e-12;
  private static final double LEAST_DAMPING = 1e-9;

  private CoupledNewton() {}

  /**
   * The places in {@code w} that a block of k unknowns needs while it is solved: brackets, residuals and their derivatives, factors and
   * their order, point, step, correction and scale, and two free places each.
   */
  public static int room(int k) {
    return 2 * k * k + 10 * k;
  }

  /**
   * Solves a block, whose brackets lie in {@code w} from {@link Layout#blockWork} on and whose given quantities have been put there; the
   * solution is left where the warm starts of its unknowns lie, NaN where there is none.
   *
   * @return 0, or NaN if there is no solution
   */
  public static double solve(CoupledConstraints f, int block, double t, double[] y, int yo, double[] c, double[] w) {
    Layout layout = f.layout();
    Layout.Block about = layout.blocks().get(block);
    int k = about.size();
    int x = layout.warmStart(about.first());
    int work = layout.blockWork();
    int counters = layout.counters(about.first());
    double before = w[counters + 1];
    boolean found = isBracketed(w, k, work) && (starts(w, k, x, work) && newton(f, block, k, x, work, counters, t, y, yo, c, w)
        || fromAnywhere(f, block, k, x, work, counters, t, y, yo, c, w));
    double iterations = w[counters + 1] - before;
    w[counters]++;
    w[counters + 2] = Math.max(w[counters + 2], iterations);
    for (int i = 1; i < k; i++) {
      System.arraycopy(w, counters, w, counters + 3 * i, 3);
    }
    if (!found) {
      Arrays.fill(w, x, x + k, Double.NaN);
    }
    return found ? 0 : Double.NaN;
  }

  private static boolean fromAnywhere(CoupledConstraints f, int block, int k, int x, int work, int counters, double t, double[] y, int yo,
      double[] c, double[] w) {
    for (int start = 0; start < STARTS; start++) {
      start(start, k, x, work, w);
      if (newton(f, block, k, x, work, counters, t, y, yo, c, w)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBracketed(double[] w, int k, int work) {
    for (int j = 0; j < k; j++) {
      double low = Math.min(w[work + 2 * j], w[work + 2 * j + 1]);
      double high = Math.max(w[work + 2 * j], w[work + 2 * j + 1]);
      if (!(high - low < Double.POSITIVE_INFINITY)) {
        return false;
      }
      w[work + 2 * j] = low;
      w[work + 2 * j + 1] = high;
    }
    return true;
  }

  /** Whether there is a last solution, which is moved into brackets that have left it. */
  private static boolean starts(double[] w, int k, int x, int work) {
    boolean there = true;
    for (int j = 0; j < k; j++) {
      there &= !Double.isNaN(w[x + j]);
      w[x + j] = Math.clamp(w[x + j], w[work + 2 * j], w[work + 2 * j + 1]);
    }
    return there;
  }

  /** A place in the brackets: upper ends, middles, near lower ends; then a sequence that fills them, plainly and by powers of two. */
  static void start(int number, int k, int x, int work, double[] w) {
    for (int j = 0; j < k; j++) {
      double low = w[work + 2 * j];
      double share = switch (number) {
        case 0 -> 1;
        case 1 -> 0.5;
        case 2 -> 0x1p-10;
        case 3 -> 0x1p-30;
        default ->
            number % 2 == 0 ? scattered(number / 2, j) : Math.scalb(1 + scattered(number, j), -1 - (int) (40 * scattered(number / 2, j)));
      };
      w[x + j] = low + share * (w[work + 2 * j + 1] - low);
    }
  }

  /** A point of the sequence of R. Richtmyer: the fractions of multiples of square roots of primes, here of irrational roots. */
  private static double scattered(int number, int dimension) {
    double multiple = number * Math.sqrt(2 + dimension + Math.sqrt(3 + dimension));
    return multiple - Math.floor(multiple);
  }

  /** Newton's method from the point in {@code w[x]}; whether it ends at a root, which it leaves there. */
  static boolean newton(CoupledConstraints f, int block, int k, int x, int work, int counters, double t, double[] y, int yo, double[] c,
      double[] w) {
    int residual = work + 2 * k;
    int factors = residual + k + k * k;
    int order = factors + k * k;
    int point = order + k;
    int step = point + k;
    int correction = step + k;
    int scale = correction + k;
    f.system(block, t, y, yo, w, residual, c, w);
    w[counters + 1]++;
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      if (!factorised(w, k, x, work)) {
        return isZero(w, residual, k);
      }
      Elimination.solve(w, k, factors, order, residual, step);
      System.arraycopy(w, x, w, point, k);
      if (isLast(w, k, x, work)) {
        finish(w, k, x, work);
        return true;
      }
      double size = size(w, step, k);
      double damping = 1;
      boolean smaller = false;
      while (!smaller) {
        boolean moved = move(w, k, x, work, damping);
        f.system(block, t, y, yo, w, residual, c, w);
        w[counters + 1]++;
        Elimination.solve(w, k, factors, order, residual, correction);
        smaller = size(w, correction, k) <= (1 - damping / 4) * size;
        damping /= 2;
        if (!smaller && (!moved || damping < LEAST_DAMPING)) {
          System.arraycopy(w, point, w, x, k);
          return false;
        }
      }
    }
    return false;
  }

  /** Factorises the matrix for steps that are shares of the unknowns, or of a nothing where these are smaller. */
  static boolean factorised(double[] w, int k, int x, int work) {
    int jacobian = work + 3 * k;
    int factors = jacobian + k * k;
    int order = factors + k * k;
    int scale = order + 4 * k;
    for (int j = 0; j < k; j++) {
      double width = w[work + 2 * j + 1] - w[work + 2 * j];
      double least = Math.max(Math.abs(w[x + j]), NOTHING * width);
      w[scale + j] = least > 0 ? least : 1;
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        w[factors + i * k + j] = w[jacobian + i * k + j] * w[scale + j];
      }
    }
    return Elimination.factorise(w, k, factors, order, scale + k);
  }

  /** Whether the step is far below the unknowns, or the residuals are rounding. */
  private static boolean isLast(double[] w, int k, int x, int work) {
    int residual = work + 2 * k;
    int step = residual + k + 2 * k * k + 2 * k;
    int scale = step + 2 * k;
    boolean small = true;
    boolean rounding = true;
    for (int i = 0; i < k; i++) {
      small &= Math.abs(w[step + i] * w[scale + i]) <= QUADRATIC * Math.abs(w[x + i]);
      double terms = 0;
      for (int j = 0; j < k; j++) {
        terms += Math.abs(w[residual + k + i * k + j] * w[x + j]);
      }
      rounding &= Math.abs(w[residual + i]) <= ROUNDING * terms;
    }
    return small || rounding;
  }

  /** Moves every unknown along the step, inside its bracket; whether any of them moves. */
  private static boolean move(double[] w, int k, int x, int work, double damping) {
    int point = work + 3 * k + 2 * k * k + k;
    int step = point + k;
    int scale = step + 2 * k;
    boolean moved = false;
    for (int j = 0; j < k; j++) {
      double from = w[point + j];
      double wanted = from - damping * w[step + j] * w[scale + j];
      w[x + j] = inside(from, wanted, w[work + 2 * j], w[work + 2 * j + 1]);
      moved |= w[x + j] != from;
    }
    return moved;
  }

  /** The last step: one far below its unknown is taken whole, also where it oversteps a bound by rounding or by an error of the state. */
  private static void finish(double[] w, int k, int x, int work) {
    int step = work + 3 * k + 2 * k * k + 2 * k;
    int scale = step + 2 * k;
    for (int j = 0; j < k; j++) {
      double from = w[x + j];
      double wanted = from - w[step + j] * w[scale + j];
      boolean small = Math.abs(wanted - from) <= QUADRATIC * Math.abs(from);
      w[x + j] = small ? wanted : inside(from, wanted, w[work + 2 * j], w[work + 2 * j + 1]);
    }
  }

  private static double inside(double from, double wanted, double low, double high) {
    double bound = wanted < low ? low : wanted > high ? high : wanted;
    boolean lands = Math.abs(wanted - bound) <= AT_BOUND * Math.abs(bound - from);
    return lands ? bound : from + MOST_OF_THE_WAY * (bound - from);
  }

  private static double size(double[] w, int from, int k) {
    double largest = 0;
    for (int j = 0; j < k; j++) {
      largest = Math.max(largest, Math.abs(w[from + j]));
    }
    return largest;
  }

  private static boolean isZero(double[] w, int from, int k) {
    return size(w, from, k) == 0;
  }

  /**
   * The inverse of the derivatives of a block's residuals in its unknowns at its solution, row by row from {@code w[at]} on: what
   * derivatives of the solution are made of (implicit-function theorem). NaN where there is none.
   *
   * @return 0, or NaN
   */
  public static double invert(CoupledConstraints f, int block, int at, double t, double[] y, int yo, double[] c, double[] w) {
    Layout layout = f.layout();
    Layout.Block about = layout.blocks().get(block);
    int k = about.size();
    int x = layout.warmStart(about.first());
    int work = layout.blockWork();
    int residual = work + 2 * k;
    int factors = residual + k + k * k;
    int order = factors + k * k;
    int step = order + 2 * k;
    int scale = order + 4 * k;
    f.system(block, t, y, yo, w, residual, c, w);
    boolean regular = factorised(w, k, x, work);
    for (int j = 0; j < k; j++) {
      Arrays.fill(w, residual, residual + k, 0);
      w[residual + j] = 1;
      Elimination.solve(w, k, factors, order, residual, step);
      for (int i = 0; i < k; i++) {
        w[at + i * k + j] = regular ? w[step + i] * w[scale + i] : Double.NaN;
      }
    }
    return regular ? 0 : Double.NaN;
  }
}
