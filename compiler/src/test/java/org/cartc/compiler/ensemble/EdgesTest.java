package org.cartc.compiler.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.assertj.core.groups.Tuple;
import org.cartc.runtime.ensemble.Ensemble;
import org.cartc.runtime.ensemble.Sink;
import org.cartc.runtime.ensemble.Trajectories;
import org.cartc.runtime.integrate.Action;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Occurrence;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.integrate.Stop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guards and events in lanes against closed forms and against one trajectory at a time. */
class EdgesTest {
  private static final Models SANTURIO = Models.of("models/santurio2025/model.cart", "santurio2025", Map.of());
  private static final Method.Adaptive PRECISE = new Method.Adaptive(1e-11, 1e-12);
  private static final Method.Adaptive USUAL = new Method.Adaptive(1e-6, 1e-6);

  @TempDir
  Path folder;

  private Models written(String text) throws Exception {
    return Models.of(Files.writeString(folder.resolve("model.cart"), "model m {\n  time [day]\n" + text + "}\n"), "m", Map.of());
  }

  private static Ensemble ensemble(Models model, Method.Adaptive method, double[] times, int width) {
    return new Ensemble(model.lanes(), method, IntStream.range(0, model.single().layout().observed().size()).toArray(), times, width);
  }

  private static double[] times(double end, int count) {
    return IntStream.rangeClosed(0, count).mapToDouble(i -> end * i / count).toArray();
  }

  /** Occurrences, outcome and the values just before, after and between; read while the solution is valid. */
  private record Seen(List<Occurrence> occurrences, Outcome outcome, double end, double[][] values, int pieces) {
    static Seen of(Solution solution, Models model, double[] times) {
      double[][] values = new double[times.length][model.single().layout().observed().size()];
      for (int i = 0; i < times.length && times[i] <= solution.end(); i++) {
        solution.observe(times[i], values[i]);
      }
      return new Seen(solution.occurrences(), solution.outcome(), solution.end(), values, solution.pieces());
    }
  }

  private static Map<Long, Seen> solved(Models model, Trajectories trajectories, Method.Adaptive method, double[] times, int width,
      int threads) {
    Map<Long, Seen> all = new ConcurrentHashMap<>();
    Ensemble.Work work = ensemble(model, method, times, width).solve(trajectories, threads,
        (id, solution) -> all.put(id, Seen.of(solution, model, times)));
    assertThat(work.handedOver()).isZero();
    return all;
  }

  /** Same occurrences in the same order; times, ends and values within a tolerance. */
  private static Map<Long, Seen> agree(Models model, Trajectories trajectories, Method.Adaptive method, double[] times,
      double tolerance) {
    Map<Long, Seen> lanes = solved(model, trajectories, method, times, 4, 1);
    assertThat(lanes).hasSize((int) trajectories.size());
    lanes.forEach((id, seen) -> {
      Seen alone = Seen.of(Integration.solve(trajectories.problem(id), method), model, times);
      assertThat(seen.occurrences()).extracting(Occurrence::condition, Occurrence::holds)
          .isEqualTo(alone.occurrences().stream().map(o -> Tuple.tuple(o.condition(), o.holds())).toList());
      for (int i = 0; i < alone.occurrences().size(); i++) {
        assertThat(seen.occurrences().get(i).time()).isCloseTo(alone.occurrences().get(i).time(), within(tolerance));
      }
      assertThat(seen.outcome()).hasSameClassAs(alone.outcome());
      assertThat(seen.end()).isCloseTo(alone.end(), within(tolerance));
      for (int i = 0; i < times.length; i++) {
        for (int j = 0; j < seen.values()[i].length; j++) {
          double expected = alone.values()[i][j];
          assertThat(seen.values()[i][j]).isCloseTo(expected, within(tolerance * (Math.abs(expected) + 1)));
        }
      }
    });
    rowsAreThoseOfSolutions(model, trajectories, method, times, lanes);
    bitsDoNotDependOnCompany(model, trajectories, method, times, lanes);
    return lanes;
  }

  private static void rowsAreThoseOfSolutions(Models model, Trajectories trajectories, Method.Adaptive method, double[] times,
      Map<Long, Seen> lanes) {
    Collected rows = new Collected(times.length, model.single().layout().observed().size());
    ensemble(model, method, times, 4).run(trajectories, 2, rows);
    lanes.forEach((id, seen) -> {
      for (int i = 0; i < times.length && times[i] <= seen.end(); i++) {
        for (int j = 0; j < seen.values()[i].length; j++) {
          double value = seen.values()[i][j];
          assertThat(rows.of(id)[i][j]).isCloseTo(value, within(1e-11 * (Math.abs(value) + 1)));
        }
      }
      assertThat(rows.ends().get(id)).hasSameClassAs(seen.outcome());
    });
  }

  private static void bitsDoNotDependOnCompany(Models model, Trajectories trajectories, Method.Adaptive method, double[] times,
      Map<Long, Seen> lanes) {
    for (int width : new int[] {1, 7}) {
      solved(model, trajectories, method, times, width, 2).forEach((id, seen) -> {
        assertThat(seen.occurrences()).isEqualTo(lanes.get(id).occurrences());
        assertThat(seen.values()).isDeepEqualTo(lanes.get(id).values());
        assertThat(seen.pieces()).isEqualTo(lanes.get(id).pieces());
      });
    }
  }

