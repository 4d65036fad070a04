package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventTest {
  private static final Method PRECISE = new Method.Adaptive(1e-10, 1e-12);

  private static Written decay() {
    return new Written(1, 0, (t, y, dy, c, w) -> dy[0] = -y[0]);
  }

  /** From height 1 with gravity 2 a ball lands at 1 with speed 2; with restitution 1/2 it bounces at 2, 2.5, 2.75, ... with 1, 1/2, 1/4, ... */
  @Test
  void aBouncingBallLandsAtTheTimesOfFreeFall() {
    var ball = new Written(2, 0, (t, y, dy, c, w) -> {
      dy[0] = y[1];
      dy[1] = -2;
    }).event(false, (t, y, c) -> y[0], y -> {
      y[0] = 0;
      y[1] *= -0.5;
    });
    var solution = Integration.solve(ball.until(2.7, 1, 0), PRECISE);
    var times = solution.occurrences().stream().map(Occurrence::time).toList();
    assertThat(times).hasSize(3);
    assertThat(times.get(0)).isCloseTo(1, within(1e-13));
    assertThat(times.get(1)).isCloseTo(2, within(1e-12));
    assertThat(times.get(2)).isCloseTo(2.5, within(1e-12));
    assertThat(Written.at(solution, 2.7, 2)[1]).isCloseTo(0.25 - 2 * 0.2, within(1e-11));
  }

  @Test
  void anExponentialCrossesItsThresholdAtTheLogarithm() {
    var solution = Integration.solve(decay().stop(false, (t, y, c) -> y[0] - 0.1).until(100, 1), PRECISE);
    assertThat(solution.outcome()).isInstanceOf(Outcome.Stopped.class);
    assertThat(solution.end()).isCloseTo(Math.log(10), within(1e-9));
    assertThat(Written.at(solution, solution.end(), 1)[0]).isLessThanOrEqualTo(0.1).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void pastItsThresholdAtTheStartAnEventWaitsForTheNextCrossing() {
    var wave = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = -Math.sin(t)).event(true, (t, y, c) -> y[0] - 0.5, y -> {});
    var solution = Integration.solve(wave.until(6, 1), PRECISE);
    assertThat(solution.occurrences()).hasSize(1);
    assertThat(solution.occurrences().getFirst().time()).isCloseTo(5 * Math.PI / 3, within(1e-8));
  }

  @Test
  void anEventAtTheEndHappens() {
    var clock = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = 0).event(true, (t, y, c) -> t - Math.nextDown(2.0), y -> y[0] = 7);
    var solution = Integration.solve(clock.until(2, 0), PRECISE);
    assertThat(solution.occurrences()).hasSize(1);
    assertThat(Written.at(solution, 2, 1)[0]).isEqualTo(7);
    double[] before = new double[1];
    solution.state(solution.pieces() - 1, solution.pieceEnd(solution.pieces() - 1), before);
    assertThat(solution.end()).isEqualTo(2);
    assertThat(before[0]).isZero();
  }

  @Test
  void aDoseOverTheThresholdIsAnEdge() {
    var equations = decay().event(true, (t, y, c) -> y[0] - 5, y -> y[0] = 100);
    var solution = Integration.solve(equations.until(3, List.of(new Stop(1, List.of(new Action.Dose(0, 10)))), 1), PRECISE);
    assertThat(solution.occurrences()).containsExactly(new Occurrence(0, 1, true));
    assertThat(Written.at(solution, 1, 1)[0]).isEqualTo(100);
  }

  /** Both fall below 1/2 at the same time: the second counts although the effect of the first lifts the state again. */
  @Test
  void twoAtOnceBothHappenInDeclaredOrder() {
    var equations = new Written(2, 0, (t, y, dy, c, w) -> {
      dy[0] = -y[0];
      dy[1] = 0;
    }).event(false, (t, y, c) -> y[0] - 0.5, y -> {
      y[0] = 3;
      y[1] += 1;
    }).event(false, (t, y, c) -> y[0] - 0.5, y -> y[1] *= 10);
    var solution = Integration.solve(equations.until(1, 1, 0), PRECISE);
    assertThat(solution.occurrences()).extracting(Occurrence::condition).containsExactly(0, 1);
    assertThat(solution.occurrences().get(0).time()).isEqualTo(solution.occurrences().get(1).time());
    assertThat(Written.at(solution, 1, 2)[1]).isEqualTo(10);
  }

  @Test
  void onceIsOnce() {
    var wave = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = Math.cos(t));
    var both = wave.once(true, (t, y, c) -> y[0] - 0.5, y -> {}).event(true, (t, y, c) -> y[0] - 0.5, y -> {});
    var solution = Integration.solve(both.until(20, 0), PRECISE);
    assertThat(solution.occurrences().stream().filter(o -> o.condition() == 0)).hasSize(1);
    assertThat(solution.occurrences().stream().filter(o -> o.condition() == 1)).hasSize(4);
  }

  /** dy/dt = 1 while sin t >= 0, else 0: a staircase of height pi. */
  @Test
  void aGuardSwitchesBothWays() {
    var stairs = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = w[0]).guard(true, (t, y, c) -> Math.sin(t));
    var solution = Integration.solve(stairs.until(20, 0), PRECISE);
    assertThat(solution.occurrences()).hasSize(6);
    for (int i = 0; i < 6; i++) {
      assertThat(solution.occurrences().get(i).time()).isCloseTo((i + 1) * Math.PI, within(1e-13));
    }
    assertThat(Written.at(solution, 20, 1)[0]).isCloseTo(3 * Math.PI + 20 - 6 * Math.PI, within(1e-11));
  }

  @Test
  void aGuardThatUndoesItselfChatters() {
    var sliding = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = w[0] == 0 ? 1 : -1).guard(true, (t, y, c) -> y[0] - 1);
    var solution = Integration.solve(sliding.until(5, 0), PRECISE);
    assertThat(solution.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
      assertThat(failed.reason()).isEqualTo(Outcome.Reason.CHATTER);
      assertThat(failed.index()).isZero();
      assertThat(failed.time()).isCloseTo(1, within(1e-8));
    });
    assertThat(solution.statistics().accepted()).isLessThan(1100);
  }

  @Test
  void onAGridEventsHappenAtEndsOfSteps() {
    var equations = decay().event(false, (t, y, c) -> y[0] - 0.5, y -> y[0] = 2);
    var solution = Integration.solve(equations.until(1, 1), new Method.RungeKutta4(0.25));
    assertThat(solution.occurrences()).containsExactly(new Occurrence(0, 0.75, false));
    assertThat(Written.at(solution, 0.75, 1)[0]).isEqualTo(2);
    double[] before = new double[1];
    solution.state(2, 0.75, before);
    assertThat(before[0]).isCloseTo(Math.exp(-0.75), within(1e-4));
  }

  @Test
  void aDoseAtTheStartOverTheThresholdIsAnEdge() {
    var equations = decay().event(true, (t, y, c) -> y[0] - 5, y -> y[0] = 100);
    var solution = Integration.solve(equations.until(3, List.of(new Stop(0, List.of(new Action.Dose(0, 10)))), 1), PRECISE);
    assertThat(solution.occurrences()).containsExactly(new Occurrence(0, 0, true));
    assertThat(Written.at(solution, 0, 1)[0]).isEqualTo(100);
  }

  @Test
  void aGuardFollowsADoseAndAParameterAtOnce() {
    var equations = new Written(1, 1, (t, y, dy, c, w) -> dy[0] = w[0]).guard(true, (t, y, c) -> y[0] - 5 * c[0]);
    var stops = List.of(new Stop(1, List.of(new Action.Dose(0, 5))), new Stop(2, List.of(new Action.SetParameter(0, 10))));
    var solution = Integration.solve(equations.until(3, stops, 0), PRECISE);
    assertThat(solution.occurrences()).containsExactly(new Occurrence(0, 1, true), new Occurrence(0, 2, false));
    assertThat(Written.at(solution, 3, 1)[0]).isCloseTo(6, within(1e-12));
  }

  /** The effect comes first, then the dose of the same time. */
  @Test
  void atOneTimeAnEdgeComesBeforeAStop() {
    var clock = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = 0).event(true, (t, y, c) -> t - Math.nextDown(2.0), y -> y[0] *= 10);
    var solution = Integration.solve(clock.until(3, List.of(new Stop(2, List.of(new Action.Dose(0, 1)))), 3), PRECISE);
    assertThat(solution.occurrences()).containsExactly(new Occurrence(0, 2, true));
    assertThat(Written.at(solution, 2, 1)[0]).isEqualTo(31);
  }

  @Test
  void anEffectThatCausesAnotherEventDoesSoAtOnce() {
    var equations = decay().event(false, (t, y, c) -> y[0] - 0.5, y -> y[0] = 20).stop(true, (t, y, c) -> y[0] - 10);
    var solution = Integration.solve(equations.until(9, 1), PRECISE);
    assertThat(solution.occurrences()).extracting(Occurrence::condition).containsExactly(0, 1);
    assertThat(solution.outcome()).isEqualTo(new Outcome.Stopped(1, solution.end()));
    assertThat(solution.end()).isCloseTo(Math.log(2), within(1e-9));
    assertThat(Written.at(solution, solution.end(), 1)[0]).isEqualTo(20);
  }

  /** Inflow lifts a state over a threshold far below the first step, as effector cells over one cell. */
  @Test
  void anEdgeRightAfterTheStartIsFoundToRelativePrecision() {
    var equations = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = 1e7 - y[0]).guard(true, (t, y, c) -> y[0] - 1);
    var solution = Integration.solve(equations.until(60, 0), new Method.Adaptive(1e-8, 1e-10));
    assertThat(solution.occurrences()).hasSize(1);
    assertThat(solution.occurrences().getFirst().time()).isCloseTo(-Math.log1p(-1e-7), within(1e-7 * 1e-8));
  }

  /** Above 0.9 between 1.12 and 2.02: less than a step. */
  @Test
  void aBumpWithinAStepIsFound() {
    var line = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = 1);
    line.event(true, (t, y, c) -> Math.sin(y[0]) - 0.9, y -> {}).event(false, (t, y, c) -> Math.sin(y[0]) - 0.9, y -> {});
    var solution = Integration.solve(line.until(3, 0), new Method.Adaptive(1e-3, 1e-3));
    assertThat(solution.occurrences()).extracting(Occurrence::condition).containsExactly(0, 1);
    assertThat(solution.occurrences().get(0).time()).isCloseTo(Math.asin(0.9), within(1e-14));
    assertThat(solution.occurrences().get(1).time()).isCloseTo(Math.PI - Math.asin(0.9), within(1e-14));
  }

  /** The modes of a piece are those of its phase, also when it is read after the run. */
  @Test
  void theDerivativeAtTheEndOfAGridStepIsThatBeforeTheSwitch() {
    var stairs = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = w[0] == 0 ? 1 : -1).guard(true, (t, y, c) -> t - 1);
    var solution = Integration.solve(stairs.until(2, 0), new Method.RungeKutta4(0.5));
    assertThat(Written.at(solution, 0.75, 1)[0]).isCloseTo(0.75, within(1e-15));
    assertThat(Written.at(solution, 1.25, 1)[0]).isCloseTo(0.75, within(1e-15));
    assertThat(solution.statistics().rightHandSides()).isEqualTo(16);
  }

  @Test
  void aConditionWithoutValueAtTheStartCausesNoEvent() {
    var equations = decay().event(true, (t, y, c) -> 1 / y[0] * 0 * y[0] / y[0] + y[0] / y[0], y -> y[0] = 50);
    var solution = Integration.solve(equations.until(3, List.of(new Stop(1, List.of(new Action.Dose(0, 1)))), 0), PRECISE);
    assertThat(solution.occurrences()).isEmpty();
  }

  @Test
  void piecesFollowEachOtherAndHaveLength() {
    var sliding = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = w[0] == 0 ? 1 : -1).guard(true, (t, y, c) -> y[0] - 1);
    var solution = Integration.solve(sliding.until(5, List.of(new Stop(0.5, List.of())), 0), PRECISE);
    assertThat(solution.pieceStart(0)).isZero();
    for (int i = 0; i < solution.pieces(); i++) {
      assertThat(solution.pieceEnd(i)).isGreaterThan(solution.pieceStart(i));
      assertThat(solution.pieceAt(solution.pieceStart(i))).isEqualTo(i);
      assertThat(i + 1 == solution.pieces() ? solution.end() : solution.pieceStart(i + 1)).isEqualTo(solution.pieceEnd(i));
    }
  }
}
