package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Orders estimated from errors at two step sizes, on a nonlinear problem with a known solution. */
class OrderTest {
  /** y' = y cos t, y(0) = 1: y = exp(sin t). */
  private static final Written OSCILLATING = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = y[0] * Math.cos(t));

  /** y'' = -y from 1 at rest: cos t. Of the problems tried the one whose leading error term shows at the largest steps. */
  private static final Written OSCILLATOR = new Written(2, 0, (t, y, dy, c, w) -> {
    dy[0] = y[1];
    dy[1] = -y[0];
  });

  private static double exact(double t) {
    return Math.exp(Math.sin(t));
  }

  /** Tolerances so loose that every step is accepted: the bound of the step decides. */
  private static Solution tsitouras(double step) {
    return Integration.solve(OSCILLATING.until(5, 1), new Method.Adaptive(1e6, 1e6, step));
  }

  private static Solution classical(double step) {
    return Integration.solve(OSCILLATING.until(5, 1), new Method.RungeKutta4(step));
  }

  private static double atSteps(Solution solution) {
    double worst = 0;
    for (int i = 0; i < solution.pieces(); i++) {
      double t = solution.pieceStart(i);
      worst = Math.max(worst, Math.abs(Written.at(solution, t, 1)[0] - exact(t)));
    }
    return worst;
  }

  private static double oscillatorError(double step) {
    var solution = Integration.solve(OSCILLATOR.until(5, 1, 0), new Method.Adaptive(1e6, 1e6, step));
    double worst = 0;
    for (int i = 0; i < solution.pieces(); i++) {
      double t = solution.pieceStart(i);
      worst = Math.max(worst, Math.abs(Written.at(solution, t, 2)[0] - Math.cos(t)));
    }
    return worst;
  }

  private static double between(Solution solution) {
    double worst = 0;
    for (int i = 0; i < 997; i++) {
      double t = 5.0 * i / 997;
      worst = Math.max(worst, Math.abs(Written.at(solution, t, 1)[0] - exact(t)));
    }
    return worst;
  }

  private static double order(ToDoubleFunction<Double> error, double step) {
    return Math.log(error.applyAsDouble(step) / error.applyAsDouble(step / 2)) / Math.log(2);
  }

  @Test
  void tsitourasIsOfOrderFive() {
    assertThat(order(OrderTest::oscillatorError, 5.0 / 64)).isCloseTo(5, within(0.2));
  }

  @Test
  void onANonlinearProblemItFallsAtLeastAsFast() {
    assertThat(order(h -> atSteps(tsitouras(h)), 5.0 / 32)).isGreaterThan(4.8);
  }

  /** An interpolant of order 4 errs by h^5 within a step, as much as the method itself over all steps. */
  @Test
  void betweenItsStepsTheErrorIsOfOrderFiveToo() {
    assertThat(order(h -> between(tsitouras(h)), 5.0 / 32)).isCloseTo(5, within(0.2));
  }

  @Test
  void classicalIsOfOrderFour() {
    assertThat(order(h -> atSteps(classical(h)), 5.0 / 64)).isCloseTo(4, within(0.2));
  }

  /** A cubic errs by h^4 within a step. */
  @Test
  void betweenClassicalStepsTheErrorIsOfOrderFour() {
    assertThat(order(h -> between(classical(h)), 5.0 / 64)).isCloseTo(4, within(0.2));
  }
}