  /** Free fall from height 1 with gravity 2: landings at 1, 2, 2.5, 2.75 with restitution 1/2. */
  @Test
  void aBouncingBallLandsAtTheTimesOfFreeFall() throws Exception {
    Models ball = written("""
          compartment x = 1
          compartment v [1/day] = 0
          param g [1/day^2] = 2
          d/dt x = v
          d/dt v = -g
          when x falls below 0 { x = 0; v = -0.5*v }
        """);
    Map<Long, Seen> lanes = agree(ball, ball.spread("g", 0.3, 9, 2.7, List.of()), PRECISE, times(2.7, 31), 1e-9);
    List<Double> times = lanes.get(4L).occurrences().stream().map(Occurrence::time).toList();
    assertThat(times).hasSize(3);
    assertThat(times.get(0)).isCloseTo(1, within(1e-13));
    assertThat(times.get(1)).isCloseTo(2, within(1e-12));
    assertThat(times.get(2)).isCloseTo(2.5, within(1e-12));
  }

  /** Guards of populations below one cell; doses of CAR-T cells on two days, a window on killing, spread over the kill rate. */
  @Test
  void thePublishedModelWithGuardsAndDosesAgrees() {
    int injected = SANTURIO.single().layout().state("C_I");
    int killing = SANTURIO.single().layout().parameter("gamma");
    List<Stop> stops = List.of(new Stop(0, List.of(new Action.Dose(injected, 1e8))),
        new Stop(7, List.of(new Action.SetParameter(killing, 0.8))),
        new Stop(9, List.of(new Action.Dose(injected, 5e7), new Action.SetParameter(killing, 1.6))));
    Map<Long, Seen> lanes =
        agree(SANTURIO, SANTURIO.spread("gamma", 0.3, 12, 60, stops), new Method.Adaptive(1e-10, 1e-8), times(60, 120), 1e-6);
    assertThat(lanes.values()).allMatch(seen -> !seen.occurrences().isEmpty());
  }

  /** The parabola (t - 1)^2 - 1e-6 is below zero for 0.002, between two of the values that the watch looks at. */
  @Test
  void twoRootsWithinAStepAreSeen() throws Exception {
    Models dip = written("""
          compartment x = 0.999999
          compartment v [1/day] = -2
          compartment n = 0
          param g [1/day^2] = 2
          d/dt x = v
          d/dt v = g
          d/dt n = 0
          when x falls below 0 { n = n + 1 }
          when x rises above 0 { n = n + 10 }
        """);
    Map<Long, Seen> lanes = agree(dip, dip.spread("g", 0, 3, 3, List.of()), PRECISE, times(3, 7), 1e-9);
    List<Occurrence> found = lanes.get(0L).occurrences().stream().toList();
    assertThat(found).hasSizeGreaterThanOrEqualTo(2);
    assertThat(found.getFirst().time()).isCloseTo(0.999, within(1e-9));
    assertThat(found.getLast().time()).isCloseTo(1.001, within(1e-9));
    assertThat(lanes.get(0L).values()[7][2]).isEqualTo(11);
  }

  @Test
  void eventsStopRunsWhereTheyHappen() throws Exception {
    Models decay = written("""
          compartment y = 1
          param k [1/day] = 1
          d/dt y = -k*y
          when y falls below 0.1 as low { stop }
        """);
    Trajectories some = decay.spread("k", 0.9, 10, 5, List.of());
    Map<Long, Seen> lanes = agree(decay, some, PRECISE, times(5, 37), 1e-9);
    lanes.forEach((id, seen) -> {
      double at = Math.log(10) / some.problem(id).parameters()[0];
      if (at < 5) {
        assertThat(seen.outcome()).isEqualTo(new Outcome.Stopped(0, seen.end()));
        assertThat(seen.end()).isCloseTo(at, within(1e-9));
      } else {
        assertThat(seen.outcome()).isEqualTo(new Outcome.Completed());
      }
    });
    assertThat(lanes.values().stream().map(seen -> seen.outcome().getClass()).distinct()).hasSize(2);
  }

  /** Time passes the number below 2 where a dose is given: the effect comes first, so 3*10 + 1; the second event sees the dose. */
  @Test
  void anEdgeWhereAStopIsComesBeforeIt() throws Exception {
    Models model = written("""
          compartment y = 3
          compartment z = 0
          param k = 1
          d/dt y = 0
          d/dt z = 0
          when time rises above 1.9999999999999998 [day] { y = 10*y }
          when y rises above 30.5 { z = z + y }
        """);
    List<Stop> stops = List.of(new Stop(2, List.of(new Action.Dose(0, 1))));
    Map<Long, Seen> lanes = agree(model, model.spread("k", 0, 3, 4, stops), PRECISE, new double[] {0, 1, 1.75, 2.25, 3, 4}, 1e-12);
    Seen seen = lanes.get(0L);
    assertThat(seen.occurrences()).extracting(Occurrence::condition).containsExactly(0, 1);
    assertThat(seen.occurrences()).extracting(Occurrence::time).containsOnly(2.0);
    assertThat(seen.values()[3][0]).isEqualTo(31);
    assertThat(seen.values()[3][1]).isEqualTo(31);
  }

