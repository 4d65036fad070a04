package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.cartc.runtime.ensemble.Ensemble;
import org.cartc.runtime.ensemble.SolutionSink;
import org.cartc.runtime.ensemble.Trajectories;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.LaneEquations;

/**
 * Runs many trials as lanes, batch by batch: of a batch those with the same equations and method together, those that need two
 * integrations twice. Which trials form a batch depends on the study alone.
 */
final class LaneBatches<R> {
  private static final int LARGEST = 8192;
  private static final int SMALLEST = 512;

  /** About the bytes of the rows of a batch, at 20 a number. */
  private static final long BYTES = 32L << 20;

  /** Fewer trials of one system in a batch are integrated one by one. */
  private static final int FEWEST = Ensemble.WIDTH / 2;

  private final Study study;
  private final LaneSource lanes;
  private final int threads;
  private final Function<TrialResult, R> each;
  private final Map<Equations, Optional<LaneEquations>> compiled = new ConcurrentHashMap<>();
  private final Map<Equations, Observations> observations = new ConcurrentHashMap<>();
  private final int size;
  private List<R> before = List.of();
  private long runs;
  private long steps;
  private long slots;
  private long handedOver;

  LaneBatches(Study study, LaneSource lanes, int threads, Function<TrialResult, R> each) {
    this.study = study;
    this.lanes = lanes;
    this.threads = threads;
    this.each = each;
    this.size = size(study);
  }

  /** What tells which trials run together. */
  private record System(LaneEquations equations, Method.Controlled method) {}

  private static int size(Study study) {
    long row = 20L * Math.max(1, study.columns().size()) * (study.columns().isEmpty() ? 1 : study.times().length);
    return Math.clamp(BYTES / row, SMALLEST, LARGEST);
  }

  /** While a batch runs the one before it is handed on and the next one is made. */
  Execution.Lanes run(Iterable<Trial> trials, Consumer<R> results) {
    Iterator<Trial> next = trials.iterator();
    ExecutorService runner = Execution.pool(1, "batches");
    try {
      List<Trial> batch = batch(next);
      while (!batch.isEmpty()) {
        List<Trial> present = batch;
        Future<List<R>> running = runner.submit(() -> run(present));
        before.forEach(results);
        batch = batch(next);
        before = running.get();
      }
      before.forEach(results);
    } catch (InterruptedException | ExecutionException e) {
      throw Execution.failed(study, e);
    } finally {
      runner.shutdownNow();
    }
    return new Execution.Lanes(runs, handedOver, slots == 0 ? 1 : (double) steps / slots);
  }

  private List<Trial> batch(Iterator<Trial> next) {
    List<Trial> batch = new ArrayList<>();
    while (next.hasNext() && batch.size() < size) {
      batch.add(next.next());
    }
    return batch;
  }

  private List<R> run(List<Trial> batch) {
    List<R> ended = new ArrayList<>(Collections.nCopies(batch.size(), null));
    Map<System, List<Integer>> groups = new LinkedHashMap<>();
    List<Integer> single = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      Optional<System> system = system(batch.get(i));
      if (system.isPresent()) {
        groups.computeIfAbsent(system.get(), s -> new ArrayList<>()).add(i);
      } else {
        single.add(i);
      }
    }
    groups.forEach((system, group) -> {
      if (group.size() < FEWEST) {
        single.addAll(group);
      } else {
        together(system, group, batch, ended);
      }
    });
    List<Trial> rest = single.stream().map(batch::get).toList();
    Iterator<Integer> places = single.iterator();
    Execution.oneByOne(study, rest, threads, each, result -> ended.set(places.next(), result));
    return ended;
  }

  private Optional<System> system(Trial trial) {
    return !trial.steady() && trial.method() instanceof Method.Controlled method && Ensemble.isPossible(method)
        ? compiled.computeIfAbsent(trial.equations(), lanes::of).map(equations -> new System(equations, method))
        : Optional.empty();
  }

  private void together(System system, List<Integer> group, List<Trial> batch, List<R> ended) {
    Ensemble ensemble = new Ensemble(system.equations(), system.method(), new int[0], new double[0], Ensemble.WIDTH);
    Running[] running = new Running[group.size()];
    Problem[] second = new Problem[group.size()];
    runs += group.size();
    solve(ensemble, group.size(), id -> {
      Trial trial = batch.get(group.get(id));
      running[id] = new Running(study, trial, observations.computeIfAbsent(trial.equations(), Observations::of));
      return running[id].first();
    }, (id, solution) -> {
      int place = (int) id;
      Optional<Problem> found = running[place].second(solution);
      if (found.isPresent()) {
        second[place] = found.get();
      } else {
        ended.set(group.get(place), each.apply(running[place].result(solution)));
        running[place] = null;
      }
    });
    int[] again = IntStream.range(0, second.length).filter(i -> second[i] != null).toArray();
    solve(ensemble, again.length, id -> second[again[id]], (id, solution) -> {
      int place = again[(int) id];
      ended.set(group.get(place), each.apply(running[place].result(solution)));
      running[place] = null;
    });
  }

  private void solve(Ensemble ensemble, int size, IntFunction<Problem> problems, SolutionSink sink) {
    Ensemble.Work work = ensemble.solve(new Trajectories() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public Problem problem(long id) {
        return problems.apply((int) id);
      }
    }, threads, sink);
    steps += work.accepted() + work.rejected();
    slots += work.slots();
    handedOver += work.handedOver();
  }
}
