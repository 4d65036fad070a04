package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Two roots inside one step, a root that is none, and conditions that are met where steps begin and end. */
class GrazeTest {
  private static final double LOOSE = 1e-6;
  private static final double END = 10;

  /** All methods that choose their steps; each needs a few steps only for the equations here. */
  static List<Method> methods() {
    return List.of(new Method.Adaptive(LOOSE, LOOSE), new Method.DormandPrince853(LOOSE, LOOSE), new Method.Rosenbrock(LOOSE, LOOSE),
        new Method.Automatic(LOOSE, LOOSE));
  }

  /** y0 = (t - top)^2, which every method and its interpolant yield but for rounding. */
  private static Written parabola() {
    return new Derived(2, (t, y, dy, c, w) -> {
      dy[0] = 2 * y[1];
      dy[1] = 1;
    }, (t, y, j, w) -> j.set(1, 2, 2));
  }

  private static List<Occurrence> dip(Method method, double top, Written.Function above) {
    var equations = parabola().event(false, above, y -> {}).event(true, above, y -> {});
    return Integration.solve(equations.until(END, top * top, -top), method).occurrences();
  }

  /** A few hundred roundings of y0, which begins below END^2, move a root by their sum over the slope, 2 width. */
  private static double rounding(double width) {
    return 256 * 0x1p-52 * END * END / (2 * width) + 64 * Math.ulp(END);
  }