  @Test
  void dosesOverThresholdsOnceAndCascadesAreThoseOfOneTrajectory() throws Exception {
    Models model = written("""
          compartment a = 1
          compartment n = 0
          compartment m = 0
          param k [1/day] = 1
          param f [1/day] = 2
          let high [1/day] = if a > 4 then 2*k else k
          d/dt a = -high*a + f*sin(2*k*time)
          d/dt n = 0
          d/dt m = if n >= 3 then k else 0
          when a rises above 5 once { n = n + 1 }
          when a falls below 0.5 { a = a + 4.5; n = n + 1 }
          when a rises above 4.9 { n = n + 1 }
          when n rises above 1.5 { a = 2*a }
        """);
    List<Stop> stops = List.of(new Stop(0, List.of(new Action.Dose(0, 6))), new Stop(3.3, List.of(new Action.Dose(0, 7))),
        new Stop(5.2, List.of(new Action.SetParameter(0, 0.7), new Action.SetState(0, 0.1))));
    Map<Long, Seen> lanes = agree(model, model.spread("f", 0.2, 15, 9, stops), PRECISE, times(9, 61), 1e-7);
    assertThat(lanes.get(7L).occurrences()).hasSizeGreaterThan(8);
  }

  /** The unknown of a constraint has a kink where its guard switches. */
  @Test
  void aGuardInsideAConstraintRestartsItsUnknown() throws Exception {
    Models model = written("""
          compartment y = 1
          param k [1/day] = 1
          param b = 2
          let q = if y > 0.5 then b else 3*b
          constraint balance
            solve x in 0 .. 10
            such that x + q*x^3 == y
          d/dt y = k*(1 + sin(3*k*time) - 2*x)
          d/dt y2 = x*k
          compartment y2 = 0
        """);
    Map<Long, Seen> lanes = agree(model, model.spread("b", 0.5, 9, 6, List.of()), PRECISE, times(6, 47), 1e-8);
    assertThat(lanes.get(0L).occurrences()).hasSizeGreaterThan(1);
  }

  @Test
  void aGuardThatUndoesItselfChattersAsAlone() throws Exception {
    Models sliding = written("""
          compartment y = 0
          param k [1/day] = 1
          d/dt y = if y >= 1 then -k else k
        """);
    Trajectories some = sliding.spread("k", 0.5, 3, 5, List.of());
    Map<Long, Seen> lanes = solved(sliding, some, PRECISE, new double[] {0, 0.5}, 2, 1);
    lanes.forEach((id, seen) -> assertThat(seen.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
      assertThat(failed.reason()).isEqualTo(Outcome.Reason.CHATTER);
      assertThat(failed.time()).isCloseTo(1 / some.problem(id).parameters()[0], within(1e-8));
    }));
  }

  /** x^3 - x = 0 has three solutions between -2 and 2. */
  @Test
  void aConstraintWithSeveralSolutionsIsRefusedAsAlone() throws Exception {
    Models model = written("""
          compartment y = 0
          param k [1/day] = 1
          constraint three
            solve x in -2 .. 2
            such that x^3 - x == y
          d/dt y = k*x
        """);
    solved(model, model.spread("k", 0.1, 3, 1, List.of()), PRECISE, new double[] {0}, 2, 1).forEach((id, seen) -> assertThat(seen.outcome())
        .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
          assertThat(failed.reason()).isEqualTo(Outcome.Reason.SEVERAL_SOLUTIONS);
          assertThat(failed.time()).isZero();
        }));
  }

  /** What a trajectory more allocates does not depend on how many steps it takes. */
  @Test
  void aStepWithConditionsAllocatesNothing() throws Exception {
    Models model = written("""
          compartment a = 1
          compartment b = 0
          param k [1/day] = 1
          d/dt a = -k*b
          d/dt b = k*a
          when a rises above 2 { stop }
        """);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Ensemble ensemble = ensemble(model, new Method.Adaptive(1e-8, 1e-8), new double[0], 16);
    Sink nowhere = new Sink() {
      @Override
      public void row(long id, int time, double[] values) {}

      @Override
      public void end(long id, Outcome outcome) {}
    };
    long[] bytes = new long[4];
    long[] steps = new long[4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        Trajectories turns = model.spread("k", 0.1, 100 * (1 + j % 2), 100.0 * (1 + j / 2), List.of());
        long before = threads.getCurrentThreadAllocatedBytes();
        steps[j] = ensemble.run(turns, 1, nowhere).accepted();
        bytes[j] = threads.getCurrentThreadAllocatedBytes() - before;
      }
    }
    assertThat((steps[3] - steps[2]) - (steps[1] - steps[0])).isGreaterThan(10_000);
    assertThat((bytes[3] - bytes[2]) - (bytes[1] - bytes[0])).isLessThan(10_000);
  }
}
