package org.cartc.runtime.reading;

import java.util.Arrays;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.univariate.BrentOptimizer;
import org.apache.commons.math3.optim.univariate.SearchInterval;
import org.apache.commons.math3.optim.univariate.UnivariateObjectiveFunction;

/**
 * Points of one piece of a curve, in order of time: its ends, ten and more between, and its local extremes. Between two of them the
 * curve is taken to be monotone.
 */
final class Samples {
  private static final int PARTS = 10;
  private static final double NEAR_END = 1e-3;
  /** Of the length of the piece. */
  private static final double PRECISION = 1e-10;

  private static final double ROUNDING = 1e-15;
  private static final int MOST_TRIALS = 500;

  final double[] time;
  final double[] value;

  /** Samples a piece from a to b, which lie in it. */
  Samples(Curve curve, int piece, double a, double b) {
    double[] t = times(a, b);
    double[] v = new double[t.length];
    for (int i = 0; i < t.length; i++) {
      v[i] = curve.at(piece, t[i]);
    }
    double[] allTimes = new double[2 * t.length];
    double[] allValues = new double[2 * t.length];
    int n = 0;
    for (int i = 0; i < t.length; i++) {
      boolean inside = i > 0 && i < t.length - 1;
      double extreme = inside ? extreme(curve, piece, t, v, i, b - a) : t[i];
      if (extreme < t[i]) {
        allTimes[n] = extreme;
        allValues[n++] = curve.at(piece, extreme);
      }
      allTimes[n] = t[i];
      allValues[n++] = v[i];
      if (extreme > t[i]) {
        allTimes[n] = extreme;
        allValues[n++] = curve.at(piece, extreme);
      }
    }
    time = Arrays.copyOf(allTimes, n);
    value = Arrays.copyOf(allValues, n);
  }

  private static double[] times(double a, double b) {
    if (!(b > a)) {
      return new double[] {a};
    }
    double[] t = new double[PARTS + 3];
    int n = 0;
    for (int i = 0; i <= PARTS; i++) {
      double next = i == PARTS ? b : a + (b - a) * i / PARTS;
      if (i == PARTS) {
        n = append(t, n, b - NEAR_END * (b - a), b);
      }
      n = append(t, n, next, Math.nextUp(b));
      if (i == 0) {
        n = append(t, n, a + NEAR_END * (b - a), b);
      }
    }
    return Arrays.copyOf(t, n);
  }

  /** Appends a time if it lies behind the last one and before a bound: pieces may be a few units in the last place long. */
  private static int append(double[] t, int n, double next, double bound) {
    if (n > 0 && !(next > t[n - 1]) || !(next < bound)) {
      return n;
    }
    t[n] = next;
    return n + 1;
  }

  /** The place of a local extreme near a point, that point itself if there is none. */
  private static double extreme(Curve curve, int piece, double[] t, double[] v, int i, double length) {
    boolean top = v[i] >= v[i - 1] && v[i] >= v[i + 1];
    boolean bottom = v[i] <= v[i - 1] && v[i] <= v[i + 1];
    if (top == bottom) {
      return t[i];
    }
    UnivariateFunction function = x -> curve.at(piece, x);
    var found = new BrentOptimizer(ROUNDING, Math.max(PRECISION * length, Double.MIN_NORMAL)).optimize(
        new MaxEval(MOST_TRIALS),
        top ? GoalType.MAXIMIZE : GoalType.MINIMIZE,
        new UnivariateObjectiveFunction(function),
        new SearchInterval(t[i - 1], t[i + 1], t[i]));
    double x = found.getPoint();
    boolean better = top ? found.getValue() > v[i] : found.getValue() < v[i];
    return better && x > t[i - 1] && x < t[i + 1] ? x : t[i];
  }
}
