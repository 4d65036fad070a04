package org.cartc.runtime.constraint;

/** The plain iteration x &lt;- map(x) that a paper's program uses, evaluated exactly as written. Allocates nothing. */
public final class FixedPoint {
  /** Beyond this many iterations the map does not converge. */
  public static final int MOST_ITERATIONS = 100_000;

  private FixedPoint() {}

  /**
   * The first iterate that differs from the one before by at most the tolerance; NaN if none does, or if the map gives NaN or infinity.
   *
   * @param start the first iterate, which is not counted
   * @param tolerance in the unit of the unknown
   * @param previous what counts as the iterate before the first, NaN if there is none: a program that starts with such a value tests it
   *     before it iterates at all
   * @param counters where in {@code w} the three counters begin: solutions, iterations, most iterations
   */
  public static double solve(ScalarConstraints f, int constraint, double start, double tolerance, double previous,
      int counters, double t, double[] y, int yo, double[] c, double[] w) {
    double x = start;
    double root = Math.abs(start - previous) <= tolerance ? start : Double.NaN;
    int iterations = 0;
    while (Double.isNaN(root) && Double.isFinite(x) && iterations < MOST_ITERATIONS) {
      double next = f.map(constraint, x, t, y, yo, c, w);
      iterations++;
      if (Math.abs(next - x) <= tolerance) {
        root = next;
      }
      x = next;
    }
    w[counters]++;
    w[counters + 1] += iterations;
    w[counters + 2] = Math.max(w[counters + 2], iterations);
    return root;
  }
}
