package org.cartc.runtime.integrate;

import java.util.Arrays;

/** The sizes against which errors of lanes are measured, as {@link Scale} has them for one trajectory. */
final class LaneScale {
  final double relative;

  /** The absolute tolerance of every state in every lane. */
  final double[][] absolute;

  private final double share;
  private final double[] least;

  LaneScale(Tolerance tolerance, int states, int width) {
    relative = tolerance.relative();
    absolute = new double[states][width];
    least = new double[states];
    share = switch (tolerance.absolute()) {
      case Tolerance.Absolute.Uniform uniform -> {
        Arrays.fill(least, uniform.value());
        yield 0;
      }
      case Tolerance.Absolute.PerState each -> {
        if (each.values().size() != states) {
          throw new IllegalArgumentException(each.values().size() + " tolerances for " + states + " states");
        }
        Arrays.setAll(least, each.values()::get);
        yield 0;
      }
      case Tolerance.Absolute.Scaled scaled -> {
        System.arraycopy(scaled.floors(states), 0, least, 0, states);
        yield scaled.share();
      }
    };
  }

  /** Forgets the trajectory that a lane had before. */
  void begin(int lane) {
    for (int i = 0; i < least.length; i++) {
      absolute[i][lane] = least[i];
    }
  }

  /** Takes note of states that have been reached. */
  void reach(double[][] y, int from, int to) {
    for (int i = 0; share > 0 && i < least.length; i++) {
      reach(absolute[i], y[i], share, from, to);
    }
  }

  private static void reach(double[] absolute, double[] y, double share, int from, int to) {
    for (int l = from; l < to; l++) {
      absolute[l] = Math.max(absolute[l], share * Math.abs(y[l]));
    }
  }

  void move(int from, int to) {
    for (double[] tolerance : absolute) {
      tolerance[to] = tolerance[from];
    }
  }
}
