package org.cartc.runtime.study;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.model.Equations;

/** Runs the trials of a study on several threads and hands their results on in the order of the trials. */
public final class Execution {
  /** How many trials per thread are under way or waiting to be handed on. */
  private static final int AHEAD = 16;

  /** From so many runs on lanes repay their warm-up (decision 0016). */
  public static final int LANES_FROM = 20_000;

  private Execution() {}

  /** Runs one trial on the calling thread. */
  public static TrialResult run(Study study, Trial trial) {
    return Running.run(study, trial);
  }

  /** Integrates one trial on the calling thread and reads no more of it than its doses and windows need. */
  public static Solution integrate(Study study, Trial trial) {
    return Running.integrate(study, trial);
  }

  /** The problem that a trial comes to, with its doses and windows at the times that are found for them, from its steady state if it has one. */
  public static Problem problem(Study study, Trial trial) {
    return Running.problem(study, trial);
  }

  /**
   * @param trials made one by one as they are needed
   * @param threads at least 1; the results do not depend on it
   * @param results receives every result, on the calling thread
   */
  public static void run(Study study, Iterable<Trial> trials, int threads, Consumer<TrialResult> results) {
    oneByOne(study, trials, threads, Function.identity(), results);
  }

  /**
   * What lanes did.
   *
   * @param runs how many runs were lanes
   * @param handedOver how many integrations lanes could not finish, so that they were made one by one
   * @param occupancy the share of the room for steps that was used
   */
  public record Lanes(long runs, long handedOver, double occupancy) {}

  /**
   * Runs trials as lanes where there are many of them, which depends on the study alone: not on threads, time or machine.
   *
   * @param trials made one by one as they are needed
   * @param count how many there are
   * @param lanes asked only if the study is large
   * @param threads at least 1; the results do not depend on it
   * @param each makes of a result what is handed on, on the thread that ran it
   * @param results receives everything in order, on the calling thread
   * @return what lanes did, if there were any
   */
  public static <R> Optional<Lanes> run(Study study, Iterable<Trial> trials, long count, LaneSource lanes, int threads,
      Function<TrialResult, R> each, Consumer<R> results) {
    if (count < LANES_FROM) {
      oneByOne(study, trials, threads, each, results);
      return Optional.empty();
    }
    return Optional.of(new LaneBatches<>(study, lanes, threads, each).run(trials, results)).filter(work -> work.runs() > 0);
  }

  static <R> void oneByOne(Study study, Iterable<Trial> trials, int threads, Function<TrialResult, R> each, Consumer<R> results) {
    Map<Equations, Observations> observations = new ConcurrentHashMap<>();
    ExecutorService pool = pool(threads, "trial");
    try {
      Deque<Future<R>> underWay = new ArrayDeque<>();
      Iterator<Trial> next = trials.iterator();
      while (next.hasNext() || !underWay.isEmpty()) {
        while (next.hasNext() && underWay.size() < threads * AHEAD) {
          Trial trial = next.next();
          underWay.add(pool.submit(() -> {
            Observations of = observations.computeIfAbsent(trial.equations(), Observations::of);
            return each.apply(new Running(study, trial, of).run());
          }));
        }
        results.accept(underWay.remove().get());
      }
    } catch (InterruptedException | ExecutionException e) {
      throw failed(study, e);
    } finally {
      pool.shutdownNow();
    }
  }

  static ExecutorService pool(int threads, String name) {
    return Executors.newFixedThreadPool(threads, task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    });
  }

  static IllegalStateException failed(Study study, Exception fault) {
    if (fault instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new IllegalStateException("the study was interrupted", fault);
    }
    return new IllegalStateException("a run of study " + study.name() + " failed", fault.getCause());
  }
}
