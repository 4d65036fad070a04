package org.cartc.runtime.ensemble;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.model.LaneEquations;

/**
 * Integrates many trajectories of one system as lanes: each has its own time and step, stops that it meets exactly, and room for the
 * next trajectory as soon as it ends. The numbers of a trajectory do not depend on its neighbours, its place or the number of threads.
 *
 * <p>Constraints are projected at every accepted step, to a residual of rounding; a step whose last projection still moves an unknown
 * by more than 1e-10 of its size is rejected. A trajectory that lanes cannot finish is integrated by itself, with all safeguards.
 *
 * @param columns indices of the observed quantities to deliver
 * @param times the times to deliver, rising
 * @param width lanes per thread, positive
 */
public record Ensemble(LaneEquations equations, Method.Controlled method, int[] columns, double[] times, int width) {
  /** Wide enough for loops to pay, narrow enough for their arrays to stay in the cache nearest the processor. */
  public static final int WIDTH = 64;

  public Ensemble {
    if (!isPossible(method)) {
      throw new IllegalArgumentException("lanes take explicit steps of order 5, not those of " + method);
    }
    columns = columns.clone();
    times = times.clone();
  }

  /** Whether lanes integrate by a method: {@link Method.Adaptive}, or {@link Method.Automatic} as far as nothing is stiff. */
  public static boolean isPossible(Method method) {
    return method instanceof Method.Adaptive || method instanceof Method.Automatic;
  }

  /**
   * The work of an ensemble.
   *
   * @param accepted accepted steps of lanes
   * @param rejected rejected steps of lanes
   * @param handedOver trajectories that were integrated by themselves in the end
   * @param slots steps that the lanes had room for: rounds times width
   */
  public record Work(long accepted, long rejected, long handedOver, long slots) {
    Work plus(Work other) {
      return new Work(accepted + other.accepted, rejected + other.rejected, handedOver + other.handedOver, slots + other.slots);
    }

    /** The share of the room for steps that was used. */
    public double occupancy() {
      return slots == 0 ? 1 : (double) (accepted + rejected) / slots;
    }
  }

  /** Integrates all trajectories and delivers rows; on the calling thread if {@code threads} is 1. */
  public Work run(Trajectories trajectories, int threads, Sink sink) {
    AtomicLong next = new AtomicLong();
    return together(threads, () -> Lanes.of(this, trajectories, next, sink).run());
  }

  /**
   * Integrates all trajectories and delivers their solutions, on the calling thread if {@code threads} is 1; columns and times of the
   * ensemble count for nothing.
   */
  public Work solve(Trajectories trajectories, int threads, SolutionSink sink) {
    AtomicLong next = new AtomicLong();
    return together(threads, () -> Lanes.of(this, trajectories, next, sink).run());
  }

  private Work together(int threads, Supplier<Work> lanes) {
    if (threads == 1) {
      return lanes.get();
    }
    ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
      Thread thread = new Thread(task, "lanes");
      thread.setDaemon(true);
      return thread;
    });
    try {
      List<Future<Work>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(pool.submit(lanes::get));
      }
      Work work = new Work(0, 0, 0, 0);
      for (Future<Work> part : parts) {
        work = work.plus(part.get());
      }
      return work;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the ensemble was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an ensemble of " + equations.single().layout().model() + " failed", e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }
}
