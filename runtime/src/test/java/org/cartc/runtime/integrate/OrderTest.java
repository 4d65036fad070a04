package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Orders estimated from errors at two step sizes, on a nonlinear problem with a known solution. */
class OrderTest {
  /** y' = y cos t, y(0) = 1: y = exp(sin t). */
  private static final Written OSCILLATING = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = y[0] * Math.cos(t));

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

  private static double atEnd(Solution solution) {
    return Math.abs(Written.at(solution, 5, 1)[0] - exact(5));
  }

  private static double between(Solution solution) {
    double worst = 0;
    for (int i = 0; i < 997; i++) {
      double t = 5.0 * i / 997;
      worst = Math.max(worst, Math.abs(Written.at(solution, t, 1)[0] - exact(t)));
    }
    return worst;
  }

  /** The error of one step alone, from exact values, by interpolation at its middle: one order above that of the interpolant. */
  private static double withinFirstStep(Solution solution) {
    double t = solution.pieceEnd(0) * 0.4;
    return Math.abs(Written.at(solution, t, 1)[0] - exact(t));
  }

  private static double order(ToDoubleFunction<Double> error, double step) {
    return Math.log(error.applyAsDouble(step) / error.applyAsDouble(step / 2)) / Math.log(2);
  }

  @Test
  void print() {
    for (int k = 4; k < 8; k++) {
      double h = 5.0 / (1 << k);
      System.out.println(h + " " + atEnd(tsitouras(h)) + " " + order(x -> atEnd(tsitouras(x)), h) + " between " + order(x -> between(tsitouras(x)), h)
       + " step " + order(x -> withinFirstStep(tsitouras(x)), h)+ " rk4 " + order(x -> atEnd(classical(x)), h)+ " " + order(x -> between(classical(x)), h));
    }
  }

  @Test
  void tsitourasIsOfOrderFive() {
    assertThat(order(h -> atEnd(tsitouras(h)), 5.0 / 128)).isCloseTo(5, within(0.2));
  }

  @Test
  void itsInterpolantIsOfOrderFour() {
    assertThat(order(h -> withinFirstStep(tsitouras(h)), 1.0 / 32)).isCloseTo(5, within(0.2));
    assertThat(order(h -> between(tsitouras(h)), 5.0 / 64)).isGreaterThan(3.8);
  }

  @Test
  void classicalIsOfOrderFour() {
    assertThat(order(h -> atEnd(classical(h)), 5.0 / 128)).isCloseTo(4, within(0.2));
  }

  @Test
  void betweenClassicalStepsTheErrorIsOfOrderFour() {
    assertThat(order(h -> between(classical(h)), 5.0 / 128)).isCloseTo(4, within(0.2));
  }
}
