package org.cartc.compiler.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.cartc.runtime.ensemble.Ensemble;
import org.cartc.runtime.ensemble.SolutionSink;
import org.cartc.runtime.ensemble.Trajectories;
import org.cartc.runtime.integrate.Action;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.integrate.Stop;
import org.junit.jupiter.api.Test;

/** Whole solutions of lanes against rows of lanes and against one trajectory at a time. */
class RecordingTest {
  private static final Models CONTROL = Models.of("models/li2025/model.cart", "li2025", Map.of("fast_cytokines", true));
  private static final double[] TIMES = IntStream.rangeClosed(0, 801).mapToDouble(i -> Math.min(200, i / 4.0)).toArray();
  private static final Method.Adaptive METHOD = new Method.Adaptive(1e-6, 1e-6);

  private static Ensemble ensemble(Method.Adaptive method, int width) {
    int[] columns = IntStream.range(0, CONTROL.single().layout().observed().size()).toArray();
    return new Ensemble(CONTROL.lanes(), method, columns, TIMES, width);
  }

  private static List<Stop> stops() {
    int tumour = CONTROL.single().layout().state("C");
    int killing = CONTROL.single().layout().parameter("k_T_E");
    return List.of(new Stop(0, List.of(new Action.Dose(tumour, 5e5))),
        new Stop(30.25, List.of(new Action.Dose(tumour, 1e6), new Action.SetParameter(killing, 2))),
        new Stop(60, List.of(new Action.SetParameter(killing, 3.57))), new Stop(90, List.of(new Action.SetState(tumour, 1e3))),
        new Stop(200, List.of(new Action.Dose(tumour, 1e10))));
  }

  /** Pieces, states at their ends and middles, observed quantities, occurrences, work. */
  private static String digest(Solution solution) {
    StringBuilder text = new StringBuilder();
    double[] state = new double[CONTROL.single().layout().states().size()];
    double[] observed = new double[CONTROL.single().layout().observed().size()];
    for (int i = 0; i < solution.pieces(); i++) {
      double start = solution.pieceStart(i);
      double end = solution.pieceEnd(i);
      for (double t : new double[] {start, start + (end - start) / 2, end}) {
        solution.state(i, t, state);
        solution.observe(i, t, observed);
        text.append(t).append(List.of(state[0], state[3], observed[1], observed[observed.length - 1]));
      }
    }
    return text.append(solution.occurrences()).append(solution.outcome()).append(solution.statistics()).toString();
  }

  private static Map<Long, String> digests(Ensemble ensemble, Trajectories trajectories, int threads) {
    Map<Long, String> all = new ConcurrentHashMap<>();
    ensemble.solve(trajectories, threads, (id, solution) -> all.put(id, digest(solution)));
    return all;
  }

  /** Rows weigh stages, solutions evaluate a polynomial in the place: the same sums in another order, of terms up to a hundred times larger. */
  @Test
  void aSolutionHasTheRowsOfItsLane() {
    Trajectories some = CONTROL.spread("lambda_C", 0.1, 40, 200, stops());
    Collected rows = new Collected(TIMES.length, CONTROL.single().layout().observed().size());
    ensemble(METHOD, 16).run(some, 1, rows);
    double[] observed = new double[CONTROL.single().layout().observed().size()];
    Ensemble.Work work = ensemble(METHOD, 16).solve(some, 1, (id, solution) -> {
      for (int i = 0; i < TIMES.length; i++) {
        solution.observe(TIMES[i], observed);
        for (int j = 0; j < observed.length; j++) {
          double row = rows.of(id)[i][j];
          assertThat(observed[j]).isCloseTo(row, within(1e-11 * (Math.abs(row) + 1)));
        }
      }
      assertThat(solution.outcome()).isEqualTo(new Outcome.Completed());
    });
    assertThat(work.handedOver()).isZero();
  }

  @Test
  void aSolutionAgreesWithOneTrajectoryAtATime() {
    Method.Adaptive tight = new Method.Adaptive(1e-11, 1e-11);
    Trajectories few = CONTROL.spread("lambda_C", 0.1, 5, 200, stops());
    double[] expected = new double[CONTROL.single().layout().observed().size()];
    double[] observed = expected.clone();
    ensemble(tight, 4).solve(few, 1, (id, solution) -> {
      Solution alone = Integration.solve(few.problem(id), tight);
      assertThat(solution.start()).isEqualTo(alone.start());
      assertThat(solution.end()).isEqualTo(alone.end());
      for (double t : TIMES) {
        alone.observe(t, expected);
        solution.observe(t, observed);
        for (int j = 0; j < observed.length; j++) {
          assertThat(observed[j]).isCloseTo(expected[j], within(1e-8 * (Math.abs(expected[j]) + 1)));
        }
      }
      alone.observe(alone.pieceAt(30.2), 30.25, expected);
      solution.observe(solution.pieceAt(30.2), 30.25, observed);
      assertThat(observed[0]).isCloseTo(expected[0], within(1e-8 * (Math.abs(expected[0]) + 1)));
    });
  }

  @Test
  void aSolutionHasTheSameBitsInAnyLaneBesideAnyOthersOnAnyThreads() {
    Trajectories many = CONTROL.spread("lambda_C", 0.1, 100, 200, stops());
    Map<Long, String> wide = digests(ensemble(METHOD, 64), many, 1);
    assertThat(wide).hasSize(100);
    for (int width : new int[] {1, 3, 37}) {
      assertThat(digests(ensemble(METHOD, width), many, 2)).isEqualTo(wide);
    }
  }

  @Test
  void workIsCounted() {
    Trajectories one = CONTROL.spread("lambda_C", 0, 1, 200, List.of());
    SolutionSink counts = (id, solution) -> {
      var statistics = solution.statistics();
      assertThat(statistics.accepted()).isEqualTo(solution.pieces());
      assertThat(statistics.rightHandSides()).isEqualTo(6L * (statistics.accepted() + statistics.rejected()) + 3);
      assertThat(statistics.constraints().getFirst().solutions()).isEqualTo(statistics.rightHandSides());
    };
    Ensemble.Work work = ensemble(METHOD, 1).solve(one, 1, counts);
    assertThat(work.accepted()).isPositive();
  }

  /** Twice the length of the run is nearly twice the steps: what is allocated per trajectory cancels, per step remains nothing. */
  @Test
  void aRecordedStepAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Ensemble ensemble = ensemble(new Method.Adaptive(1e-8, 1e-8), 16);
    Trajectories shorter = CONTROL.spread("lambda_C", 0.1, 200, 100, List.of());
    Trajectories longer = CONTROL.spread("lambda_C", 0.1, 200, 200, List.of());
    Trajectories longerTwice = CONTROL.spread("lambda_C", 0.1, 400, 200, List.of());
    Trajectories shorterTwice = CONTROL.spread("lambda_C", 0.1, 400, 100, List.of());
    SolutionSink nowhere = (id, solution) -> {};
    long[] bytes = new long[4];
    long steps = 0;
    for (int i = 0; i < 4; i++) {
      int place = 0;
      for (Trajectories each : List.of(shorter, shorterTwice, longer, longerTwice)) {
        long before = threads.getCurrentThreadAllocatedBytes();
        Ensemble.Work work = ensemble.solve(each, 1, nowhere);
        bytes[place++] = threads.getCurrentThreadAllocatedBytes() - before;
        steps = work.accepted();
      }
    }
    long ofShort = bytes[1] - bytes[0];
    long ofLong = bytes[3] - bytes[2];
    assertThat(steps).isGreaterThan(10_000);
    assertThat(ofLong - ofShort).isLessThan(10_000);
  }
}
