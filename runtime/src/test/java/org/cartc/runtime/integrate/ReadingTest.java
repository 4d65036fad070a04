package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.cartc.runtime.reading.Condition;
import org.cartc.runtime.reading.Curve;
import org.cartc.runtime.reading.FoundTimes;
import org.cartc.runtime.reading.Readings;
import org.junit.jupiter.api.Test;

/** Readings of a solution against closed forms. */
class ReadingTest {
  private static final double ALL = Double.POSITIVE_INFINITY;

  /** The curve of one state less a number. */
  private record State(Solution solution, int state, int states, double less) implements Curve {
    @Override
    public int pieces() {
      return solution.pieces();
    }

    @Override
    public double start(int piece) {
      return solution.pieceStart(piece);
    }

    @Override
    public double end(int piece) {
      return solution.pieceEnd(piece);
    }

    @Override
    public double at(int piece, double t) {
      double[] y = new double[states];
      solution.state(piece, t, y);
      return y[state] - less;
    }
  }

  /** Absorption at 2 and elimination at 0.5 after a dose of 1 at time 1: 4/3 (exp(-0.5 u) - exp(-2 u)), peak at u = ln(4)/1.5. */
  private static Solution absorption() {
    var chain = new Written(2, 0, (t, y, dy, c, w) -> {
      dy[0] = -2 * y[0];
      dy[1] = 2 * y[0] - 0.5 * y[1];
    });
    return Integration.solve(chain.until(31, List.of(new Stop(1, List.of(new Action.Dose(0, 1)))), 0, 0),
        new Method.Adaptive(1e-10, 1e-13));
  }

  @Test
  void peakAndExposureOfABolus() {
    var curve = new State(absorption(), 1, 2, 0);
    double u = Math.log(4) / 1.5;
    assertThat(Readings.peak(curve, -ALL, ALL)).isCloseTo(1 + u, within(1e-6));
    assertThat(Readings.max(curve, -ALL, ALL)).isCloseTo(4.0 / 3 * (Math.exp(-0.5 * u) - Math.exp(-2 * u)), within(1e-10));
    assertThat(Readings.integral(curve, 0, 31)).isCloseTo(4.0 / 3 * (2 * -Math.expm1(-15) - 0.5), within(1e-9));
    assertThat(Readings.slope(curve, 1)).isCloseTo(2, within(1e-6));
    assertThat(Readings.max(new State(absorption(), 0, 2, 0), -ALL, ALL)).isEqualTo(1);
  }

  /** 4/3 (exp(-0.5 u) - exp(-2 u)) = 1/4, with x = exp(-0.5 u): 4/3 (x - x^4) = 1/4, the later root has x below 0.2, the earlier above 0.8. */
  @Test
  void timeAboveAThreshold() {
    var above = new Condition.Holds(new State(absorption(), 1, 2, 0.25), false);
    double last = FoundTimes.last(above, -ALL, ALL).time();
    double x = Math.exp(-0.5 * (last - 1));
    assertThat(4.0 / 3 * (x - Math.pow(x, 4))).isCloseTo(0.25, within(1e-10));
    assertThat(x).isLessThan(0.2);
    double first = FoundTimes.first(above, -ALL, ALL).time();
    double z = Math.exp(-0.5 * (first - 1));
    assertThat(4.0 / 3 * (z - Math.pow(z, 4))).isCloseTo(0.25, within(1e-10));
    assertThat(z).isGreaterThan(0.8);
  }

  @Test
  void aGrowingTumourIsBackAtItsInitialSizeOnlyAtTheStart() {
    var growth = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = 0.1 * y[0]);
    var solution = Integration.solve(growth.until(200, 1e9), new Method.Adaptive(1e-6, 1e-6));
    var negative = new Condition.Holds(new State(solution, 0, 1, 1e9), false);
    assertThat(FoundTimes.last(new Condition.Not(negative), -ALL, ALL).time()).isZero();
  }
}
