package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The work that solving needs: an algorithm that needs more fails here. */
class WorkTest {
  private static final Problem BINDING = new Problem(new Binding(), new double[0], new double[] {2}, List.of(), 0, 200);

  private static Written lotkaVolterra() {
    return new Written(2, 0, (t, y, dy, c, w) -> {
      dy[0] = y[0] * (1.5 - y[1]);
      dy[1] = y[1] * (y[0] - 3);
    });
  }

  @Test
  void stepsOfLotkaVolterraDoNotGrow() {
    var loose = Integration.solve(lotkaVolterra().until(20, 1, 1), new Method.Adaptive(1e-6, 1e-6)).statistics();
    assertThat(List.of(loose.accepted(), loose.rejected(), loose.rightHandSides())).hasToString("[170, 21, 1148]");
    var tight = Integration.solve(lotkaVolterra().until(20, 1, 1), new Method.Adaptive(1e-10, 1e-10)).statistics();
    assertThat(List.of(tight.accepted(), tight.rejected(), tight.rightHandSides())).hasToString("[1041, 4, 6272]");
  }

  /** Six switches: one right-hand side each, besides two at the start and six per step. */
  @Test
  void aSwitchCostsOneRightHandSide() {
    var stairs = new Written(1, 0, (t, y, dy, c, w) -> dy[0] = w[0] - y[0]).guard(true, (t, y, c) -> Math.sin(t));
    var work = Integration.solve(stairs.until(20, 0), new Method.Adaptive(1e-6, 1e-6)).statistics();
    assertThat(List.of(work.accepted(), work.rejected(), work.rightHandSides())).hasToString("[68, 6, 452]");
  }

  @Test
  void twoHundredGridStepsAreEightHundredRightHandSidesAndSolutions() {
    var solution = Integration.solve(BINDING, new Method.RungeKutta4(1));
    double[] out = new double[1];
    for (int i = 0; i <= 1000; i++) {
      solution.observe(i * 0.2, out);
    }
    var work = solution.statistics();
    assertThat(work.accepted()).isEqualTo(200);
    assertThat(work.rightHandSides()).isEqualTo(800);
    assertThat(work.constraints().getFirst().solutions()).isEqualTo(800);
  }

  @Test
  void warmStartsSolveInAboutOneOrTwoIterations() {
    var work = Integration.solve(BINDING, new Method.Adaptive(1e-8, 1e-10)).statistics();
    var binding = work.constraints().getFirst();
    assertThat(binding.solutions()).isEqualTo(work.rightHandSides());
    assertThat((double) binding.iterations() / binding.solutions()).isLessThan(3);
  }

  @Test
  void theConstraintHoldsAtEveryTimeReadInAnyOrder() {
    var solution =
        Integration.solve(new Problem(new Binding(), new double[0], new double[] {2}, List.of(), 0, 5), new Method.Adaptive(1e-10, 1e-12));
    double[] out = new double[1];
    double[] first = new double[50];
    for (int i = 0; i < 50; i++) {
      solution.observe(i * 0.1, out);
      first[i] = out[0];
      assertThat(Math.log(out[0]) + 1.5 * out[0] * out[0]).isCloseTo(1.5 - i * 0.1, within(1e-8));
    }
    for (int i = 49; i >= 0; i--) {
      solution.observe(i * 0.1, out);
      assertThat(out[0]).isEqualTo(first[i]);
    }
  }

  @Test
  void theSameProblemYieldsTheSameBits() {
    var a = Integration.solve(lotkaVolterra().until(20, 1, 1), new Method.Adaptive(1e-6, 1e-6));
    var b = Integration.solve(lotkaVolterra().until(20, 1, 1), new Method.Adaptive(1e-6, 1e-6));
    for (int i = 0; i <= 500; i++) {
      assertThat(Written.at(a, i * 0.04, 2)).isEqualTo(Written.at(b, i * 0.04, 2));
    }
  }

  /** A step keeps five numbers per state, three per piece and one per constraint; arrays that double hold at most four times that. */
  @Test
  void aStepAllocatesOnlyWhatTheSolutionKeeps() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var equations = lotkaVolterra().guard(true, (t, y, c) -> y[0] + 1);
    var method = new Method.Adaptive(1e-9, 1e-9);
    for (int i = 0; i < 20; i++) {
      Integration.solve(equations.until(1000, 1, 1), method);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    var shorter = Integration.solve(equations.until(500, 1, 1), method);
    long between = threads.getCurrentThreadAllocatedBytes();
    var longer = Integration.solve(equations.until(1000, 1, 1), method);
    long after = threads.getCurrentThreadAllocatedBytes();
    long more = longer.statistics().accepted() - shorter.statistics().accepted();
    assertThat(more).isGreaterThan(5000);
    assertThat((after - between) - (between - before)).isLessThan(4 * more * (10 * 8 + 2 * 8 + 4));
    assertThat(after - between).isLessThan(4L * longer.statistics().accepted() * (10 * 8 + 2 * 8 + 4) + 10_000);
  }
}
