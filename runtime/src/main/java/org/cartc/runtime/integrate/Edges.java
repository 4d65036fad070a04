package org.cartc.runtime.integrate;

import java.util.Arrays;

/**
 * Finds where, within a step, a condition first changes.
 *
 * <p>The functions of conditions are evaluated at as many equal parts of the step as its interpolant has degrees, and where the
 * polynomial through these values turns: that polynomial is the function itself if it is linear in states and time, so that two roots
 * between two samples are found too; where it is not, a dip is followed to its bottom. Between two samples the time of a change is
 * found by bracketing.
 */
final class Edges {
  private static final double TOGETHER_ULPS = 8;
  private static final double NEXT_TO_AN_END = 0x1p-16;
  private static final double MISSED = 4;
  private static final int MOST_TRIALS = 60;
  private static final int SURE = 2;

  private final Run run;
  private final int count;
  private final double[] y;
  private final double[] trial;
  private final double[] found;
  private int parts;
  private Turns turns;
  private int rows;
  private double[] times = new double[0];
  private double[][] values = new double[0][];

  Edges(Run run) {
    this.run = run;
    count = run.conditionCount();
    y = new double[run.y.length];
    trial = new double[count];
    found = new double[count];
  }

  /** Takes the present time and state as where the next step starts. */
  void start() {
    if (parts == 0) {
      parts = run.pieces.degree();
      turns = new Turns(parts);
      reserve(2 * parts + 1);
    }
    run.evaluateConditions(run.t, run.y, values[0]);
  }

  /**
   * The first time within the last piece at which a change of a condition has consequences, or infinity; there the condition has
   * changed already. Changes before it that have no consequences are made.
   *
   * @param end the state at the end of the piece
   */
  double first(int piece, double[] end) {
    if (count == 0) {
      return Double.POSITIVE_INFINITY;
    }
    sample(piece, end);
    for (int i = 0; rows == parts + 1 && i < count; i++) {
      if (run.watches(i)) {
        sampleTurns(i, piece);
      }
    }
    for (int row = 1; row < rows; row++) {
      double edge = firstBetween(piece, row - 1, row);
      if (edge <= times[row]) {
        return edge;
      }
    }
    System.arraycopy(values[rows - 1], 0, values[0], 0, count);
    return Double.POSITIVE_INFINITY;
  }

  private void sample(int piece, double[] end) {
    double from = run.pieces.start(piece);
    double length = run.pieces.end(piece) - from;
    times[0] = from;
    rows = 1;
    for (int s = 1; s < parts; s++) {
      double t = from + length * s / parts;
      if (t > times[rows - 1] && t < from + length) {
        evaluate(piece, t, values[rows]);
        times[rows++] = t;
      }
    }
    times[rows] = run.pieces.end(piece);
    run.evaluateConditions(times[rows], end, values[rows++]);
  }

  private void evaluate(int piece, double t, double[] g) {
    run.pieces.interpolate(piece, t, y);
    run.evaluateConditions(t, y, g);
  }

  /** If the function of a condition comes near zero, adds samples where it turns and where these show whether they are all. */
  private void sampleTurns(int i, int piece) {
    if (!turns.nearZero(values, i)) {
      return;
    }
    int found = turns.find();
    double missed = Math.max(add(i, piece, 0.5), add(i, piece, parts - 0.5));
    add(i, piece, NEXT_TO_AN_END);
    add(i, piece, parts - NEXT_TO_AN_END);
    for (int k = 0; k < found; k++) {
      missed = Math.max(missed, add(i, piece, turns.place(k)));
    }
    for (int row = rows - 2; row > 0; row--) {
      if (isDip(i, row) && Math.abs(values[row][i]) <= MISSED * missed) {
        deepen(i, piece, row);
      }
    }
  }

  /** Adds a sample; returns by how much the polynomial misses the function there. */
  private double add(int i, int piece, double place) {
    double t = times[0] + (times[rows - 1] - times[0]) * (place / parts);
    int row = rowBefore(t);
    if (t > times[row] && t < times[row + 1]) {
      insert(row + 1, piece, t);
      return Math.abs(values[row + 1][i] - turns.value(place));
    }
    return 0;
  }

