package org.cartc.runtime.reading;

/**
 * Numbers read from a curve over a window of time, which is clipped to the curve; NaN where the window is empty.
 *
 * <p>Extremes come from samples of every piece, refined: a bump narrower than a tenth of a piece may be missed. Where a curve jumps
 * both one-sided values count for extremes. Times of extremes are good to about 1e-8 of a piece, their values to rounding.
 */
public final class Readings {
  private static final double[] NODES = {0, 0.53846931010568309104, 0.90617984593866399280};
  private static final double[] WEIGHTS = {0.56888888888888888889, 0.47862867049936646804, 0.23692688505618908751};
  private static final double PRECISION = 1e-12;
  private static final int MOST_HALVINGS = 30;
  private static final int SLOPE_PARTS = 512;

  private Readings() {}

  /** The largest value. */
  public static double max(Curve curve, double from, double until) {
    return extreme(curve, from, until, true).value;
  }

  /** The smallest value. */
  public static double min(Curve curve, double from, double until) {
    return extreme(curve, from, until, false).value;
  }

  /** The time of the largest value, the first if there are several. */
  public static double peak(Curve curve, double from, double until) {
    return extreme(curve, from, until, true).time;
  }

  /** The time of the smallest value, the first if there are several. */
  public static double trough(Curve curve, double from, double until) {
    return extreme(curve, from, until, false).time;
  }

  /** A time, and the value there; both NaN where there is none. */
  public record Point(double time, double value) {}

  /** The first of the largest or of the smallest values. */
  public static Point extreme(Curve curve, double from, double until, boolean largest) {
    int sign = largest ? 1 : -1;
    var best = new Point(Double.NaN, Double.NaN);
    double[] bounds = new double[2];
    for (int piece = 0; piece < curve.pieces(); piece++) {
      double a = Math.max(from, curve.start(piece));
      double b = Math.min(until, curve.end(piece));
      if (!(a <= b) || outgrown(curve, piece, a, b)) {
        continue;
      }
      if (curve.bounds(piece, bounds) && (sign > 0 ? bounds[1] < best.value : bounds[0] > best.value)) {
        continue;
      }
      var samples = new Samples(curve, piece, a, b);
      for (int i = 0; i < samples.time.length; i++) {
        double value = samples.value[i];
        if (sign * value > sign * best.value || Double.isNaN(best.value) && !Double.isNaN(value)) {
          best = new Point(samples.time[i], value);
        }
      }
    }
    return best;
  }

  /** Whether a window that begins where a piece ends has no part of it: the value there is that of the next piece. */
  private static boolean outgrown(Curve curve, int piece, double a, double b) {
    return a == b && a == curve.end(piece) && piece < curve.pieces() - 1;
  }

  /** The integral over time. */
  public static double integral(Curve curve, double from, double until) {
    double sum = 0;
    boolean empty = true;
    for (int piece = 0; piece < curve.pieces(); piece++) {
      double a = Math.max(from, curve.start(piece));
      double b = Math.min(until, curve.end(piece));
      empty &= !(a <= b);
      if (a < b) {
        double whole = gauss(curve, piece, a, b, false);
        double scale = gauss(curve, piece, a, b, true);
        sum += integral(curve, piece, a, b, whole, PRECISION * scale, MOST_HALVINGS);
      }
    }
    return empty ? Double.NaN : sum;
  }

  private static double integral(Curve curve, int piece, double a, double b, double whole, double tolerance, int halvings) {
    double middle = a + (b - a) / 2;
    double left = gauss(curve, piece, a, middle, false);
    double right = gauss(curve, piece, middle, b, false);
    if (halvings == 0 || !(Math.abs(left + right - whole) > tolerance)) {
      return left + right;
    }
    return integral(curve, piece, a, middle, left, tolerance / 2, halvings - 1)
        + integral(curve, piece, middle, b, right, tolerance / 2, halvings - 1);
  }

  /** The rule of Gauss and Legendre with five nodes, exact up to degree 9. */
  private static double gauss(Curve curve, int piece, double a, double b, boolean absolute) {
    double half = (b - a) / 2;
    double middle = a + half;
    double sum = 0;
    for (int i = -2; i <= 2; i++) {
      double value = curve.at(piece, middle + Integer.signum(i) * half * NODES[Math.abs(i)]);
      sum += WEIGHTS[Math.abs(i)] * (absolute ? Math.abs(value) : value);
    }
    return half * sum;
  }

  /** The mean over time; the value itself where the window is one time. */
  public static double mean(Curve curve, double from, double until) {
    double a = Math.max(from, curve.start(0));
    double b = Math.min(until, curve.end(curve.pieces() - 1));
    return a < b ? integral(curve, a, b) / (b - a) : a == b ? at(curve, a) : Double.NaN;
  }

  /** The value at a time: after a jump there; NaN outside the curve. */
  public static double at(Curve curve, double t) {
    int piece = pieceAt(curve, t);
    return piece < 0 ? Double.NaN : curve.at(piece, t);
  }

  /** The derivative at a time: after a jump there, at the last time from the left; NaN outside the curve. */
  public static double slope(Curve curve, double t) {
    int piece = pieceAt(curve, t);
    while (piece > 0 && curve.start(piece) == curve.end(piece)) {
      piece--;
    }
    if (piece < 0 || curve.start(piece) == curve.end(piece)) {
      return Double.NaN;
    }
    double d = (curve.end(piece) - curve.start(piece)) / SLOPE_PARTS;
    double centre = Math.clamp(t, curve.start(piece) + 2 * d, curve.end(piece) - 2 * d);
    double u = (t - centre) / d;
    double f0 = curve.at(piece, centre);
    double f1 = curve.at(piece, centre + d);
    double f2 = curve.at(piece, centre + 2 * d);
    double b1 = curve.at(piece, centre - d);
    double b2 = curve.at(piece, centre - 2 * d);
    double first = (f1 - b1) / 2;
    double second = f1 - 2 * f0 + b1;
    double third = (f2 - 2 * f1 + 2 * b1 - b2) / 2;
    double fourth = f2 - 4 * f1 + 6 * f0 - 4 * b1 + b2;
    return (first + u * second + (3 * u * u - 1) / 6 * third + (4 * u * u - 2) * u / 24 * fourth) / d;
  }

  /** The piece that contains a time, the later where two meet; -1 outside the curve. */
  static int pieceAt(Curve curve, double t) {
    int last = curve.pieces() - 1;
    if (!(t >= curve.start(0) && t <= curve.end(last))) {
      return -1;
    }
    int low = 0;
    int high = last;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (curve.start(middle) <= t) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }
}
