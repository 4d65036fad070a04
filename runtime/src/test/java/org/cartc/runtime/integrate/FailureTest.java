package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FailureTest {
  private static final Method USUAL = new Method.Adaptive(1e-6, 1e-9);

  private static Outcome.Failed failed(Solution solution) {
    return (Outcome.Failed) solution.outcome();
  }

  /** x = 1 - t, dz/dt = sqrt(x): not a number after 1, where z is 2/3. */
  @Test
  void aRootOfANegativeEndsTheRunAtItsLastGoodTime() {
    var root = new Written(2, 0, (t, y, dy, c, w) -> {
      dy[0] = -1;
      dy[1] = Math.sqrt(y[0]);
    });
    var solution = Integration.solve(root.until(5, 1, 0), USUAL);
    assertThat(failed(solution).reason()).isEqualTo(Outcome.Reason.NOT_A_NUMBER);
    assertThat(failed(solution).time()).isCloseTo(1, within(1e-14)).isEqualTo(solution.end());
    assertThat(failed(solution).state()[1]).isCloseTo(2.0 / 3, within(1e-6));
    assertThat(Written.at(solution, solution.end(), 2)).isEqualTo(failed(solution).state());
    assertThat(solution.statistics().accepted() + solution.statistics().rejected()).isLessThan(200);
    var grid = Integration.solve(root.until(5, 1, 0), new Method.RungeKutta4(0.25));
    assertThat(failed(grid).reason()).isEqualTo(Outcome.Reason.NOT_A_NUMBER);
    assertThat(grid.end()).isBetween(0.75, 1.0);
  }

  @Test
  void aDerivativeThatIsNoNumberAtTheStartFailsThere() {
    var solution = Integration.solve(new Written(1, 0, (t, y, dy, c, w) -> dy[0] = Math.log(y[0])).until(1, -1), USUAL);
    assertThat(failed(solution).reason()).isEqualTo(Outcome.Reason.NOT_A_NUMBER);
    assertThat(solution.end()).isZero();
    assertThat(solution.pieces()).isZero();
  }

  @Test
  void onlyWhatHappensAfterADoseFailsAfterIt() {
    var log = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = Math.log(y[0]));
    var solution = Integration.solve(log.until(2, List.of(new Stop(1, List.of(new Action.SetState(0, -3)))), 1), USUAL);
    assertThat(solution.end()).isEqualTo(1);
    assertThat(failed(solution).state()).containsExactly(-3);
  }

  /** y' = y^2 from 1 is 1/(1 - t). */
  @Test
  void aPoleEndsTheRunWhereItIs() {
    var pole = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = y[0] * y[0]);
    var solution = Integration.solve(pole.until(5, 1), new Method.Adaptive(1e-9, 1e-9));
    assertThat(failed(solution).reason()).isIn(Outcome.Reason.STEP_TOO_SMALL, Outcome.Reason.NOT_A_NUMBER);
    assertThat(solution.end()).isCloseTo(1, within(1e-9));
    assertThat(solution.statistics().accepted()).isLessThan(1000);
  }

  @Test
  void infiniteValuesAreNeverAccepted() {
    var growing = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = 1e308);
    var solution = Integration.solve(growing.until(100, 0), USUAL);
    assertThat(failed(solution).reason()).isEqualTo(Outcome.Reason.NOT_A_NUMBER);
    assertThat(Written.at(solution, solution.end(), 1)[0]).isFinite();
  }

  @Test
  void thereIsALimitToTheNumberOfSteps() {
    var wave = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = Math.cos(100 * t));
    var solution = Integration.solve(wave.until(1000, 0), USUAL, 500);
    assertThat(failed(solution).reason()).isEqualTo(Outcome.Reason.TOO_MANY_STEPS);
    assertThat(solution.statistics().accepted() + solution.statistics().rejected()).isEqualTo(500);
    assertThat(failed(Integration.solve(wave.until(1000, 0), new Method.RungeKutta4(1), 500)).time()).isEqualTo(500);
  }

  @Test
  void aStepBelowTheSpacingOfTimesFails() {
    var clock = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = 1);
    var problem = new Problem(clock, new double[0], new double[] {0}, List.of(), 1e9, 2e9);
    assertThat(failed(Integration.solve(problem, new Method.RungeKutta4(1e-9))).reason()).isEqualTo(Outcome.Reason.STEP_TOO_SMALL);
  }

  /** The failure carries what a message needs. */
  @Test
  void aFailureKnowsParametersAndModes() {
    var equations = new Written(1, 1, (t, y, dy, c, w) -> dy[0] = t > 1 ? Double.NaN : c[0]).guard(true, (t, y, c) -> 0.5 - t);
    var stops = List.of(new Stop(0.25, List.of(new Action.SetParameter(0, 4))));
    var failure = failed(Integration.solve(equations.until(2, stops, 0), USUAL));
    assertThat(failure.parameters()).containsExactly(4);
    assertThat(failure.modes()).containsExactly(false);
    assertThat(failure.time()).isCloseTo(1, within(1e-14));
    assertThat(failure.index()).isEqualTo(-1);
  }
}