  /** Of any size from 1e-5, whose square is a thousand roundings, to what fits between the ends. */
  private static double width(Random random, double top) {
    double widest = 0.9 * Math.min(top, END - top);
    return 1e-5 * StrictMath.pow(widest / 1e-5, random.nextDouble());
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aDipIsFoundAtAnyPlaceAndOfAnyWidthAboveRounding(Method method) {
    Random random = new Random(1);
    for (int k = 0; k < 1000; k++) {
      double top = 0.1 + 9.8 * random.nextDouble();
      double width = width(random, top);
      var found = dip(method, top, (t, y, c) -> y[0] - width * width);
      assertThat(found).as("%s, %s", top, width).extracting(Occurrence::condition).containsExactly(0, 1);
      assertThat(found.get(0).time()).isCloseTo(top - width, within(rounding(width)));
      assertThat(found.get(1).time()).isCloseTo(top + width, within(rounding(width)));
    }
  }

  /** The logarithm of a state is no polynomial of the time. */
  @ParameterizedTest
  @MethodSource("methods")
  void aDipOfAFunctionThatIsNotLinearIsFound(Method method) {
    Random random = new Random(2);
    for (int k = 0; k < 1000; k++) {
      double top = 0.1 + 9.8 * random.nextDouble();
      double width = width(random, top);
      var found = dip(method, top, (t, y, c) -> StrictMath.log(1 + y[0]) - StrictMath.log1p(width * width));
      assertThat(found).as("%s, %s", top, width).extracting(Occurrence::condition).containsExactly(0, 1);
      assertThat(found.get(0).time()).isCloseTo(top - width, within(rounding(width)));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void aDipThatEndsAboveTheThresholdIsNoEdge(Method method) {
    Random random = new Random(3);
    for (int k = 0; k < 1000; k++) {
      double top = 0.1 + 9.8 * random.nextDouble();
      double gap = StrictMath.pow(10, -12 * random.nextDouble());
      assertThat(dip(method, top, (t, y, c) -> y[0] + gap)).as("%s, %s", top, gap).isEmpty();
      assertThat(dip(method, top, (t, y, c) -> y[0] * (1 + y[0]) + gap)).as("%s, %s", top, gap).isEmpty();
    }
  }

  /** To be below for no time is not to fall below; all is exact here: steps end at 4, and 4 is a quarter and a seventh of others. */
  @ParameterizedTest
  @MethodSource("methods")
  void aTouchIsNoEdge(Method method) {
    for (double top : List.of(4.0, 2.5, 5.0)) {
      Written.Function above = (t, y, c) -> (t - top) * (t - top);
      assertThat(dip(method, top, above)).isEmpty();
      assertThat(dip(method, top, (t, y, c) -> -above.at(t, y, c))).isEmpty();
      var equations = parabola().event(false, above, y -> {}).event(true, (t, y, c) -> -above.at(t, y, c), y -> {});
      var stops = List.of(new Stop(top, List.of(new Action.Dose(0, 1))));
      assertThat(Integration.solve(equations.until(END, stops, top * top, -top), method).occurrences()).isEmpty();
    }
  }

  /** Four roots of a polynomial of degree 4 in one step. */
  @ParameterizedTest
  @MethodSource("methods")
  void twoDipsInOneStepAreFound(Method method) {
    var clock = new Derived(1, (t, y, dy, c, w) -> dy[0] = 0, (t, y, j, w) -> {});
    Written.Function above = (t, y, c) -> ((t - 6.1) * (t - 6.1) - 1e-6) * ((t - 6.9) * (t - 6.9) - 1e-6);
    var equations = clock.event(false, above, y -> {}).event(true, above, y -> {});
    var times = Integration.solve(equations.until(END, 1), method).occurrences().stream().map(Occurrence::time).toList();
    double[] roots = {6.099, 6.101, 6.899, 6.901};
    assertThat(times).hasSize(4);
    for (int k = 0; k < 4; k++) {
      assertThat(times.get(k)).isCloseTo(roots[k], within(1e-11));
    }
  }

  /** Not a polynomial, and steps as long as its period. */
  @ParameterizedTest
  @MethodSource("methods")
  void narrowCrestsOfAWaveAreFoundInLongSteps(Method method) {
    var clock = new Derived(1, (t, y, dy, c, w) -> dy[0] = 0, (t, y, j, w) -> {});
    var equations = clock.event(true, (t, y, c) -> Math.sin(t) - 0.9999, y -> {});
    var problem = equations.until(40, List.of(new Stop(3, List.of()), new Stop(9, List.of()), new Stop(16, List.of())), 1);
    var times = Integration.solve(new Problem(equations, new double[0], new double[] {1}, problem.stops(), 0, 16), method).occurrences();
    assertThat(times).hasSize(3);
    for (int k = 0; k < 3; k++) {
      assertThat(times.get(k).time()).isCloseTo(Math.asin(0.9999) + 2 * Math.PI * k, within(1e-12));
    }
  }

  /** A rate of 1 below a threshold only, which the state passes for a moment. */
  @ParameterizedTest
  @MethodSource("methods")
  void aGuardHoldsForAMomentInsideAStep(Method method) {
    double top = 3;
    double width = 1e-3;
    var equations = new Derived(3, (t, y, dy, c, w) -> {
      dy[0] = 2 * y[1];
      dy[1] = 1;
      dy[2] = w[0];
    }, (t, y, j, w) -> j.set(1, 2, 2)).guard(false, (t, y, c) -> width * width - y[0]);
    var solution = Integration.solve(equations.until(END, top * top, -top, 0), method);
    assertThat(Written.at(solution, END, 3)[2]).isCloseTo(2 * width, within(2 * rounding(width)));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void manyEventsAtOneTimeHappenInDeclaredOrder(Method method) {
    Written equations = new Derived(1, (t, y, dy, c, w) -> dy[0] = 1, (t, y, j, w) -> {});
    for (int k = 0; k < 50; k++) {
      int add = k;
      equations = equations.event(true, (t, y, c) -> (1 + add) * (y[0] - 3), y -> y[0] = 10 + add);
    }
    var solution = Integration.solve(equations.until(5, 0), method);
    assertThat(solution.occurrences()).hasSize(50).extracting(Occurrence::time).containsOnly(solution.occurrences().get(0).time());
    assertThat(solution.occurrences()).extracting(Occurrence::condition).isSorted();
    assertThat(Written.at(solution, 5, 1)[0]).isCloseTo(59 + 2, within(1e-12));
  }

  /** At a stop: reached exactly there, passed right behind. */
  @ParameterizedTest
  @MethodSource("methods")
  void aThresholdThatIsMetAtAStopIsPassedBehindIt(Method method) {
    Written equations = new Derived(1, (t, y, dy, c, w) -> dy[0] = 1, (t, y, j, w) -> {});
    equations = equations.event(true, (t, y, c) -> y[0] - 2, y -> y[0] = 7);
    var solution = Integration.solve(equations.until(3, List.of(new Stop(2, List.of())), 0), method);
    assertThat(solution.occurrences()).hasSize(1);
    assertThat(solution.occurrences().get(0).time()).isCloseTo(2, within(32 * Math.ulp(2.0)));
    assertThat(Written.at(solution, 3, 1)[0]).isCloseTo(8, within(64 * Math.ulp(2.0)));
  }

  /** It starts at its threshold: falling below it is an event, at once; rising above it is not. */
  @ParameterizedTest
  @MethodSource("methods")
  void aStateThatLeavesItsThresholdAtTheStartPassesItThere(Method method) {
    Written equations = new Derived(1, (t, y, dy, c, w) -> dy[0] = -y[0], (t, y, j, w) -> j.set(1, 1, -1));
    equations = equations.event(false, (t, y, c) -> y[0] - 1, y -> {}).event(true, (t, y, c) -> y[0] - 1, y -> {});
    var solution = Integration.solve(equations.until(3, 1), method);
    assertThat(solution.occurrences()).hasSize(1);
    assertThat(solution.occurrences().get(0)).isEqualTo(new Occurrence(0, solution.occurrences().get(0).time(), false));
    assertThat(solution.occurrences().get(0).time()).isCloseTo(0, within(1e-15));
  }

  /** Whatever is at rest on its threshold has not passed it. */
  @ParameterizedTest
  @MethodSource("methods")
  void aStateAtRestOnItsThresholdCausesNoEvent(Method method) {
    Written equations = new Derived(1, (t, y, dy, c, w) -> dy[0] = 0, (t, y, j, w) -> {});
    equations = equations.event(false, (t, y, c) -> y[0] - 1, y -> {}).event(true, (t, y, c) -> y[0] - 1, y -> {});
    assertThat(Integration.solve(equations.until(3, 1), method).occurrences()).isEmpty();
  }

  private static Written ball(double restitution, double floor) {
    return new Derived(2, (t, y, dy, c, w) -> {
      dy[0] = y[1];
      dy[1] = -2;
    }, (t, y, j, w) -> j.set(1, 2, 1)).event(false, (t, y, c) -> y[0] - floor, y -> {
      y[0] = floor;
      y[1] *= -restitution;
    });
  }

  /** From height 1 with gravity 2 and restitution r all bounces lie before 1 + 2 r / (1 - r). */
  @ParameterizedTest
  @MethodSource("methods")
  void aBouncingBallThatComesToRestEndsInAMessage(Method method) {
    for (double restitution : List.of(0.0, 0.5, 0.9)) {
      var solution = Integration.solve(ball(restitution, 0).until(100, 1, 0), method);
      assertThat(solution.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
        assertThat(failed.reason()).isEqualTo(Outcome.Reason.CHATTER);
        assertThat(failed.time()).isCloseTo(1 + 2 * restitution / (1 - restitution), within(1e-6));
        assertThat(failed.state()[0]).isCloseTo(0, within(1e-12));
      });
      assertThat(solution.statistics().accepted()).isLessThan(5000);
    }
  }

  /** The threshold is so large that each passage takes a billionth of the run. */
  @ParameterizedTest
  @MethodSource("methods")
  void slidingAlongALargeThresholdIsFound(Method method) {
    Written equations = new Derived(1, (t, y, dy, c, w) -> dy[0] = w[0] == 0 ? 1 : -1, (t, y, j, w) -> {});
    equations = equations.guard(true, (t, y, c) -> y[0] - 1e9);
    var solution = Integration.solve(equations.until(100, 1e9 - 1), method);
    assertThat(solution.outcome()).isInstanceOfSatisfying(Outcome.Failed.class,
        failed -> assertThat(failed.reason()).isEqualTo(Outcome.Reason.CHATTER));
    assertThat(solution.statistics().accepted()).isLessThan(5000);
  }

  /** A thermostat that switches two thousand times is no chatter. */
  @Test
  void aConditionThatLeavesItsThresholdMaySwitchOften() {
    var stairs = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = w[0]).guard(true, (t, y, c) -> Math.sin(Math.PI * t));
    var solution = Integration.solve(stairs.until(4000.5, 0), new Method.Adaptive(LOOSE, LOOSE, 0.5));
    assertThat(solution.occurrences()).hasSize(4000);
    assertThat(solution.outcome()).isInstanceOf(Outcome.Completed.class);
  }

  /** On a grid, chattering takes a step each time and ends with the run. */
  @Test
  void onAGridAConditionMaySwitchAtEveryStep() {
    var sliding = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = w[0] == 0 ? 1 : -1).guard(true, (t, y, c) -> y[0] - 1);
    var solution = Integration.solve(sliding.until(5000, 0), new Method.RungeKutta4(1));
    assertThat(solution.outcome()).isInstanceOf(Outcome.Completed.class);
  }
}
