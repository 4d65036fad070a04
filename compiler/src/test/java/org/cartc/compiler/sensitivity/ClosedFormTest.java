package org.cartc.compiler.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.cartc.compiler.Variant;
import org.cartc.compiler.Written;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.integrate.Action;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Stop;
import org.junit.jupiter.api.Test;

/** The oracles are derivatives of closed solutions, by hand. Runs hold errors of steps to 1e-12. */
class ClosedFormTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  private static Structure structure(String... statements) {
    return Written.structure(Written.model(statements));
  }

  @Test
  void exponentialDecayChangesByMinusTimeWithItsRateAndByTheShareThatIsLeftWithItsStart() {
    var run = Followed.of(structure("compartment x = x_0", "param x_0 = 3", "param k = 0.7", "rate loss: x -> = k * x"),
        List.of("k", "x_0", "x(0)"), "x").until(2);
    double left = Math.exp(-1.4);
    assertThat(run.derivative("x", "k", 2)).isCloseTo(-2 * 3 * left, CLOSE);
    assertThat(run.derivative("x", "x_0", 2)).isCloseTo(left, CLOSE);
    assertThat(run.derivative("x", "x(0)", 2)).isCloseTo(left, CLOSE);
    assertThat(run.derivative("x", "k", 0)).isZero();
  }

  @Test
  void derivedQuantitiesAndParametersThatFollowFromOthersAreFollowed() {
    var run = Followed.of(structure("compartment x = 3", "param a = 0.35", "param k = 2 * a", "rate loss: x -> = k * x",
        "output y = a * x + k"), List.of("a", "k"), "x", "y").until(2);
    double x = 3 * Math.exp(-1.4);
    assertThat(run.derivative("x", "a", 2)).isCloseTo(-4 * x, CLOSE);
    assertThat(run.derivative("x", "k", 2)).isCloseTo(-2 * x, CLOSE);
    assertThat(run.derivative("y", "a", 2)).isCloseTo(x - 0.35 * 4 * x + 2, CLOSE);
    assertThat(run.derivative("y", "k", 2)).isCloseTo(1 - 0.35 * 2 * x, CLOSE);
  }

  @Test
  void batemansFunctionAgreesInBothRatesAndInDosesWhoseAmountAndTimeMove() {
    double a = 1.3;
    double k = 0.4;
    Followed model = Followed.of(structure("compartment g = 0", "compartment x = 0", "param a = 1.3", "param k = 0.4", "param at = 1",
        "param dose = 5", "rate in: g -> x = a * g", "rate out: x -> = k * x"), List.of("a", "k", "at", "dose"), "g", "x");
    int dosed = model.layout.state("g");
    int byDose = model.layout.state("d(g)/d(dose)");
    var stop = new Stop(1, List.of(new Action.Dose(dosed, 5), new Action.Dose(byDose, 1)), List.of(0.0, 0.0, 1.0, 0.0));
    var run = model.until(4, Followed.PRECISE, List.of(stop));
    double s = 3;
    double ea = Math.exp(-a * s);
    double ek = Math.exp(-k * s);
    double f = a / (a - k) * (ek - ea);
    assertThat(run.value("x", 4)).isCloseTo(5 * f, CLOSE);
    assertThat(run.derivative("x", "dose", 4)).isCloseTo(f, CLOSE);
    assertThat(run.derivative("x", "a", 4)).isCloseTo(5 * (-k / ((a - k) * (a - k)) * (ek - ea) + a / (a - k) * s * ea), CLOSE);
    assertThat(run.derivative("x", "k", 4)).isCloseTo(5 * (a / ((a - k) * (a - k)) * (ek - ea) - a / (a - k) * s * ek), CLOSE);
    assertThat(run.derivative("x", "at", 4)).isCloseTo(-5 * a / (a - k) * (a * ea - k * ek), CLOSE);
    assertThat(run.derivative("g", "at", 1)).isCloseTo(5 * a, CLOSE);
  }

  @Test
  void logisticGrowthAgreesInRateCapacityAndStart() {
    var run = Followed.of(structure("compartment n = 2", "param r = 0.8", "param K = 50", "rate growth: -> n = r * n * (1 - n / K)"),
        List.of("r", "K", "n(0)"), "n").until(5);
    double e = Math.exp(-4);
    double below = 1 + (50.0 / 2 - 1) * e;
    assertThat(run.derivative("n", "r", 5)).isCloseTo(50 / (below * below) * (50.0 / 2 - 1) * 5 * e, CLOSE);
    assertThat(run.derivative("n", "K", 5)).isCloseTo(1 / below - 50 / (below * below) * e / 2, CLOSE);
    assertThat(run.derivative("n", "n(0)", 5)).isCloseTo(50 / (below * below) * 50.0 / 4 * e, CLOSE);
  }

  /** Height h - g t²/2 until sqrt(2 h / g); thrown back with the share r of its speed. */
  @Test
  void bouncingBallFollowsTheTimesOfItsBounces() {
    var run = Followed.of(structure("compartment x = h", "compartment v = 0", "param h = 2", "param g = 9.81", "param r = 0.8",
        "d/dt x = v", "d/dt v = -g", "when x falls below 0 as bounce { v = -r * v }"), List.of("h", "g", "r"), "x", "v").until(1.2);
    double t = 1.2;
    double h = 2;
    double g = 9.81;
    double r = 0.8;
    double b = Math.sqrt(2 * h / g);
    double bh = 1 / Math.sqrt(2 * h * g);
    double bg = -b / (2 * g);
    double s = t - b;
    assertThat(run.value("x", t)).isCloseTo(r * g * b * s - g * s * s / 2, CLOSE);
    assertThat(run.derivative("x", "h", t)).isCloseTo(bh * (r * g * s - r * g * b + g * s), CLOSE);
    assertThat(run.derivative("x", "r", t)).isCloseTo(g * b * s, CLOSE);
    assertThat(run.derivative("x", "g", t)).isCloseTo(r * b * s - s * s / 2 + bg * (r * g * s - r * g * b + g * s), CLOSE);
    assertThat(run.derivative("v", "h", t)).isCloseTo(bh * (r * g + g), CLOSE);
    assertThat(run.solution.occurrences()).hasSize(1);
  }

  @Test
  void anEffectThatReadsTheTimeMovesWithItsEvent() {
    var run = Followed.of(structure("compartment x = 0", "compartment z = 1", "param a = 2", "param c = 3", "rate rise: -> x = a",
        "when x rises above c as reset { z = z + time^2 * a; x = 0 }"), List.of("a", "c"), "x", "z").until(2);
    double at = 1.5;
    assertThat(run.derivative("z", "a", 2)).isCloseTo(at * at - 2 * at * at, CLOSE);
    assertThat(run.derivative("z", "c", 2)).isCloseTo(2 * at, CLOSE);
    assertThat(run.derivative("x", "c", 2)).isCloseTo(-1, CLOSE);
    assertThat(run.derivative("x", "a", 2)).isCloseTo(2 - at + at, CLOSE);
  }

  /** x falls at rate a until it reaches c, then at rate b: x = c - b (t - (x0 - c) / a). */
  @Test
  void aGuardThatSwitchesARateMovesWhatFollows() {
    var run = Followed.of(structure("compartment x = 10", "param a = 2", "param b = 0.5", "param c = 4",
        "rate fast: x -> = a while x > c", "rate slow: x -> = b while x <= c"), List.of("a", "b", "c", "x(0)"), "x").until(5);
    double time = 3;
    assertThat(run.value("x", 5)).isCloseTo(4 - 0.5 * (5 - time), CLOSE);
    assertThat(run.derivative("x", "a", 5)).isCloseTo(0.5 * -6.0 / 4, CLOSE);
    assertThat(run.derivative("x", "b", 5)).isCloseTo(-(5 - time), CLOSE);
    assertThat(run.derivative("x", "c", 5)).isCloseTo(1 + 0.5 * -1.0 / 2, CLOSE);
    assertThat(run.derivative("x", "x(0)", 5)).isCloseTo(0.5 / 2, CLOSE);
  }

  /** The jump of x by d at the event of z sets off the event of x at the same time, which moves with that of z. */
  @Test
  void anEventThatAnotherSetsOffMovesWithIt() {
    var run = Followed.of(structure("compartment z = 0", "compartment x = 1", "compartment y = 0", "param a = 2", "param d = 5",
        "rate rise: -> z = a", "rate grow: -> x = 0.1", "when z rises above 1 as first { x = x + d }",
        "when x rises above 3 as second { y = x * time }"), List.of("a", "d"), "x", "y").until(1);
    double at = 0.5;
    double x = 1 + 0.1 * at + 5;
    assertThat(run.value("y", 1)).isCloseTo(x * at, CLOSE);
    assertThat(run.derivative("y", "d", 1)).isCloseTo(at, CLOSE);
    assertThat(run.derivative("y", "a", 1)).isCloseTo((0.1 * at + x) * -1 / 4, CLOSE);
    assertThat(run.derivative("x", "a", 1)).isCloseTo(0, CLOSE);
  }

  /** u + u² b = x has the solution (sqrt(1 + 4 b x) - 1) / 2b; x loses u, so that b u - log-like time is implicit: q = sqrt(1 + 4 b x). */
  @Test
  void aConstraintIsFollowedByTheImplicitFunctionTheorem() {
    var run = Followed.of(structure("compartment x = 3", "param b = 0.6",
        "constraint c solve u in 0 .. x such that u * (1 + b * u) == x", "d/dt x = -u * (1 + 2 * b * u)"), List.of("b", "x(0)"), "x", "u")
        .until(1);
    double b = 0.6;
    double q = Math.sqrt(1 + 4 * b * 3);
    double u0 = (q - 1) / (2 * b);
    double u = u0 * Math.exp(-1);
    double byB = (4 * 3 / (2 * q) * 2 * b - 2 * (q - 1)) / (4 * b * b) * Math.exp(-1);
    assertThat(run.value("u", 1)).isCloseTo(u, CLOSE);
    assertThat(run.derivative("u", "b", 1)).isCloseTo(byB, CLOSE);
    assertThat(run.derivative("u", "x(0)", 1)).isCloseTo(Math.exp(-1) / q, CLOSE);
    assertThat(run.derivative("x", "b", 1)).isCloseTo(u * u + (1 + 2 * b * u) * byB, CLOSE);
  }

  @Test
  void aPowerOfNothingDoesNotChangeWithItsExponent() {
    var run = Followed.of(structure("compartment x = 0", "param n = 2.5", "rate rise: -> x = 1 - x^n"), List.of("n"), "x").until(0.5);
    assertThat(run.derivative("x", "n", 0)).isZero();
    assertThat(run.derivative("x", "n", 0.5)).isPositive();
  }

  @Test
  void aDrivenParameterPassesOnHowItChanges() {
    Structure structure = Written.structure(Written.model("compartment x = 3", "param e = 0.5", "param f = 1", "rate loss: x -> = f * x"),
        Variant.PLAIN);
    Followed model = Followed.driven(structure, List.of("e"), List.of("f"), "x");
    model.p[model.layout.parameter("f")] = 0.5;
    model.p[model.layout.parameter("d(f)/d(e)")] = 1;
    assertThat(model.until(2).derivative("x", "e", 2)).isCloseTo(-2 * 3 * Math.exp(-1), CLOSE);
  }

  @Test
  void stiffAndExplicitMethodsAgree() {
    Followed model = Followed.of(structure("compartment x = 1", "compartment y = 0", "compartment z = 0", "param k = 0.04",
        "param m = 3e3", "param n = 1e2", "constraint c solve u in 0 .. y such that u * (1 + u) == y",
        "rate a: x -> y = k * x", "rate b: y -> x = n * u * z", "rate d: y -> z = m * y^2"), List.of("k", "m", "n", "x(0)"), "x", "y", "z");
    var explicit = model.until(20);
    for (Method.Controlled method : List.of(new Method.Rosenbrock(1e-10, 1e-13), new Method.Automatic(1e-10, 1e-13))) {
      var other = model.until(20, method, List.of());
      for (String variable : List.of("k", "m", "n", "x(0)")) {
        for (String quantity : List.of("x", "y", "z")) {
          double expected = explicit.derivative(quantity, variable, 20);
          assertThat(other.derivative(quantity, variable, 20)).as(quantity + variable)
              .isCloseTo(expected, within(1e-7 * Math.abs(expected)));
        }
      }
    }
  }
}
