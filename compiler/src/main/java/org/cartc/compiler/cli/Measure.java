package org.cartc.compiler.cli;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.integrate.Statistics;
import org.cartc.runtime.integrate.Tolerance;
import org.cartc.runtime.study.Execution;
import org.cartc.runtime.study.Study;
import org.cartc.runtime.study.Trial;
import org.cartc.runtime.study.TrialResult;

/** Measures the first run of a study, and how many of its runs fit into a second. */
final class Measure {
  private static final double REFERENCE = 1e-12;
  private static final double REFERENCE_ABSOLUTE = 1e-14;
  private static final long WARM_UP = 400_000_000;
  private static final long BATCH = 3_000_000;
  private static final double THROUGHPUT_SECONDS = 0.5;
  private static final int MOST_RUNS = 200_000;

  private final Study study;
  private final LowerStudy.Prepared prepared;
  private final Trial trial;
  private final int repeats;
  private final double floor;
  private final boolean values;
  private double runSeconds = Double.NaN;
  private final ThreadMXBean clock = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private volatile Object seen;

  Measure(LowerStudy.Prepared prepared, int repeats, double floor, boolean values) {
    this.prepared = prepared;
    this.study = prepared.study();
    this.trial = prepared.trials().iterator().next();
    this.repeats = repeats;
    this.floor = floor;
    this.values = values;
  }

  /** What something costs on one thread: microseconds of processor time, the least and the median of the repeats, and bytes allocated. */
  record Cost(double least, double median, double bytes) {}

  /**
   * One run with one method.
   *
   * @param integration the integration alone
   * @param solve the integration, and the states at the recorded times: what other solvers call a solve
   * @param run everything that the study reads: columns and values too
   * @param error the largest |y - reference| / (|reference| + floor) over recorded columns and times
   * @param states the states at the recorded times, if wanted
   */
  record Row(Method method, Statistics statistics, Cost integration, Cost solve, Cost run, double error, double[][] states,
      Optional<Outcome.Failed> failure) {}

  /** How fast many runs are on several threads. */
  record Throughput(int threads, int runs, double seconds) {}

  /** A row per relative tolerance; one row with the method of the study if there are none or it has no tolerance. */
  List<Row> rows(List<Double> tolerances, Optional<Double> absolute) {
    Optional<double[][]> reference = reference();
    List<Method> methods = tolerances.stream().map(relative -> at(trial.method(), relative, absolute)).distinct().toList();
    return (methods.isEmpty() ? List.of(trial.method()) : methods).stream().map(method -> row(trial.with(method), reference)).toList();
  }

  /** A method at another relative tolerance; the absolute one keeps its ratio to it, or gets that one. */
  private static Method at(Method method, double relative, Optional<Double> ratio) {
    return method.at(tolerance -> ratio.map(r -> Tolerance.of(relative, relative * r)).orElseGet(() -> tolerance.at(relative)));
  }

  private Optional<double[][]> reference() {
    Method exact = trial.method() instanceof Method.RungeKutta4
        ? new Method.Adaptive(REFERENCE, REFERENCE_ABSOLUTE)
        : at(trial.method(), REFERENCE, Optional.empty());
    TrialResult result = Execution.run(study, trial.with(exact));
    return result.failure().isPresent() ? Optional.empty() : Optional.of(result.rows());
  }

  private Row row(Trial measured, Optional<double[][]> reference) {
    TrialResult result = Execution.run(study, measured);
    if (result.failure().isPresent()) {
      Cost none = new Cost(Double.NaN, Double.NaN, Double.NaN);
      return new Row(measured.method(), result.statistics(), none, none, none, Double.NaN, new double[0][], result.failure());
    }
    Cost integration = cost(() -> Execution.integrate(study, measured));
    Cost solve = cost(() -> states(Execution.integrate(study, measured)));
    Cost run = cost(() -> Execution.run(study, measured));
    runSeconds = run.least() * 1e-6;
    double error = reference.map(exact -> error(result.rows(), exact)).orElse(Double.NaN);
    double[][] states = values ? states(Execution.integrate(study, measured)) : new double[0][];
    return new Row(measured.method(), result.statistics(), integration, solve, run, error, states, Optional.empty());
  }

  private double[][] states(Solution solution) {
    double[] times = study.times();
    double[][] states = new double[times.length][trial.equations().layout().states().size()];
    for (int i = 0; i < times.length && times[i] <= solution.end(); i++) {
      solution.state(times[i], states[i]);
    }
    return states;
  }

  private double error(double[][] rows, double[][] exact) {
    double error = 0;
    for (int i = 0; i < Math.min(rows.length, exact.length); i++) {
      for (int j = 0; j < rows[i].length; j++) {
        double difference = Math.abs(rows[i][j] - exact[i][j]);
        if (difference > 0) {
          error = Math.max(error, difference / (Math.abs(exact[i][j]) + floor));
        }
      }
    }
    return error;
  }

  /** Times are processor times of this thread, which other work on the machine disturbs least. */
  private Cost cost(Supplier<Object> work) {
    long calls = 0;
    long start = clock.getCurrentThreadCpuTime();
    long spent = 0;
    while (spent < WARM_UP) {
      seen = work.get();
      calls++;
      spent = clock.getCurrentThreadCpuTime() - start;
    }
    int batch = (int) Math.max(1, Math.min(100_000, BATCH * calls / spent));
    double[] times = new double[repeats];
    long before = clock.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < repeats; i++) {
      long from = clock.getCurrentThreadCpuTime();
      for (int k = 0; k < batch; k++) {
        seen = work.get();
      }
      times[i] = (clock.getCurrentThreadCpuTime() - from) * 1e-3 / batch;
    }
    double bytes = (clock.getCurrentThreadAllocatedBytes() - before) / ((double) batch * repeats);
    Arrays.sort(times);
    double median = 0.5 * (times[(repeats - 1) / 2] + times[repeats / 2]);
    return new Cost(times[0], median, bytes);
  }

  /** Many trajectories as lanes, with the method of the first row. */
  Optional<LaneMeasure> lanes(Method method, int threads) {
    return trial.steady() ? Optional.empty()
        : LaneMeasure.of(prepared.lanes(), Execution.problem(study, trial.with(method)), study.times(), method, repeats, threads);
  }

  /** Runs the trials of the study, over and over or as many as fit, for about half a second of one thread. */
  Throughput throughput(int threads) {
    int wanted = (int) Math.max(1, Math.min(MOST_RUNS, THROUGHPUT_SECONDS / runSeconds));
    List<Trial> trials = new ArrayList<>();
    Iterator<Trial> next = prepared.trials().iterator();
    while (trials.size() < wanted) {
      next = next.hasNext() ? next : prepared.trials().iterator();
      trials.add(next.next());
    }
    Execution.run(study, trials.subList(0, (wanted + 3) / 4), threads, result -> seen = result);
    long start = System.nanoTime();
    Execution.run(study, trials, threads, result -> seen = result);
    return new Throughput(threads, trials.size(), (System.nanoTime() - start) * 1e-9);
  }
}
