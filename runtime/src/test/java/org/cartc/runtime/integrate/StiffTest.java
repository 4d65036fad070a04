package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class StiffTest {
  private static final double RATE = 1e6;

  /** y' = -rate (y - cos t) - sin t: cos t, from 1; with the time derivative that Rosenbrock methods need. */
  private static Derived following(double rate) {
    return new Derived(1, Derived.band(1, 0), (t, y, dy, c, w) -> dy[0] = -rate * (y[0] - Math.cos(t)) - Math.sin(t),
        (t, y, j, w) -> j.set(1, 1, -rate), (t, y, values) -> values[0] = -rate * Math.sin(t) - Math.cos(t));
  }

  /** y1' = -y1, y2' = -rate (y2 - y1²): y2 = rate exp(-2 t) / (rate - 2) on its slow course. */
  private static Derived slaved() {
    return new Derived(2, (t, y, dy, c, w) -> {
      dy[0] = -y[0];
      dy[1] = -RATE * (y[1] - y[0] * y[0]);
    }, (t, y, j, w) -> {
      j.set(1, 1, -1);
      j.set(2, 1, 2 * RATE * y[0]);
      j.set(2, 2, -RATE);
    });
  }

  /** y' = y cos t: exp(sin t). */
  private static Derived oscillating() {
    return new Derived(1, Derived.band(1, 0), (t, y, dy, c, w) -> dy[0] = y[0] * Math.cos(t), (t, y, j, w) -> j.set(1, 1, Math.cos(t)),
        (t, y, values) -> values[0] = -y[0] * Math.sin(t));
  }

  private static double worst(Solution solution, boolean atSteps, DoubleUnaryOperator exact) {
    double worst = 0;
    int n = atSteps ? solution.pieces() : 1999;
    for (int i = 0; i < n; i++) {
      double t = atSteps ? solution.pieceStart(i) : solution.end() * i / n;
      worst = Math.max(worst, Math.abs(Written.at(solution, t, 1)[0] - exact.applyAsDouble(t)));
    }
    return worst;
  }

  private static double error(Method method, boolean atSteps) {
    return worst(Integration.solve(oscillating().until(5, 1), method), atSteps, t -> Math.exp(Math.sin(t)));
  }

  private static double order(double coarse, double fine) {
    return Math.log(coarse / fine) / Math.log(2);
  }

  /** Tolerances so loose that the bound of the step decides. */
  private static Method rosenbrock(double step) {
    return new Method.Rosenbrock(1e6, 1e6, step);
  }

  private static Method high(double step) {
    return new Method.DormandPrince853(1e6, 1e6, step);
  }

  @Test
  void rodas5pIsOfOrderFive() {
    assertThat(order(error(rosenbrock(5.0 / 64), true), error(rosenbrock(5.0 / 128), true))).isCloseTo(5, within(0.2));
  }

  /** An interpolant of order 4 errs by h^5 within a step. */
  @Test
  void betweenItsStepsTheErrorIsOfOrderFiveToo() {
    assertThat(order(error(rosenbrock(5.0 / 64), false), error(rosenbrock(5.0 / 128), false))).isCloseTo(5, within(0.2));
  }

  @Test
  void dop853IsOfOrderEight() {
    assertThat(order(error(high(5.0 / 16), true), error(high(5.0 / 32), true))).isCloseTo(8, within(0.2));
  }

  /** An interpolant of order 7 errs by h^8 within a step. */
  @Test
  void betweenItsStepsItsErrorIsOfOrderEightToo() {
    assertThat(order(error(high(5.0 / 16), false), error(high(5.0 / 32), false))).isCloseTo(8, within(0.2));
  }

  @Test
  void aVeryStiffSolutionIsFollowedInFewSteps() {
    for (double rate : new double[] {1e3, 1e6, 1e9}) {
      var solution = Integration.solve(following(rate).until(10, 1), new Method.Rosenbrock(1e-6, 1e-6));
      assertThat(worst(solution, true, Math::cos)).isLessThan(1e-6);
      assertThat(solution.statistics().accepted()).isLessThan(400);
    }
  }

  @Test
  void dosesOfAStiffSystemStartAtTheDose() {
    var stops = List.of(new Stop(1, List.of(new Action.Dose(0, 2))));
    var solution = Integration.solve(slaved().until(3, stops, 1, 1), new Method.Rosenbrock(1e-8, 1e-12));
    double after = Math.exp(-1) + 2;
    assertThat(Written.at(solution, 1, 2)[0]).isCloseTo(after, within(1e-8));
    double[] y = Written.at(solution, 3, 2);
    assertThat(y[0]).isCloseTo(after * Math.exp(-2), within(1e-8));
    assertThat(y[1]).isCloseTo(RATE / (RATE - 2) * y[0] * y[0], within(1e-8));
  }

  /** The slow course reaches 1/4 at ln 2 + ln(rate / (rate - 2)) / 2. */
  @Test
  void eventsOfAStiffSystemAreFound() {
    var equations = slaved();
    equations.stop(false, (t, y, c) -> y[1] - 0.25);
    for (Method method : List.of(new Method.Rosenbrock(1e-9, 1e-12), new Method.Automatic(1e-9, 1e-12))) {
      var solution = Integration.solve(equations.until(3, 1, RATE / (RATE - 2)), method);
      assertThat(solution.end()).isCloseTo(Math.log(2) + Math.log(RATE / (RATE - 2)) / 2, within(1e-8));
    }
  }

  /** While sin t >= 0 the fast state is drawn to 1, else to 0. */
  @Test
  void guardsOfAStiffSystemSwitchWhereTheyShould() {
    var equations = new Derived(1, (t, y, dy, c, w) -> dy[0] = -RATE * (y[0] - w[0]), (t, y, j, w) -> j.set(1, 1, -RATE));
    equations.guard(true, (t, y, c) -> Math.sin(t));
    var solution = Integration.solve(equations.until(7, 0), new Method.Rosenbrock(1e-6, 1e-9, 0.5));
    assertThat(solution.occurrences()).extracting(Occurrence::time).satisfiesExactly(
        first -> assertThat(first).isCloseTo(Math.PI, within(1e-14)), second -> assertThat(second).isCloseTo(2 * Math.PI, within(1e-14)));
    assertThat(Written.at(solution, 3, 1)[0]).isCloseTo(1, within(1e-6));
    assertThat(Written.at(solution, 4, 1)[0]).isCloseTo(0, within(1e-6));
  }

  @Test
  void aSystemThatIsNotStiffStaysExplicit() {
    var loose = Integration.solve(oscillating().until(50, 1), new Method.Automatic(1e-3, 1e-3));
    assertThat(loose.statistics().switches()).isEmpty();
    var tight = Integration.solve(oscillating().until(50, 1), new Method.Automatic(1e-8, 1e-8));
    var explicit = Integration.solve(oscillating().until(50, 1), new Method.Adaptive(1e-8, 1e-8));
    assertThat(tight.statistics()).isEqualTo(explicit.statistics());
  }

  /** Van der Pol's oscillator jumps near 0.807 and 1.614; there the explicit method has its turn. */
  @Test
  void methodsSwitchAtTheJumpsOfVanDerPolAndTellWhy() {
    var switches = Classic.VDPOL.solve(new Method.Automatic(1e-6, 1e-6)).statistics().switches();
    assertThat(switches).extracting(Statistics.Switch::method).containsExactly("rodas5p", "tsit5", "rodas5p", "tsit5", "rodas5p");
    assertThat(switches.get(1).time()).isCloseTo(0.807, within(0.005));
    assertThat(switches.get(3).time()).isCloseTo(1.614, within(0.005));
    assertThat(switches.get(0).reason()).startsWith("stability bounds the explicit step");
  }

  /** Rates that grow and fall again: without a growing number of votes the methods would take turns at every wave. */
  @Test
  void methodsDoNotChatter() {
    var waves = new Derived(1, Derived.band(1, 0), (t, y, dy, c, w) -> dy[0] = -(1 + 5000 * (1 + Math.sin(t))) * y[0] + 1,
        (t, y, j, w) -> j.set(1, 1, -(1 + 5000 * (1 + Math.sin(t)))), (t, y, values) -> values[0] = -5000 * Math.cos(t) * y[0]);
    var solution = Integration.solve(waves.until(1000, 0), new Method.Automatic(1e-6, 1e-9));
    assertThat(solution.outcome()).isEqualTo(new Outcome.Completed());
    assertThat(solution.statistics().switches()).hasSizeLessThan(30);
  }

  @Test
  void withoutDerivativesTheAutomaticChoiceIsExplicitAndTheStiffOneRefused() {
    var decay = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = -1000 * y[0]);
    assertThat(Integration.solve(decay.until(1, 1), new Method.Automatic(1e-6, 1e-9)).statistics().switches()).isEmpty();
    assertThatThrownBy(() -> Integration.solve(decay.until(1, 1), new Method.Rosenbrock(1e-6, 1e-9)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aJacobianThatIsNoNumberFails() {
    var bad = new Derived(1, (t, y, dy, c, w) -> dy[0] = -y[0], (t, y, j, w) -> j.set(1, 1, Double.NaN));
    var solution = Integration.solve(bad.until(1, 1), new Method.Rosenbrock(1e-6, 1e-9));
    assertThat(((Outcome.Failed) solution.outcome()).reason()).isEqualTo(Outcome.Reason.NOT_A_NUMBER);
  }

  @Test
  void theSameProblemYieldsTheSameBits() {
    for (Method method : List.of(new Method.Rosenbrock(1e-6, 1e-10), new Method.Automatic(1e-6, 1e-10))) {
      var a = Classic.HIRES.solve(method);
      var b = Classic.HIRES.solve(method);
      for (int i = 0; i <= 300; i++) {
        assertThat(Written.at(a, i, 8)).isEqualTo(Written.at(b, i, 8));
      }
    }
  }

  /** A step keeps (degree + 1) numbers per state and three per piece; arrays that double hold at most four times that. */
  @Test
  void aStepAllocatesOnlyWhatTheSolutionKeeps() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var oscillator = new Derived(2, (t, y, dy, c, w) -> {
      dy[0] = y[1];
      dy[1] = -y[0];
    }, (t, y, j, w) -> {
      j.set(1, 2, 1);
      j.set(2, 1, -1);
    });
    for (Method method : List.of(new Method.Rosenbrock(1e-6, 1e-6, 0.05), new Method.DormandPrince853(1e-6, 1e-6, 0.05))) {
      for (int i = 0; i < 20; i++) {
        Integration.solve(oscillator.until(500, 1, 0), method);
      }
      long before = threads.getCurrentThreadAllocatedBytes();
      var solution = Integration.solve(oscillator.until(500, 1, 0), method);
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      long kept = (method instanceof Method.Rosenbrock ? 10 : 16) * 8 + 2 * 8 + 4;
      assertThat(solution.statistics().accepted()).isGreaterThan(9000);
      assertThat(bytes).isLessThan(4 * solution.statistics().accepted() * kept);
    }
  }

  @Test
  void eachStateMayHaveItsOwnTolerance() {
    var decay = slaved();
    var method = new Method.Rosenbrock(Tolerance.perState(1e-12, List.of(1e-9, 1e3)), Double.POSITIVE_INFINITY);
    var solution = Integration.solve(decay.until(3, 1, 0.5), method);
    assertThat(Written.at(solution, 3, 2)[0]).isCloseTo(Math.exp(-3), within(1e-8));
    assertThatThrownBy(() -> Integration.solve(decay.until(3, 1, 0.5), new Method.Rosenbrock(Tolerance.perState(1e-6, List.of(1.0)), 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A thousand compartments in a row, every seventh emptied a thousand times faster: the first six are t^k exp(-t) / k!. */
  @Test
  void aChainOfAThousandStatesIsSolvedSparsely() {
    int n = 1000;
    var chain = new Derived(n, Derived.band(n, 1), (t, y, dy, c, w) -> {
      for (int i = 0; i < n; i++) {
        dy[i] = (i > 0 ? y[i - 1] : 0) - (1 + loss(i)) * y[i];
      }
    }, (t, y, j, w) -> {
      for (int i = 1; i <= n; i++) {
        j.set(i, i, -1 - loss(i - 1));
        if (i > 1) {
          j.set(i, i - 1, 1);
        }
      }
    }, (t, y, values) -> {});
    double[] initial = new double[n];
    initial[0] = 1;
    var method = new Method.Rosenbrock(1e-6, 1e-12);
    Integration.solve(chain.until(100, initial), method);
    var threads = ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadCpuTime();
    double[] y = Written.at(Integration.solve(chain.until(20, initial), method), 20, n);
    assertThat((threads.getCurrentThreadCpuTime() - before) * 1e-9).isLessThan(1);
    assertThat(y[0]).isCloseTo(Math.exp(-20), within(1e-12));
    assertThat(y[3]).isCloseTo(Math.exp(-20) * 20 * 20 * 20 / 6, within(1e-10));
  }

  private static double loss(int i) {
    return i % 7 == 6 ? 1000 : 0;
  }
}
