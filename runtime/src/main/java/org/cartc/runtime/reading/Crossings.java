package org.cartc.runtime.reading;

import java.util.Arrays;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/** Finds when a difference is positive, negative and zero. */
final class Crossings {
  private static final int MOST_TRIALS = 1000;

  private final BrentSolver solver = new BrentSolver(1e-15, Double.MIN_NORMAL, 0);
  private final Curve curve;
  private final boolean atZero;
  private double[] times = new double[64];
  private boolean[] at = new boolean[64];
  private boolean[] after = new boolean[64];
  private final double[] bounds = new double[2];
  private int n;

  Crossings(Condition.Holds condition) {
    curve = condition.difference();
    atZero = condition.atZero();
  }

  Truth over(double from, double until) {
    for (int piece = Readings.pieceAt(curve, from); piece < curve.pieces() && curve.start(piece) <= until; piece++) {
      double a = Math.max(from, curve.start(piece));
      double b = Math.min(until, curve.end(piece));
      if (a <= b) {
        int sign = a < b && curve.bounds(piece, bounds) ? signWithin() : 0;
        if (sign == 0) {
          add(piece, new Samples(curve, piece, a, b));
        } else {
          put(a, sign);
          after[n - 1] = sign > 0;
          put(b, sign);
        }
      }
    }
    return new Truth(Arrays.copyOf(times, n), Arrays.copyOf(at, n), Arrays.copyOf(after, n));
  }

  /** The sign of everything within the bounds, zero if there are several. */
  private int signWithin() {
    return bounds[0] > 0 ? 1 : bounds[1] < 0 ? -1 : 0;
  }

  private void add(int piece, Samples samples) {
    for (int i = 0; i < samples.time.length; i++) {
      int sign = sign(samples.value[i]);
      put(samples.time[i], sign);
      if (i + 1 < samples.time.length) {
        int next = sign(samples.value[i + 1]);
        between(piece, samples.time[i], sign, samples.time[i + 1], next);
      }
    }
  }

  private void between(int piece, double a, int signA, double b, int signB) {
    if (signA * signB < 0) {
      double root = solver.solve(MOST_TRIALS, t -> finite(curve.at(piece, t)), a, b);
      after[n - 1] = root > a ? signA > 0 : signB > 0;
      if (root > a && root < b) {
        put(root, 0);
        after[n - 1] = signB > 0;
      }
    } else {
      int sign = signA + signB != 0 ? signA + signB : sign(curve.at(piece, a + (b - a) / 2));
      after[n - 1] = holds(sign);
    }
  }

  /** Adds a time; at one that is there already what comes later counts. */
  private void put(double t, int sign) {
    if (n == 0 || times[n - 1] < t) {
      if (n == times.length) {
        times = Arrays.copyOf(times, 2 * n);
        at = Arrays.copyOf(at, 2 * n);
        after = Arrays.copyOf(after, 2 * n);
      }
      times[n++] = t;
    }
    at[n - 1] = holds(sign);
  }

  private boolean holds(int sign) {
    return sign > 0 || sign == 0 && atZero;
  }

  private static int sign(double value) {
    return (int) Math.signum(finite(value));
  }

  /** The value, or the smallest negative one where there is none. */
  private static double finite(double value) {
    return Double.isNaN(value) ? -Double.MIN_VALUE : value;
  }
}