  private int rowBefore(double t) {
    int place = Arrays.binarySearch(times, 0, rows, t);
    return Math.min(place >= 0 ? place : -place - 2, rows - 2);
  }

  private void insert(int row, int piece, double t) {
    reserve(rows + 1);
    double[] fresh = values[rows];
    System.arraycopy(values, row, values, row + 1, rows - row);
    System.arraycopy(times, row, times, row + 1, rows - row);
    values[row] = fresh;
    times[row] = t;
    rows++;
    evaluate(piece, t, fresh);
  }

  private void reserve(int size) {
    int before = values.length;
    if (size > before) {
      times = Arrays.copyOf(times, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
      for (int row = before; row < values.length; row++) {
        values[row] = new double[count];
      }
    }
  }

  /** Whether a function is on one side of zero at a sample and its neighbours, and closest to it there. */
  private boolean isDip(int i, int row) {
    double before = values[row - 1][i];
    double here = values[row][i];
    double after = values[row + 1][i];
    return before * here > 0 && here * after > 0 && Math.abs(here) <= Math.min(Math.abs(before), Math.abs(after));
  }

  /** Follows a dip by parabolas until it is past zero, and then adds that sample, or surely ends before. */
  private void deepen(int i, int piece, int row) {
    double[] t = {times[row - 1], times[row], times[row + 1]};
    double[] g = {values[row - 1][i], values[row][i], values[row + 1][i]};
    int asExpected = 0;
    for (int k = 0; k < MOST_TRIALS && t[2] - t[0] > 4 * Math.ulp(t[2]); k++) {
      double vertex = Turns.vertex(t, g);
      double expected = Turns.parabola(t, g, vertex);
      boolean isNew = vertex > t[0] && vertex < t[2] && vertex != t[1];
      double next = isNew ? vertex : t[1] - t[0] > t[2] - t[1] ? (t[0] + t[1]) / 2 : (t[1] + t[2]) / 2;
      evaluate(piece, next, trial);
      double value = trial[i];
      if (value * g[0] < 0) {
        insert(rowBefore(next) + 1, piece, next);
        return;
      }
      asExpected = isNew && Math.abs(value - expected) < Math.abs(value) / MISSED ? asExpected + 1 : 0;
      if (asExpected == SURE) {
        return;
      }
      narrow(t, g, next, value);
    }
  }

  private static void narrow(double[] t, double[] g, double next, double value) {
    boolean deeper = Math.abs(value) < Math.abs(g[1]);
    boolean behind = next > t[1];
    int end = deeper == behind ? 0 : 2;
    t[end] = deeper ? t[1] : next;
    g[end] = deeper ? g[1] : value;
    if (deeper) {
      t[1] = next;
      g[1] = value;
    }
  }

  private double firstBetween(int piece, int from, int to) {
    double b = times[to];
    double first = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      boolean edge = run.contradicts(i, values[to][i]) && run.matters(i);
      found[i] = edge ? locate(i, piece, times[from], values[from][i], b, values[to][i]) : Double.POSITIVE_INFINITY;
      first = Math.min(first, found[i]);
    }
    if (first > b) {
      pass(values[to]);
      return first;
    }
    double together = first;
    for (double edge : found) {
      together = edge <= first + TOGETHER_ULPS * Math.ulp(first) ? Math.max(together, edge) : together;
    }
    return together >= b - TOGETHER_ULPS * Math.ulp(b) ? b : together;
  }

  private void pass(double[] g) {
    for (int i = 0; i < count; i++) {
      run.strays(i, g[i]);
      if (run.contradicts(i, g[i])) {
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
      evaluate(piece, t, trial);
      if (run.contradicts(condition, trial[condition])) {
        high = t;
        highValue = trial[condition];
      } else {
        low = t;
        lowValue = trial[condition];
        run.strays(condition, lowValue);
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
