package org.cartc.compiler.ensemble;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cartc.runtime.ensemble.Ensemble;
import org.cartc.runtime.ensemble.Sink;
import org.cartc.runtime.ensemble.Trajectories;
import org.cartc.runtime.integrate.Action;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Stop;

/**
 * Measures, on one core and in turn: lanes without rows, lanes that keep solutions, one trajectory at a time. For li2025 control (a
 * constraint, no conditions) and santurio2025 (three guards, a dose). Arguments: trajectories, repeats, relative and absolute tolerance,
 * width.
 */
public final class SolveBench {
  private static final Sink NOWHERE = new Sink() {
    @Override
    public void row(long id, int time, double[] values) {}

    @Override
    public void end(long id, Outcome outcome) {}
  };

  private SolveBench() {}

  public static void main(String[] arguments) {
    long size = arguments.length > 0 ? Long.parseLong(arguments[0]) : 5000;
    int repeats = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    double relative = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 1e-6;
    double absolute = arguments.length > 3 ? Double.parseDouble(arguments[3]) : 1e-9;
    int width = arguments.length > 4 ? Integer.parseInt(arguments[4]) : Ensemble.WIDTH;
    Method.Adaptive method = new Method.Adaptive(relative, absolute);
    Models control = Models.of("models/li2025/model.cart", "li2025", Map.of("fast_cytokines", true));
    measure("li2025", control, control.spread("lambda_C", 0.1, size, 200, List.of()), method, width, repeats);
    Models guarded = Models.of("models/santurio2025/model.cart", "santurio2025", Map.of());
    List<Stop> dose = List.of(new Stop(0, List.of(new Action.Dose(guarded.single().layout().state("C_I"), 1e8))));
    measure("santurio2025", guarded, guarded.spread("gamma", 0.3, size, 60, dose), method, width, repeats);
  }

  private static void measure(String name, Models model, Trajectories trajectories, Method.Adaptive method, int width, int repeats) {
    Ensemble ensemble = new Ensemble(model.lanes(), method, new int[0], new double[0], width);
    double[][] times = new double[3][repeats];
    Ensemble.Work work = ensemble.solve(trajectories, 1, (id, solution) -> {});
    for (int i = -1; i < repeats; i++) {
      long start = cpu();
      ensemble.run(trajectories, 1, NOWHERE);
      long first = cpu();
      ensemble.solve(trajectories, 1, (id, solution) -> {});
      long second = cpu();
      for (long id = 0; id < trajectories.size(); id += 10) {
        Integration.solve(trajectories.problem(id), method);
      }
      long third = cpu();
      if (i >= 0) {
        times[0][i] = (first - start) / 1e3 / trajectories.size();
        times[1][i] = (second - first) / 1e3 / trajectories.size();
        times[2][i] = (third - second) / 1e3 / (trajectories.size() / 10);
      }
    }
    System.out.printf("%s: no rows %s, solutions %s, one at a time %s us; steps %.1f + %.1f, %d alone, occupancy %.3f%n", name,
        text(times[0]), text(times[1]), text(times[2]), (double) work.accepted() / trajectories.size(),
        (double) work.rejected() / trajectories.size(), work.handedOver(), work.occupancy());
  }

  private static String text(double[] times) {
    double[] sorted = Arrays.stream(times).sorted().toArray();
    return String.format("%.1f (%.1f)", sorted[0], sorted[sorted.length / 2]);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
