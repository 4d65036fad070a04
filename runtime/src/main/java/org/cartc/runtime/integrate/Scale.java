package org.cartc.runtime.integrate;

import java.util.Arrays;

/** The sizes against which errors are measured. */
final class Scale {
  private final double relative;
  private final double share;
  private final double[] absolute;

  Scale(Tolerance tolerance, int n) {
    relative = tolerance.relative();
    absolute = new double[n];
    share = switch (tolerance.absolute()) {
      case Tolerance.Absolute.Uniform uniform -> {
        Arrays.fill(absolute, uniform.value());
        yield 0;
      }
      case Tolerance.Absolute.PerState each -> {
        if (each.values().size() != n) {
          throw new IllegalArgumentException(each.values().size() + " tolerances for " + n + " states");
        }
        Arrays.setAll(absolute, each.values()::get);
        yield 0;
      }
      case Tolerance.Absolute.Scaled scaled -> {
        System.arraycopy(scaled.floors(n), 0, absolute, 0, n);
        yield scaled.share();
      }
    };
  }

  double relative() {
    return relative;
  }

  /** The size of a state over a step from one value to another. */
  double of(int i, double before, double after) {
    return absolute[i] + relative * Math.max(Math.abs(before), Math.abs(after)) + Double.MIN_NORMAL;
  }

  /** Takes note of a state that has been reached. */
  void reach(double[] y) {
    for (int i = 0; share > 0 && i < y.length; i++) {
      absolute[i] = Math.max(absolute[i], share * Math.abs(y[i]));
    }
  }
}
