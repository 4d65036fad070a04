package org.cartc.compiler.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cartc.compiler.emit.EmitLanes;
import org.cartc.runtime.ensemble.Ensemble;
import org.cartc.runtime.ensemble.Sink;
import org.cartc.runtime.ensemble.Trajectories;
import org.cartc.runtime.integrate.Action;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.integrate.Statistics;
import org.cartc.runtime.integrate.Stop;
import org.cartc.runtime.integrate.Tolerance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lanes against one trajectory at a time. */
class EnsembleTest {
  private static final Models CONTROL = Models.of("models/li2025/model.cart", "li2025", Map.of("fast_cytokines", true));
  private static final double[] DAYS = IntStream.rangeClosed(0, 200).mapToDouble(i -> i).toArray();
  private static final Method.Adaptive METHOD = new Method.Adaptive(1e-6, 1e-6);

  @TempDir
  Path folder;

  private static int[] all(Models model) {
    return IntStream.range(0, model.single().layout().observed().size()).toArray();
  }

  private static Collected run(Models model, Trajectories trajectories, Method.Adaptive method, double[] times, int width, int threads) {
    Collected rows = new Collected(times.length, all(model).length);
    new Ensemble(model.lanes(), method, all(model), times, width).run(trajectories, threads, rows);
    return rows;
  }

  private Models written(String text) throws Exception {
    Path file = Files.writeString(folder.resolve("model.cart"), text);
    return Models.of(file, "m", Map.of());
  }

  @Test
  void aTrajectoryHasTheSameBitsInAnyLaneBesideAnyOthersOnAnyThreads() {
    Trajectories many = CONTROL.spread("lambda_C", 0.1, 100, 200, List.of());
    Map<Long, double[][]> wide = run(CONTROL, many, METHOD, DAYS, 64, 1).all();
    assertThat(wide).hasSize(100);
    for (int width : new int[] {1, 3, 16, 37}) {
      run(CONTROL, many, METHOD, DAYS, width, 2).all().forEach((id, rows) -> assertThat(rows).isDeepEqualTo(wide.get(id)));
    }
  }

  @Test
  void vectorsGiveTheBitsOfPlainLoops() {
    assumeTrue(EmitLanes.hasVectors());
    Trajectories many = CONTROL.spread("lambda_C", 0.1, 21, 200, List.of());
    Collected plain = new Collected(DAYS.length, all(CONTROL).length);
    new Ensemble(EmitLanes.equations(CONTROL.structure(), CONTROL.single(), false), METHOD, all(CONTROL), DAYS, 16).run(many, 1, plain);
    Collected vectors = new Collected(DAYS.length, all(CONTROL).length);
    new Ensemble(EmitLanes.equations(CONTROL.structure(), CONTROL.single(), true), METHOD, all(CONTROL), DAYS, 16).run(many, 1, vectors);
    vectors.all().forEach((id, rows) -> assertThat(rows).isDeepEqualTo(plain.of(id)));
  }

  /** The two controllers choose other steps: each is within a few tens of tolerances of the solution, so within 1e-8 of the other. */
  @Test
  void lanesAgreeWithOneTrajectoryAtATime() {
    Method.Adaptive tight = new Method.Adaptive(1e-11, 1e-11);
    Trajectories few = CONTROL.spread("lambda_C", 0.1, 5, 200, List.of());
    agree(CONTROL, few, run(CONTROL, few, tight, DAYS, 8, 1), tight, DAYS, 1e-8);
  }

  private static void agree(Models model, Trajectories trajectories, Collected lanes, Method.Adaptive method, double[] times,
      double tolerance) {
    double[] expected = new double[all(model).length];
    for (long id = 0; id < trajectories.size(); id++) {
      Solution solution = Integration.solve(trajectories.problem(id), method);
      for (int i = 0; i < times.length; i++) {
        solution.observe(times[i], expected);
        for (int j = 0; j < expected.length; j++) {
          assertThat(lanes.of(id)[i][j]).isCloseTo(expected[j], within(tolerance * (Math.abs(expected[j]) + 1)));
        }
      }
      assertThat(lanes.ends()).containsEntry(id, solution.outcome());
    }
  }

  @Test
  void dosesAndChangedParametersAreMetExactly() {
    int tumour = CONTROL.single().layout().state("C");
    int killing = CONTROL.single().layout().parameter("k_T_E");
    List<Stop> stops = List.of(new Stop(0, List.of(new Action.Dose(tumour, 5e5))),
        new Stop(30.25, List.of(new Action.Dose(tumour, 1e6), new Action.SetParameter(killing, 2))),
        new Stop(60, List.of(new Action.SetParameter(killing, 3.57))), new Stop(90, List.of(new Action.SetState(tumour, 1e3))),
        new Stop(200, List.of(new Action.Dose(tumour, 1e10))));
    Method.Adaptive tight = new Method.Adaptive(1e-11, 1e-11);
    Trajectories dosed = CONTROL.spread("lambda_C", 0.1, 9, 200, stops);
    agree(CONTROL, dosed, run(CONTROL, dosed, tight, DAYS, 4, 2), tight, DAYS, 1e-8);
  }

  @Test
  void tolerancesMayBeSharesOfTheLargestSizeOfAState() {
    Method.Adaptive scaled = new Method.Adaptive(Tolerance.scaled(1e-10), Double.POSITIVE_INFINITY);
    Trajectories some = CONTROL.spread("lambda_C", 0.1, 9, 200, List.of());
    Collected wide = run(CONTROL, some, scaled, DAYS, 8, 1);
    agree(CONTROL, some, wide, scaled, DAYS, 1e-7);
    run(CONTROL, some, scaled, DAYS, 1, 1).all().forEach((id, rows) -> assertThat(rows).isDeepEqualTo(wide.of(id)));
  }

