package org.cartc.runtime.ensemble;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.LaneInterpolants;
import org.cartc.runtime.integrate.LaneRun;
import org.cartc.runtime.integrate.LaneStiffness;
import org.cartc.runtime.integrate.LaneWatch;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.TsitourasLanes;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/** The lanes of one thread at work. */
final class Lanes {
  private static final double LEAST_STEP_ULPS = 16;

  private final Ensemble ensemble;
  private final Trajectories trajectories;
  private final AtomicLong next;
  private final TsitourasLanes steps;
  private final Pace pace;
  private final StepControl control;
  private final Restart restart;
  private final LaneWatch watch;
  private final LaneStiffness stiffness;
  private final boolean votes;
  private final Delivery delivery;
  private final LaneInterpolants interpolants;
  private final boolean keeps;
  private final boolean seeks;
  private final double[] times;
  private final double largestStep;
  private final Lane[] lanes;
  private final boolean[] accepted;
  private final boolean[] edge;
  private final boolean[] cut;
  private final boolean[] stiff;
  private final boolean[] examined;
  private int active;
  private long acceptedSteps;
  private long rejectedSteps;
  private long handedOver;
  private long rounds;

  /** The lanes of a thread that delivers rows. */
  static Lanes of(Ensemble ensemble, Trajectories trajectories, AtomicLong next, Sink sink) {
    return new Lanes(ensemble, trajectories, next, ensemble.times(), false, (steps, pace) -> new Rows(ensemble, steps, pace, sink));
  }

  /** The lanes of a thread that delivers solutions. */
  static Lanes of(Ensemble ensemble, Trajectories trajectories, AtomicLong next, SolutionSink sink) {
    return new Lanes(ensemble, trajectories, next, new double[0], true, (steps, pace) -> new Solutions(pace, sink));
  }

  private Lanes(Ensemble ensemble, Trajectories trajectories, AtomicLong next, double[] times, boolean keeps,
      BiFunction<TsitourasLanes, Pace, Delivery> delivers) {
    this.ensemble = ensemble;
    this.trajectories = trajectories;
    this.next = next;
    this.times = times;
    this.keeps = keeps;
    Equations single = ensemble.equations().single();
    Layout layout = single.layout();
    seeks = !layout.conditions().isEmpty();
    largestStep = ensemble.method().largestStep();
    int width = ensemble.width();
    steps = new TsitourasLanes(ensemble.equations(), width, ensemble.method().tolerance());
    pace = new Pace(width);
    control = new StepControl(width);
    restart = new Restart(ensemble.equations(), largestStep, steps, pace);
    watch = new LaneWatch(steps, ensemble.equations().layout(), width);
    stiffness = new LaneStiffness(steps, layout.states().size(), width);
    votes = ensemble.method() instanceof Method.Automatic automatic
        && (single instanceof DifferentiableEquations || automatic.derivatives() != Method.Differentiated.THEMSELVES);
    delivery = delivers.apply(steps, pace);
    interpolants = new LaneInterpolants(steps, layout.states().size(), width);
    accepted = new boolean[width];
    edge = new boolean[width];
    cut = new boolean[width];
    stiff = new boolean[width];
    examined = new boolean[width];
    lanes = new Lane[width];
    Problem none = new Problem(single, layout.nominal(), new double[layout.states().size()], List.of(), 0, 0);
    for (int l = 0; l < width; l++) {
      lanes[l] = new Lane(new LaneRun(steps, single, keeps), none);
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
    if (keeps || seeks) {
      follow();
    }
    if (votes) {
      vote();
    }
    delivery.within(lanes, accepted, active);
    steps.advance();
    for (int l = 0; l < active; l++) {
      if (!accepted[l]) {
        steps.hold(l);
      } else if (cut[l]) {
        lanes[l].run.cut(l);
      }
    }
    steps.reach(active);
    for (int l = active - 1; l >= 0; l--) {
      settle(l);
    }
  }

  /** Writes the interpolants of accepted steps that are kept or examined, and ends steps where conditions change. */
  private void follow() {
    if (seeks) {
      watch.look(active);
    }
    for (int l = 0; l < active; l++) {
      examined[l] = accepted[l] && seeks && watch.isBusy(l);
      if (examined[l] || accepted[l] && keeps) {
        interpolants.open(l, lanes[l].run);
      } else {
        interpolants.skip(l);
      }
    }
    if (keeps) {
      interpolants.write(0, active);
    }
    for (int l = 0; l < active && seeks; l++) {
      seek(l);
    }
  }

  private void seek(int l) {
    edge[l] = false;
    cut[l] = false;
    if (!accepted[l]) {
      watch.hold(l);
    } else if (examined[l]) {
      if (!keeps) {
        interpolants.write(l, l + 1);
      }
      double time = lanes[l].run.edge(l);
      edge[l] = time <= steps.endTime[l];
      cut[l] = time < steps.endTime[l];
      steps.endTime[l] = Math.min(time, steps.endTime[l]);
    }
  }

  /** Finds out whose steps are bounded by stability; an edge within a step does not tell. */
  private void vote() {
    stiffness.measure(active);
    for (int l = 0; l < active; l++) {
      stiff[l] = accepted[l] && !cut[l] && stiffness.isStiff(l);
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
      if ((edge[l] || steps.time[l] == pace.target[l]) && !proceed(l)) {
        refill(l);
        return;
      }
    }
    if (stiff[l] || pace.h[l] < leastStep(l) || pace.attempts[l] >= Integration.MOST_STEPS || lanes[l].run.full()) {
      handOver(lanes[l]);
      refill(l);
    }
  }

  private double leastStep(int l) {
    return LEAST_STEP_ULPS * Math.ulp(steps.time[l]);
  }

  /** Acts where conditions of a lane have changed or it has met its target; false if its trajectory is over. */
  private boolean proceed(int l) {
    Lane lane = lanes[l];
    boolean fresh = edge[l];
    boolean jumped = edge[l] && lane.run.settle(l);
    if (!lane.run.over() && lane.stopsNow(steps.time[l])) {
      jumped |= restart.act(l, lane);
      fresh = true;
    }
    if (lane.run.over() || steps.time[l] == lane.problem.end()) {
      delivery.end(l, lane);
      return false;
    }
    if (fresh && !begin(l, jumped)) {
      handOver(lane);
      return false;
    }
    return true;
  }

  private boolean begin(int l, boolean jumped) {
    watch.begin(l);
    return restart.begin(l, lanes[l], jumped);
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
        stiffness.move(active, l);
        watch.move(active, l);
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
      stiffness.begin(l);
      if (lane.problem.start() < lane.problem.end()) {
        lane.run.requireUniqueSolutions();
      }
      if (lane.run.over() || lane.problem.start() == lane.problem.end()) {
        delivery.end(l, lane);
      } else if (begin(l, true)) {
        return true;
      } else {
        handOver(lane);
      }
    }
    return false;
  }

  /** Integrates a trajectory by itself. */
  private void handOver(Lane lane) {
    handedOver++;
    delivery.end(lane, Integration.solve(lane.problem, ensemble.method()));
  }
}
