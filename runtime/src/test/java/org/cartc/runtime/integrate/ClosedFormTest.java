package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClosedFormTest {
  private static final Method PRECISE = new Method.Adaptive(1e-10, 1e-12);

  private static double at(Written equations, double t, int state, double... initial) {
    var solution = Integration.solve(equations.until(t, initial), PRECISE);
    assertThat(solution.outcome()).isEqualTo(new Outcome.Completed());
    return Written.at(solution, t, initial.length)[state];
  }

  @Test
  void exponentialDecay() {
    assertThat(at(new Written(1, 0, (t, y, dy, c, w) -> dy[0] = -y[0]), 5, 0, 1)).isCloseTo(Math.exp(-5), within(1e-10));
  }

  @Test
  void harmonicOscillator() {
    var oscillator = new Written(2, 0, (t, y, dy, c, w) -> {
      dy[0] = y[1];
      dy[1] = -y[0];
    });
    assertThat(at(oscillator, 20, 0, 1, 0)).isCloseTo(Math.cos(20), within(1e-8));
  }

  /** Bateman's solution of a chain with rates 2 and 0.5 from 1 in the first. */
  @Test
  void bateman() {
    var chain = new Written(2, 0, (t, y, dy, c, w) -> {
      dy[0] = -2 * y[0];
      dy[1] = 2 * y[0] - 0.5 * y[1];
    });
    assertThat(at(chain, 3, 1, 1, 0)).isCloseTo(2 / 1.5 * (Math.exp(-1.5) - Math.exp(-6)), within(1e-9));
  }

  @Test
  void logisticGrowth() {
    var logistic = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = y[0] * (1 - y[0]));
    assertThat(at(logistic, 8, 0, 0.01)).isCloseTo(0.01 * Math.exp(8) / (1 + 0.01 * (Math.exp(8) - 1)), within(1e-9));
  }

  /** An orbit of eccentricity 0.6 returns to its apsis after 2 pi. */
  @Test
  void keplersOrbitCloses() {
    var orbit = new Written(4, 0, (t, y, dy, c, w) -> {
      double r3 = Math.pow(y[0] * y[0] + y[1] * y[1], 1.5);
      dy[0] = y[2];
      dy[1] = y[3];
      dy[2] = -y[0] / r3;
      dy[3] = -y[1] / r3;
    });
    var solution = Integration.solve(orbit.until(2 * Math.PI, 0.4, 0, 0, 2), PRECISE);
    double[] y = Written.at(solution, 2 * Math.PI, 4);
    assertThat(y).containsExactly(new double[] {0.4, 0, 0, 2}, within(1e-7));
  }

  @Test
  void aRunOfZeroLengthHasItsInitialValues() {
    var decay = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = -y[0]);
    var solution = Integration.solve(decay.until(0, List.of(new Stop(0, List.of(new Action.Dose(0, 2)))), 1), PRECISE);
    assertThat(solution.pieces()).isZero();
    assertThat(Written.at(solution, 0, 1)[0]).isEqualTo(3);
    double[] out = new double[1];
    solution.observe(0, out);
    assertThat(out[0]).isEqualTo(3);
  }
}