  /** y' = -y and y' = -y + sin t in closed form. */
  @Test
  void aClosedFormIsMet() throws Exception {
    Models model = written("""
        model m {
          time [day]
          compartment a = 1
          compartment b = 0
          param k [1/day] = 1
          param w [1/day] = 1
          d/dt a = -k*a
          d/dt b = (sin(w*t) - b)*k
        }
        """);
    double[] times = {0, 0.5, 1, 2.25, 10};
    Trajectories one = model.spread("k", 0, 1, 10, List.of());
    double[][] rows = run(model, one, new Method.Adaptive(1e-11, 1e-12), times, 8, 1).of(0);
    for (int i = 0; i < times.length; i++) {
      double t = times[i];
      assertThat(rows[i][0]).isCloseTo(Math.exp(-t), within(1e-9));
      assertThat(rows[i][1]).isCloseTo((Math.sin(t) - Math.cos(t) + Math.exp(-t)) / 2, within(1e-9));
    }
  }

  /** y' = k y^2 from 1 has a pole at 1/k. */
  @Test
  void whatLanesCannotFinishEndsAsItDoesAlone() throws Exception {
    Models model = written("""
        model m {
          time [day]
          compartment y = 1
          param k [1/day] = 1
          d/dt y = k*y^2
        }
        """);
    double[] times = {0, 0.25, 0.5, 3};
    Trajectories poles = model.spread("k", 0.5, 4, 3, List.of());
    Collected lanes = run(model, poles, METHOD, times, 2, 1);
    for (long id = 0; id < 4; id++) {
      Outcome alone = Integration.solve(poles.problem(id), METHOD).outcome();
      assertThat(alone).isInstanceOf(Outcome.Failed.class);
      assertThat(lanes.ends().get(id)).isInstanceOfSatisfying(Outcome.Failed.class,
          failed -> assertThat(failed.time()).isEqualTo(((Outcome.Failed) alone).time()));
      assertThat(lanes.of(id)[3]).containsOnly(Double.NaN);
      double k = poles.problem(id).parameters()[0];
      assertThat(lanes.of(id)[2][0]).isCloseTo(1 / (1 - 0.5 * k), within(1e-4));
    }
  }

  @Test
  void aRunOfNoLengthHasItsInitialRow() {
    Problem still = CONTROL.spread("lambda_C", 0, 1, 0, List.of()).problem(0);
    Trajectories one = CONTROL.spread("lambda_C", 0, 1, 0, List.of());
    assertThat(run(CONTROL, one, METHOD, new double[] {0}, 8, 1).of(0)[0]).isEqualTo(still.initial());
  }

  /** Twice the length of the run is nearly twice the steps: what is allocated per trajectory cancels, per step remains nothing. */
  @Test
  void aStepAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Ensemble ensemble = new Ensemble(CONTROL.lanes(), new Method.Adaptive(1e-8, 1e-8), all(CONTROL), DAYS, 16);
    Trajectories shorter = CONTROL.spread("lambda_C", 0.1, 200, 100, List.of());
    Trajectories longer = CONTROL.spread("lambda_C", 0.1, 200, 200, List.of());
    Sink nowhere = new Sink() {
      @Override
      public void row(long id, int time, double[] values) {}

      @Override
      public void end(long id, Outcome outcome) {}
    };
    for (int i = 0; i < 3; i++) {
      ensemble.run(longer, 1, nowhere);
      ensemble.run(shorter, 1, nowhere);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    Ensemble.Work less = ensemble.run(shorter, 1, nowhere);
    long between = threads.getCurrentThreadAllocatedBytes();
    Ensemble.Work more = ensemble.run(longer, 1, nowhere);
    long after = threads.getCurrentThreadAllocatedBytes();
    assertThat(more.accepted() - less.accepted()).isGreaterThan(10_000);
    assertThat((after - between) - (between - before)).isLessThan(10_000);
  }

  /** A prediction of an unknown that is too far off to settle would show as rejected steps. */
  @Test
  void lanesTakeHardlyMoreStepsThanOneTrajectoryAtATime() {
    Trajectories some = CONTROL.spread("lambda_C", 0.1, 20, 200, List.of());
    Ensemble.Work work =
        new Ensemble(CONTROL.lanes(), METHOD, all(CONTROL), DAYS, 16).run(some, 1, new Collected(DAYS.length, all(CONTROL).length));
    long alone = 0;
    for (long id = 0; id < some.size(); id++) {
      Statistics statistics = Integration.solve(some.problem(id), METHOD).statistics();
      alone += statistics.accepted() + statistics.rejected();
    }
    assertThat(work.accepted() + work.rejected()).isLessThan(alone * 11 / 10);
  }

  @Test
  void lanesAreRefilled() {
    Ensemble ensemble = new Ensemble(CONTROL.lanes(), METHOD, all(CONTROL), DAYS, 16);
    Ensemble.Work work =
        ensemble.run(CONTROL.spread("lambda_C", 0.1, 1000, 200, List.of()), 1, new Collected(DAYS.length, all(CONTROL).length));
    assertThat(work.occupancy()).isGreaterThan(0.95);
    assertThat(work.handedOver()).isZero();
  }
}
