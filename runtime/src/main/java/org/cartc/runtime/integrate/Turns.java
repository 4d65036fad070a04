package org.cartc.runtime.integrate;

import java.util.Arrays;

/**
 * Where a function turns that is known at equal distances: of the polynomial through its values the places at which the derivative
 * vanishes. Places are counted in distances between values, from 0 at the first.
 */
final class Turns {
  private final int degree;
  private final double[] newton;
  private final double[][] derivatives;
  private final double[][] roots;

  /** @param degree of the polynomial: one less than there are values; at least 2 */
  Turns(int degree) {
    this.degree = degree;
    newton = new double[degree + 1];
    derivatives = new double[degree + 1][];
    roots = new double[degree + 1][];
    for (int d = 0; d <= degree; d++) {
      derivatives[d] = new double[d + 1];
      roots[d] = new double[d];
    }
  }

  /**
   * Takes the values of a function; false if it can have no two roots between two values.
   *
   * <p>Between two values a polynomial differs from their chord by at most an eighth of the sum of its largest differences from the
   * second order on; the whole sum is compared, for functions that are no polynomials.
   */
  boolean nearZero(double[][] rows, int column) {
    double least = Double.POSITIVE_INFINITY;
    for (int s = 0; s <= degree; s++) {
      newton[s] = rows[s][column];
      least = Math.min(least, Math.abs(newton[s]));
    }
    double reach = 0;
    for (int k = 1; k <= degree; k++) {
      double most = 0;
      for (int s = degree; s >= k; s--) {
        newton[s] -= newton[s - 1];
        most = Math.max(most, Math.abs(newton[s]));
      }
      reach += k > 1 ? most : 0;
    }
    return least <= reach;
  }

  /** Finds where the function turns; returns at how many places. */
  int find() {
    double[] p = derivatives[degree];
    double factorial = 1;
    for (int k = 2; k <= degree; k++) {
      factorial *= k;
      newton[k] /= factorial;
    }
    Arrays.fill(p, 0);
    for (int k = degree; k >= 0; k--) {
      for (int d = degree - k; d > 0; d--) {
        p[d] = p[d - 1] - k * p[d];
      }
      p[0] = newton[k] - k * p[0];
    }
    for (int d = degree; d > 1; d--) {
      for (int k = 1; k <= d; k++) {
        derivatives[d - 1][k - 1] = k * derivatives[d][k];
      }
    }
    int found = 0;
    for (int d = 1; d < degree; d++) {
      found = separate(derivatives[d], roots[d - 1], found, roots[d]);
    }
    return found;
  }

  /** The roots of a polynomial between 0 and {@link #degree}, of which no two lie between two of the separators. */
  private int separate(double[] p, double[] separators, int count, double[] into) {
    int found = 0;
    double low = 0;
    for (int k = 0; k <= count; k++) {
      double high = k < count ? separators[k] : degree;
      double atLow = at(p, low);
      double atHigh = at(p, high);
      if (atLow * atHigh < 0 || atHigh == 0 && high < degree && atLow != 0) {
        into[found++] = bisect(p, low, high, atLow);
      }
      low = high;
    }
    return found;
  }

  private static double bisect(double[] p, double from, double to, double atFrom) {
    double low = from;
    double high = to;
    for (double middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
      if (at(p, middle) * atFrom > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private static double at(double[] p, double x) {
    double value = 0;
    for (int k = p.length - 1; k >= 0; k--) {
      value = p[k] + x * value;
    }
    return value;
  }

  /** One of the places that were found, in ascending order. */
  double place(int k) {
    return roots[degree - 1][k];
  }

  /** The value of the polynomial at a place. */
  double value(double place) {
    return at(derivatives[degree], place);
  }

  /** Where the parabola through three points turns; not a number or infinite if they lie on a line. */
  static double vertex(double[] t, double[] g) {
    double left = (g[1] - g[0]) / (t[1] - t[0]);
    double right = (g[2] - g[1]) / (t[2] - t[1]);
    return (t[0] + t[1]) / 2 - left * (t[2] - t[0]) / (2 * (right - left));
  }

  /** The value at a time of the parabola through three points. */
  static double parabola(double[] t, double[] g, double time) {
    double left = (g[1] - g[0]) / (t[1] - t[0]);
    double right = (g[2] - g[1]) / (t[2] - t[1]);
    return g[0] + (time - t[0]) * (left + (time - t[1]) * (right - left) / (t[2] - t[0]));
  }
}
