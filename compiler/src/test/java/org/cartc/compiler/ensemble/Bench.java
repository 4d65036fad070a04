package org.cartc.compiler.ensemble;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cartc.runtime.ensemble.Ensemble;
import org.cartc.runtime.ensemble.Sink;
import org.cartc.runtime.ensemble.Trajectories;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.model.LaneEquations;

/**
 * Measures lanes against one trajectory at a time, on one core: li2025 control over 200 days with 201 outputs of all states, lambda_C
 * spread by 10 %. Arguments: trajectories, repeats, relative tolerance, absolute tolerance, widths.
 */
public final class Bench {
  private static final double[] DAYS = IntStream.rangeClosed(0, 200).mapToDouble(i -> i).toArray();

  private final Models model = Models.of("models/li2025/model.cart", "li2025", Map.of("fast_cytokines", true));
  private final int[] columns = IntStream.range(0, model.single().layout().states().size()).toArray();
  private final LaneEquations lanes = model.lanes();
  private final Trajectories trajectories;
  private final Method.Adaptive method;

  private Bench(long size, double relative, double absolute) {
    trajectories = model.spread("lambda_C", 0.1, size, 200, List.of());
    method = new Method.Adaptive(relative, absolute);
  }

  public static void main(String[] arguments) {
    long size = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10_000;
    int repeats = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    double relative = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 1e-6;
    double absolute = arguments.length > 3 ? Double.parseDouble(arguments[3]) : 1e-6;
    int[] widths = arguments.length > 4 ? Arrays.stream(arguments[4].split(",")).mapToInt(Integer::parseInt).toArray() : new int[] {64};
    Bench bench = new Bench(size, relative, absolute);
    for (int width : widths) {
      bench.measure(width, repeats);
    }
    bench.errors(widths[0]);
  }

  private void measure(int width, int repeats) {
    Ensemble ensemble = new Ensemble(lanes, method, columns, DAYS, width);
    double[] inLanes = new double[repeats];
    double[] single = new double[repeats];
    double[] ratio = new double[repeats];
    Ensemble.Work work = ensemble.run(trajectories, 1, new Sum());
    single();
    for (int i = 0; i < repeats; i++) {
      long start = cpu();
      work = ensemble.run(trajectories, 1, new Sum());
      long between = cpu();
      single();
      long end = cpu();
      inLanes[i] = (between - start) / 1e3 / trajectories.size();
      single[i] = (end - between) / 1e3 / (trajectories.size() / 10);
      ratio[i] = inLanes[i] / single[i];
    }
    System.out.printf(
        "width %d: lanes %.1f us (min %.1f), single %.1f us (min %.1f), ratio %.3f, occupancy %.3f, steps %.1f + %.1f, %d alone%n",
        width, median(inLanes), least(inLanes), median(single), least(single), median(ratio), work.occupancy(),
        (double) work.accepted() / trajectories.size(), (double) work.rejected() / trajectories.size(), work.handedOver());
  }

  /** The time that this thread has had a core, in nanoseconds: other work on the machine counts less than by the clock. */
  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Every tenth trajectory. */
  private void single() {
    Sum sum = new Sum();
    double[] values = new double[columns.length];
    for (long id = 0; id < trajectories.size(); id += 10) {
      Solution solution = Integration.solve(trajectories.problem(id), method);
      for (int i = 0; i < DAYS.length; i++) {
        solution.observe(DAYS[i], values);
        sum.row(id, i, values);
      }
    }
  }

  /** Errors against single trajectories at a tight tolerance: quantiles over trajectories of the largest |y - ref| / (|ref| + 1). */
  private void errors(int width) {
    double[][] rows = new double[(int) trajectories.size() * DAYS.length][];
    new Ensemble(lanes, method, columns, DAYS, width).run(trajectories, 1, new Sink() {
      @Override
      public void row(long id, int time, double[] values) {
        rows[(int) id * DAYS.length + time] = values.clone();
      }

      @Override
      public void end(long id, Outcome outcome) {}
    });
    List<Double> ofLanes = new ArrayList<>();
    List<Double> ofSingle = new ArrayList<>();
    double[] reference = new double[columns.length];
    double[] values = new double[columns.length];
    for (int id = 0; id < trajectories.size(); id += (int) Math.max(1, trajectories.size() / 500)) {
      Solution tight = Integration.solve(trajectories.problem(id), new Method.Adaptive(1e-12, 1e-12));
      Solution same = Integration.solve(trajectories.problem(id), method);
      double worst = 0;
      double worstSingle = 0;
      for (int i = 0; i < DAYS.length; i++) {
        tight.observe(DAYS[i], reference);
        same.observe(DAYS[i], values);
        worst = Math.max(worst, difference(rows[id * DAYS.length + i], reference));
        worstSingle = Math.max(worstSingle, difference(values, reference));
      }
      ofLanes.add(worst);
      ofSingle.add(worstSingle);
    }
    quantiles("lanes ", ofLanes);
    quantiles("single", ofSingle);
  }

  private static double difference(double[] values, double[] reference) {
    double worst = 0;
    for (int i = 0; i < values.length; i++) {
      worst = Math.max(worst, Math.abs(values[i] - reference[i]) / (Math.abs(reference[i]) + 1));
    }
    return worst;
  }

  private static void quantiles(String what, List<Double> errors) {
    double[] sorted = errors.stream().mapToDouble(e -> e).sorted().toArray();
    System.out.printf("error of %s: median %.1e, 90 %% %.1e, 99 %% %.1e, worst %.1e of %d trajectories%n", what,
        sorted[sorted.length / 2], sorted[sorted.length * 9 / 10], sorted[sorted.length * 99 / 100], sorted[sorted.length - 1],
        sorted.length);
  }

  private static double median(double[] numbers) {
    return Arrays.stream(numbers).sorted().toArray()[numbers.length / 2];
  }

  private static double least(double[] numbers) {
    return Arrays.stream(numbers).min().orElseThrow();
  }

  /** Adds up what it is given, so that nothing is left out as unused. */
  private static final class Sum implements Sink {
    private double sum;

    @Override
    public void row(long id, int time, double[] values) {
      for (double value : values) {
        sum += value;
      }
    }

    @Override
    public void end(long id, Outcome outcome) {
      if (Double.isNaN(sum)) {
        throw new IllegalStateException("not a number");
      }
    }
  }
}
