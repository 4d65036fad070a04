package org.cartc.runtime.constraint;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cartc.runtime.model.Equations;

/** All solutions of a scalar constraint in its bracket that a scan can tell apart: a model is clear only if there is one. */
public final class Roots {
  private static final int LINEAR = 32;
  private static final int GEOMETRIC = 32;
  private static final int MOST_BISECTIONS = 200;

  private Roots() {}

  /** Where a bracket is looked at, from its lower end, as shares of its length: rising, 0 and 1 among them. */
  private static final double[] SHARES = shares();

  /** Where the residual changes its sign; both ends are one where it is zero. */
  private record Change(double from, double to, double signAtFrom) {}

  /**
   * The places of the bracket at which the residual changes its sign, rising; and an end of the bracket where it is zero. Looks at 32
   * points at equal distances and at 32 that halve the distance to the lower end each, so that roots of any size are found.
   */
  public static List<Double> of(Equations equations, int constraint, double t, double[] y, double[] c, double[] w) {
    return changes(equations, constraint, t, y, c, w).stream()
        .map(change -> change.from() == change.to() ? change.to() : bisected(equations, constraint, change, t, y, c, w)).toList();
  }

  /** Whether there is more than one such place. */
  public static boolean areSeveral(Equations equations, int constraint, double t, double[] y, double[] c, double[] w) {
    return changes(equations, constraint, t, y, c, w).size() > 1;
  }

  private static List<Change> changes(Equations equations, int constraint, double t, double[] y, double[] c, double[] w) {
    double[] bounds = new double[2];
    equations.bracket(constraint, bounds, t, y, 0, c, w);
    double low = Math.min(bounds[0], bounds[1]);
    double high = Math.max(bounds[0], bounds[1]);
    List<Change> changes = new ArrayList<>();
    if (!(low < high) || Double.isInfinite(high - low)) {
      return changes;
    }
    double place = Double.NaN;
    double before = Double.NaN;
    double signBefore = Double.NaN;
    for (double share : SHARES) {
      double x = Math.min(low + (high - low) * share, high);
      if (x == place) {
        continue;
      }
      place = x;
      double sign = Math.signum(equations.residual(constraint, x, t, y, 0, c, w));
      if (sign == 0 && (x == low || x == high)) {
        changes.add(new Change(x, x, sign));
      } else if (sign * signBefore < 0) {
        changes.add(new Change(before, x, signBefore));
      }
      if (sign != 0 && !Double.isNaN(sign)) {
        before = x;
        signBefore = sign;
      }
    }
    return changes;
  }

  private static double[] shares() {
    DoubleStream linear = IntStream.rangeClosed(0, LINEAR).mapToDouble(i -> (double) i / LINEAR);
    DoubleStream geometric = IntStream.rangeClosed(1, GEOMETRIC).mapToDouble(i -> Math.scalb(1.0, -i));
    return DoubleStream.concat(linear, geometric).sorted().distinct().toArray();
  }

  private static double bisected(Equations equations, int constraint, Change change, double t, double[] y, double[] c, double[] w) {
    double low = change.from();
    double high = change.to();
    for (int i = 0; i < MOST_BISECTIONS; i++) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        break;
      }
      if (Math.signum(equations.residual(constraint, middle, t, y, 0, c, w)) == change.signAtFrom()) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
