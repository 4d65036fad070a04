package org.cartc.runtime.integrate;

/** Finds where, within a step, a condition first changes. */
final class Edges {
  private static final int SAMPLES = 4;
  private static final double TOGETHER_ULPS = 8;

  private final Run run;
  private final double[] y;
  private final double[] before;
  private final double[] after;
  private final double[] trial;
  private final double[] found;

  Edges(Run run) {
    this.run = run;
    y = new double[run.y.length];
    before = new double[run.conditionCount()];
    after = new double[before.length];
    trial = new double[before.length];
    found = new double[before.length];
  }

  /** Takes the present time and state as where the next step starts. */
  void start() {
    run.evaluateConditions(run.t, run.y, before);
  }

  /**
   * The first time within the last piece at which a change of a condition has consequences, or infinity; there the condition has
   * changed already. Changes before it that have no consequences are made.
   *
   * @param end the state at the end of the piece
   */
  double first(int piece, double[] end) {
    if (before.length == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double from = run.pieces.start(piece);
    double length = run.pieces.end(piece) - from;
    double a = from;
    for (int s = 1; s <= SAMPLES; s++) {
      double b = s == SAMPLES ? run.pieces.end(piece) : from + length * s / SAMPLES;
      if (!(b > a)) {
        continue;
      }
      sample(piece, b, s == SAMPLES ? end : y, s < SAMPLES);
      double edge = firstBetween(piece, a, b);
      if (edge <= b) {
        return edge;
      }
      System.arraycopy(after, 0, before, 0, before.length);
      a = b;
    }
    return Double.POSITIVE_INFINITY;
  }

  private void sample(int piece, double t, double[] state, boolean interpolate) {
    if (interpolate) {
      run.pieces.interpolate(piece, t, state);
    }
    run.evaluateConditions(t, state, after);
  }

  private double firstBetween(int piece, double a, double b) {
    double first = Double.POSITIVE_INFINITY;
    for (int i = 0; i < before.length; i++) {
      boolean edge = run.contradicts(i, after[i]) && run.matters(i);
      found[i] = edge ? locate(i, piece, a, before[i], b, after[i]) : Double.POSITIVE_INFINITY;
      first = Math.min(first, found[i]);
    }
    if (first > b) {
      followSilently();
      return first;
    }
    double together = first;
    for (double edge : found) {
      together = edge <= first + TOGETHER_ULPS * Math.ulp(first) ? Math.max(together, edge) : together;
    }
    return together >= b - TOGETHER_ULPS * Math.ulp(b) ? b : together;
  }

  private void followSilently() {
    for (int i = 0; i < after.length; i++) {
      if (run.contradicts(i, after[i])) {
        run.follow(i);
      }
    }
  }

  /**
   * The time at which a condition has just changed, by the method of interpolation, truncation and projection (Oliveira and Takahashi,
   * ACM Trans. Math. Softw. 47 (2020) 5), which needs hardly more trials than bisection at worst.
   */
  private double locate(int condition, int piece, double a, double valueA, double b, double valueB) {
    double tolerance = 2 * Math.max(Math.ulp(a), Math.ulp(b));
    double width = b - a;
    int most = Math.getExponent(width / (2 * tolerance)) + 2;
    double low = a;
    double high = b;
    double lowValue = valueA;
    double highValue = valueB;
    for (int j = 0; high - low > 2 * tolerance; j++) {
      double middle = low + (high - low) / 2;
      double secant = (highValue * low - lowValue * high) / (highValue - lowValue);
      double t = Double.isFinite(secant) && secant >= low && secant <= high
          ? project(low, high, middle, secant, 0.2 / width, Math.scalb(tolerance, most - j))
          : middle;
      if (!(t > low && t < high)) {
        t = middle;
      }
      run.pieces.interpolate(piece, t, y);
      run.evaluateConditions(t, y, trial);
      if (run.contradicts(condition, trial[condition])) {
        high = t;
        highValue = trial[condition];
      } else {
        low = t;
        lowValue = trial[condition];
      }
    }
    return high;
  }

  private static double project(double low, double high, double middle, double secant, double slack, double reach) {
    double sign = Math.signum(middle - secant);
    double shift = slack * (high - low) * (high - low);
    double truncated = shift <= Math.abs(middle - secant) ? secant + sign * shift : middle;
    double radius = Math.max(0, reach - (high - low) / 2);
    return Math.abs(truncated - middle) <= radius ? truncated : middle - sign * radius;
  }
}
