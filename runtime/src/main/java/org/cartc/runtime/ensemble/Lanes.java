package org.cartc.runtime.ensemble;

import java.util.concurrent.atomic.AtomicLong;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.integrate.TsitourasLanes;

/** The lanes of one thread at work. */
final class Lanes {
  private static final Outcome COMPLETED = new Outcome.Completed();
  private static final double LEAST_STEP_ULPS = 16;

  private final Ensemble ensemble;
  private final Trajectories trajectories;
  private final AtomicLong next;
  private final Sink sink;
  private final TsitourasLanes steps;
  private final StepControl control;
  private final Restart restart;
  private final Rows rows;
  private final double[] times;
  private final Lane[] lanes;
  private final boolean[] accepted;
  private int active;
  private long acceptedSteps;
  private long rejectedSteps;
  private long handedOver;
  private long rounds;

  Lanes(Ensemble ensemble, Trajectories trajectories, AtomicLong next, Sink sink) {
    this.ensemble = ensemble;
    this.trajectories = trajectories;
    this.next = next;
    this.sink = sink;
    times = ensemble.times();
    int width = ensemble.width();
    steps = new TsitourasLanes(ensemble.equations(), width, ensemble.method().relativeTolerance(), ensemble.method().absoluteTolerance());
    control = new StepControl(width);
    restart = new Restart(ensemble.equations(), ensemble.method(), steps);
    rows = new Rows(ensemble, steps, sink);
    accepted = new boolean[width];
    lanes = new Lane[width];
    for (int l = 0; l < width; l++) {
      lanes[l] = new Lane(ensemble.equations());
    }
  }

  Ensemble.Work run() {
    while (active < lanes.length && load(active)) {
      active++;
    }
    while (active > 0) {
      round();
    }
    return new Ensemble.Work(acceptedSteps, rejectedSteps, handedOver, rounds * lanes.length);
  }

  private void round() {
    rounds++;
    for (int l = 0; l < active; l++) {
      size(l);
    }
    steps.attempt(active);
    control.prepare(steps.error, active);
    boolean anyRow = false;
    for (int l = 0; l < active; l++) {
      accepted[l] = judge(l);
      anyRow |= accepted[l] && lanes[l].nextTime < times.length && times[lanes[l].nextTime] < steps.endTime[l];
    }
    if (anyRow) {
      steps.prepareInterpolant(active);
      for (int l = 0; l < active; l++) {
        if (accepted[l]) {
          rows.within(l, lanes[l]);
        }
      }
    }
    steps.advance();
    for (int l = active - 1; l >= 0; l--) {
      settle(l);
    }
  }

  /** Chooses the step of a lane: to its target, or at most half of the way there. */
  private void size(int l) {
    Lane lane = lanes[l];
    double t = steps.time[l];
    double distance = lane.target - t;
    boolean lands = lane.h >= distance;
    double size = lands ? distance : Math.min(lane.h, distance / 2);
    steps.step[l] = size;
    steps.endTime[l] = lands ? lane.target : t + size;
  }

  /** Decides whether a lane's step is accepted, and chooses the size of its next one. */
  private boolean judge(int l) {
    Lane lane = lanes[l];
    double size = steps.step[l];
    if (steps.error[l] <= 1 && Projection.isSettled(steps.projected, l)) {
      double factor = control.growth(l, lane.memory);
      lane.memory = control.memory(l);
      double grown = size * (lane.shrunk ? Math.min(1, factor) : factor);
      lane.h = Math.min(size < lane.h && !lane.shrunk ? Math.max(grown, lane.h) : grown, ensemble.method().largestStep());
      lane.shrunk = false;
      lane.attempts++;
      acceptedSteps++;
      return true;
    }
    lane.h = size * control.shrinking(l, steps.error[l]);
    lane.shrunk = true;
    lane.attempts++;
    rejectedSteps++;
    return false;
  }

  private void settle(int l) {
    Lane lane = lanes[l];
    if (accepted[l]) {
      steps.time[l] = steps.endTime[l];
      lane.h = Math.max(lane.h, leastStep(l));
      if (steps.time[l] == lane.target && !proceed(l)) {
        refill(l);
      }
    } else {
      steps.hold(l);
      if (lane.h < leastStep(l) || lane.attempts >= Integration.MOST_STEPS) {
        handOver(lane);
        refill(l);
      }
    }
  }

  private double leastStep(int l) {
    return LEAST_STEP_ULPS * Math.ulp(steps.time[l]);
  }

  /** Acts where a lane has met its target; false if its trajectory is over. */
  private boolean proceed(int l) {
    Lane lane = lanes[l];
    if (lane.stopsNow(steps.time[l])) {
      boolean jumped = restart.act(l, lane);
      lane.aim();
      if (!restart.begin(l, lane, jumped)) {
        handOver(lane);
        return false;
      }
    }
    if (steps.time[l] < lane.problem.end()) {
      return true;
    }
    rows.atEnd(l, lane);
    sink.end(lane.id, COMPLETED);
    return false;
  }

  /** Gives a lane the next trajectory, or closes the gap that it leaves. */
  private void refill(int l) {
    if (!load(l)) {
      active--;
      if (l < active) {
        Lane gone = lanes[l];
        lanes[l] = lanes[active];
        lanes[active] = gone;
        steps.move(active, l);
      }
    }
  }

  /** Loads the next trajectory that does not end at once; false if there is none. */
  private boolean load(int l) {
    for (long id = next.getAndIncrement(); id < trajectories.size(); id = next.getAndIncrement()) {
      Lane lane = lanes[l];
      lane.take(id, trajectories.problem(id), times);
      restart.place(l, lane);
      restart.act(l, lane);
      lane.aim();
      if (!restart.begin(l, lane, true)) {
        handOver(lane);
      } else if (lane.problem.start() < lane.problem.end()) {
        return true;
      } else {
        rows.atEnd(l, lane);
        sink.end(id, COMPLETED);
      }
    }
    return false;
  }

  /** Integrates a trajectory by itself and delivers the rows that are missing. */
  private void handOver(Lane lane) {
    handedOver++;
    Solution solution = Integration.solve(lane.problem, ensemble.method());
    rows.rest(lane, solution);
    sink.end(lane.id, solution.outcome());
  }
}
