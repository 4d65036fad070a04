package org.cartc.runtime.constraint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.cartc.runtime.model.Equations;

/** All solutions of a scalar constraint in its bracket that a scan can tell apart: a model is clear only if there is one. */
public final class Roots {
  private static final int LINEAR = 32;
  private static final int GEOMETRIC = 32;
  private static final int MOST_BISECTIONS = 200;

  private Roots() {}

  /**
   * The places of the bracket at which the residual changes its sign, rising; and an end of the bracket where it is zero. Looks at 32
   * points at equal distances and at 32 that halve the distance to the lower end each, so that roots of any size are found.
   */
  public static List<Double> of(Equations equations, int constraint, double t, double[] y, double[] c, double[] w) {
    double[] bounds = new double[2];
    equations.bracket(constraint, bounds, t, y, 0, c, w);
    double low = Math.min(bounds[0], bounds[1]);
    double high = Math.max(bounds[0], bounds[1]);
    List<Double> roots = new ArrayList<>();
    if (!(low < high) || Double.isInfinite(high - low)) {
      return roots;
    }
    double before = Double.NaN;
    double signBefore = Double.NaN;
    for (double x : points(low, high)) {
      double sign = Math.signum(equations.residual(constraint, x, t, y, 0, c, w));
      if (sign == 0 && (x == low || x == high)) {
        roots.add(x);
      } else if (sign * signBefore < 0) {
        roots.add(bisected(equations, constraint, before, x, signBefore, t, y, c, w));
      }
      if (sign != 0 && !Double.isNaN(sign)) {
        before = x;
        signBefore = sign;
      }
    }
    return roots;
  }

  private static double[] points(double low, double high) {
    DoubleStream linear = DoubleStream.iterate(0, i -> i <= LINEAR, i -> i + 1).map(i -> low + (high - low) * i / LINEAR);
    DoubleStream geometric = DoubleStream.iterate(1, i -> i <= GEOMETRIC, i -> i + 1).map(i -> low + (high - low) * Math.pow(2, -i));
    return DoubleStream.concat(linear.map(x -> Math.min(x, high)), geometric).sorted().distinct().toArray();
  }

  private static double bisected(Equations equations, int constraint, double from, double to, double signAtFrom, double t, double[] y,
      double[] c, double[] w) {
    double low = from;
    double high = to;
    for (int i = 0; i < MOST_BISECTIONS; i++) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        break;
      }
      if (Math.signum(equations.residual(constraint, middle, t, y, 0, c, w)) == signAtFrom) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
