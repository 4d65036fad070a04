package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class StopTest {
  private static final Method PRECISE = new Method.Adaptive(1e-11, 1e-13);

  /** Two linked compartments with elimination. */
  private static Written linear() {
    return new Written(2, 1, (t, y, dy, c, w) -> {
      dy[0] = -0.7 * c[0] * y[0] + 0.2 * y[1];
      dy[1] = 0.5 * y[0] - 0.2 * y[1];
    });
  }

  private static Stop dose(double time, double amount) {
    return new Stop(time, List.of(new Action.Dose(0, amount)));
  }

  @Test
  void dosesOfALinearModelSuperpose() {
    var together = Integration.solve(linear().until(10, List.of(dose(3, 2), dose(1, 1), dose(3, 0.5)), 0, 0), PRECISE);
    var alone = Integration.solve(linear().until(10, 1, 0), PRECISE);
    for (double t : new double[] {1, 2.5, 3, 4, 9.9, 10}) {
      double expected = Written.at(alone, t - 1, 2)[0] + (t >= 3 ? 2.5 * Written.at(alone, t - 3, 2)[0] : 0);
      assertThat(Written.at(together, t, 2)[0]).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void valuesAtAStopAreThoseAfterItAndPiecesKeepTheLimits() {
    var solution = Integration.solve(linear().until(4, List.of(dose(0, 1), dose(2, 1), dose(4, 1)), 0, 0), PRECISE);
    assertThat(Written.at(solution, 0, 2)[0]).isEqualTo(1);
    double[] before = new double[2];
    int piece = solution.pieceAt(2);
    assertThat(solution.pieceStart(piece)).isEqualTo(2);
    solution.state(piece - 1, 2, before);
    assertThat(Written.at(solution, 2, 2)[0]).isEqualTo(before[0] + 1);
    solution.state(solution.pieces() - 1, 4, before);
    assertThat(Written.at(solution, 4, 2)[0]).isEqualTo(before[0] + 1);
    assertThat(solution.end()).isEqualTo(4);
  }

  @Test
  void actionsOfOneTimeActInOrder() {
    var stops = List.of(
        new Stop(1, List.of(new Action.Dose(0, 5), new Action.SetState(0, 2), new Action.Dose(0, 1))),
        new Stop(1, List.of(new Action.Dose(1, 9))));
    var solution = Integration.solve(linear().until(1, stops, 0, 0), PRECISE);
    assertThat(Written.at(solution, 1, 2)).containsExactly(3, 9);
  }

  @Test
  void stopsOutsideTheRunAreIgnored() {
    var solution = Integration.solve(linear().until(1, List.of(dose(-1, 5), dose(1.5, 5)), 0, 0), PRECISE);
    assertThat(Written.at(solution, 1, 2)).containsExactly(0, 0);
  }

  /** dy/dt = -p y with p = 1, 3 from 1 to 2, 1 again: exp(-5) at 3. */
  @Test
  void aParameterHoldsOverItsWindow() {
    var decay = new Written(1, 1, (t, y, dy, c, w) -> dy[0] = -c[0] * y[0]);
    var window = List.of(new Stop(1, List.of(new Action.SetParameter(0, 3))), new Stop(2, List.of(new Action.SetParameter(0, 1))));
    var solution = Integration.solve(decay.until(3, window, 1), PRECISE);
    assertThat(Written.at(solution, 3, 1)[0]).isCloseTo(Math.exp(-5), within(1e-11));
    assertThat(Written.at(solution, 1.5, 1)[0]).isCloseTo(Math.exp(-2.5), within(1e-11));
    assertThat(solution.statistics().rightHandSides())
        .isEqualTo(2 + 2 + 6L * (solution.statistics().accepted() + solution.statistics().rejected()));
  }

  @Test
  void aGridStepIsShortenedToLandOnAStop() {
    var decay = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = -y[0]);
    var solution = Integration.solve(decay.until(1, List.of(dose(0.35, 1)), 1), new Method.RungeKutta4(0.1));
    assertThat(solution.pieceEnd(3)).isEqualTo(0.35);
    assertThat(solution.pieceEnd(4)).isEqualTo(0.35 + 0.1);
    assertThat(solution.pieces()).isEqualTo(4 + 7);
    assertThat(solution.end()).isEqualTo(1);
    assertThat(Written.at(solution, 1, 1)[0]).isCloseTo(Math.exp(-1) + Math.exp(-0.65), within(1e-6));
  }

  @Test
  void multiplesOfAnInexactStepAreWholeSteps() {
    var decay = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = -y[0]);
    assertThat(Integration.solve(decay.until(100, 1), new Method.RungeKutta4(0.1)).pieces()).isEqualTo(1000);
  }

  @Test
  void aTimeOutsideTheSolutionIsRefused() {
    var solution = Integration.solve(linear().until(1, 0, 0), PRECISE);
    assertThatThrownBy(() -> Written.at(solution, 1.01, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Written.at(solution, Double.NaN, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
