package org.cartc.compiler.cli;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cartc.compiler.emit.EmitLanes;
import org.cartc.runtime.ensemble.Ensemble;
import org.cartc.runtime.ensemble.Sink;
import org.cartc.runtime.ensemble.Trajectories;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.model.LaneEquations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.study.LaneSource;

/**
 * Many trajectories as lanes beside one at a time: the run of a study with initial values spread by 10 %, all states at its times.
 *
 * @param vectors whether lanes use the API for vectors
 * @param inLanes microseconds of processor time per trajectory, least of the repeats: one block of lanes on one thread
 * @param alone the same, one trajectory at a time on one thread
 * @param ratio the median over repeats of the one over the other
 * @param occupancy the share of the room for steps that lanes used
 * @param perSecond trajectories per second on all threads
 */
record LaneMeasure(boolean vectors, int width, int trajectories, double inLanes, double alone, double ratio, double occupancy, int threads,
    double perSecond) {
  private static final double SPREAD = 0.1;
  private static final double SECONDS = 0.4;
  private static final int MOST = 20_000;
  private static final int LEAST = 2 * Ensemble.WIDTH;
  private static final int WARM_UPS = 3;
  private static final int MOST_REPEATS = 5;

  /** What is measured; empty if lanes cannot have the equations, or the method. */
  static Optional<LaneMeasure> of(LaneSource lanes, Problem problem, double[] times, Method method, int repeats, int threads) {
    return method instanceof Method.Controlled controlled && Ensemble.isPossible(method)
        ? lanes.of(problem.equations())
            .map(equations -> new Work(equations, problem, times, controlled).measure(Math.min(repeats, MOST_REPEATS), threads))
        : Optional.empty();
  }

  private record Work(Ensemble ensemble, Problem problem, Method.Controlled method) {
    Work(LaneEquations lanes, Problem problem, double[] times, Method.Controlled method) {
      this(new Ensemble(lanes, method, states(problem.equations().layout()), times, Ensemble.WIDTH), problem, method);
    }

    private static int[] states(Layout layout) {
      List<String> paths = layout.states().stream().map(Layout.Quantity::path).toList();
      return IntStream.range(0, layout.observed().size()).filter(i -> paths.contains(layout.observed().get(i).path())).toArray();
    }

    LaneMeasure measure(int repeats, int threads) {
      double seconds = time(() -> alone(spread(LEAST))) * 1e-6 / LEAST;
      Trajectories all = spread((int) Math.clamp(SECONDS / seconds, LEAST, MOST));
      for (int i = 0; i < WARM_UPS; i++) {
        ensemble.run(all, 1, new Last());
      }
      double[] inLanes = new double[repeats];
      double[] alone = new double[repeats];
      double[] ratio = new double[repeats];
      Ensemble.Work[] work = new Ensemble.Work[1];
      for (int i = 0; i < repeats; i++) {
        inLanes[i] = time(() -> work[0] = ensemble.run(all, 1, new Last())) / all.size();
        alone[i] = time(() -> alone(all)) / all.size();
        ratio[i] = inLanes[i] / alone[i];
      }
      long start = System.nanoTime();
      ensemble.run(all, threads, new Last());
      double wide = all.size() / ((System.nanoTime() - start) * 1e-9);
      Arrays.sort(ratio);
      return new LaneMeasure(EmitLanes.hasVectors(), ensemble.width(), (int) all.size(), Arrays.stream(inLanes).min().orElseThrow(),
          Arrays.stream(alone).min().orElseThrow(), ratio[repeats / 2], work[0].occupancy(), threads, wide);
    }

    private Trajectories spread(int size) {
      return new Trajectories() {
        @Override
        public long size() {
          return size;
        }

        @Override
        public Problem problem(long id) {
          double factor = 1 + SPREAD * (2.0 * id / (size - 1) - 1);
          double[] initial = Arrays.stream(problem.initial()).map(x -> x * factor).toArray();
          return new Problem(problem.equations(), problem.parameters(), initial, problem.stops(), problem.start(), problem.end());
        }
      };
    }

    private void alone(Trajectories all) {
      Last last = new Last();
      double[] state = new double[problem.initial().length];
      for (long id = 0; id < all.size(); id++) {
        Solution solution = Integration.solve(all.problem(id), method);
        for (int i = 0; i < ensemble.times().length && ensemble.times()[i] <= solution.end(); i++) {
          solution.state(ensemble.times()[i], state);
          last.row(id, i, state);
        }
      }
    }

    /** Microseconds of processor time of this thread. */
    private static double time(Runnable work) {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      work.run();
      return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) * 1e-3;
    }
  }

  /** Keeps the last number of every row, so that none is left out as unused. */
  private static final class Last implements Sink {
    private volatile double last;

    @Override
    public void row(long id, int time, double[] values) {
      last = values.length == 0 ? 0 : values[values.length - 1];
    }

    @Override
    public void end(long id, Outcome outcome) {}
  }

  List<String> lines() {
    return List.of(
        String.format(Locale.ROOT, "  lanes, %s: %.1f us per trajectory on one core, one at a time %.1f us, ratio %.2f",
            vectors ? "vectors" : "plain loops", inLanes, alone, ratio),
        String.format(Locale.ROOT, "    a block of %d, occupancy %.3f, %,d trajectories with initial values spread by 10 %%", width,
            occupancy,
            trajectories),
        String.format(Locale.ROOT, "    %d thread%s: %,.0f trajectories per second", threads, threads == 1 ? "" : "s", perSecond));
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("vectors", vectors);
    tree.put("width", width);
    tree.put("trajectories", trajectories);
    tree.put("microseconds", inLanes);
    tree.put("microsecondsOneAtATime", alone);
    tree.put("ratio", ratio);
    tree.put("occupancy", occupancy);
    tree.put("threads", threads);
    tree.put("trajectoriesPerSecond", perSecond);
    return tree;
  }
}
