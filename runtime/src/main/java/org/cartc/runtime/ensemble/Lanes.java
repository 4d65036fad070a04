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
  private final Pace pace;
  private final StepControl control;
  private final Restart restart;
  private final Rows rows;
  private final double[] times;
  private final double largestStep;
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
    largestStep = ensemble.method().largestStep();
    int width = ensemble.width();
    steps = new TsitourasLanes(ensemble.equations(), width, ensemble.method().tolerance());
    pace = new Pace(width);
    control = new StepControl(width);
    restart = new Restart(ensemble.equations(), ensemble.method(), steps, pace);
    rows = new Rows(ensemble, steps, pace, sink);
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
    for (int l = 0; l < active; l++) {
      accepted[l] = judge(l);
    }
    rows.within(lanes, accepted, active);
    steps.advance();
    for (int l = 0; l < active; l++) {
      if (!accepted[l]) {
        steps.hold(l);
      }
    }
    steps.reach(active);
    for (int l = active - 1; l >= 0; l--) {
      settle(l);
    }
  }

  /** Chooses the step of a lane: to its target, or at most half of the way there. */
  private void size(int l) {
    double t = steps.time[l];
    double distance = pace.target[l] - t;
    boolean lands = pace.h[l] >= distance;
    double size = lands ? distance : Math.min(pace.h[l], distance / 2);
    steps.step[l] = size;
    steps.endTime[l] = lands ? pace.target[l] : t + size;
  }

  /** Decides whether a lane's step is accepted, and chooses the size of its next one. */
  private boolean judge(int l) {
    double size = steps.step[l];
    boolean accepts = steps.error[l] <= 1 && Projection.isSettled(steps.projected, l);
    if (accepts) {
      double factor = control.growth(l, pace.memory[l]);
      double grown = size * (pace.shrunk[l] ? Math.min(1, factor) : factor);
      double h = pace.h[l];
      pace.memory[l] = control.memory(l);
      pace.h[l] = Math.min(size < h && !pace.shrunk[l] ? Math.max(grown, h) : grown, largestStep);
      acceptedSteps++;
    } else {
      pace.h[l] = size * control.shrinking(l, steps.error[l]);
      rejectedSteps++;
    }
    pace.shrunk[l] = !accepts;
    pace.attempts[l]++;
    return accepts;
  }

  private void settle(int l) {
    if (accepted[l]) {
      steps.time[l] = steps.endTime[l];
      pace.h[l] = Math.max(pace.h[l], leastStep(l));
      if (steps.time[l] == pace.target[l] && !proceed(l)) {
        refill(l);
        return;
      }
    }
    if (pace.h[l] < leastStep(l) || pace.attempts[l] >= Integration.MOST_STEPS) {
      handOver(lanes[l]);
      refill(l);
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
        pace.move(active, l);
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
      pace.nextRow[l] = lane.nextRow(times);
      pace.attempts[l] = 0;
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
