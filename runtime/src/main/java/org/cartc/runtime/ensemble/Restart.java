package org.cartc.runtime.ensemble;

import java.util.Arrays;
import org.cartc.runtime.integrate.Action;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.TsitourasLanes;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.LaneEquations;
import org.cartc.runtime.model.LaneLayout;
import org.cartc.runtime.model.Layout;

/** Starts lanes, at first and after stops: what is rare is done for one trajectory at a time, with safeguarded constraints. */
final class Restart {
  private static final double LEAST_STEP_ULPS = 16;

  private final LaneEquations equations;
  private final Equations single;
  private final Layout layout;
  private final Method.Adaptive method;
  private final TsitourasLanes steps;
  private final Pace pace;
  private final int[] constants;
  private final double[] prepared;
  private final double[] w;
  private final double[] state;
  private final double[] slope;
  private final double[] trial;
  private final double[] trialSlope;

  Restart(LaneEquations equations, Method.Adaptive method, TsitourasLanes steps, Pace pace) {
    this.equations = equations;
    this.method = method;
    this.steps = steps;
    this.pace = pace;
    LaneLayout sizes = equations.layout();
    single = equations.single();
    layout = single.layout();
    constants = sizes.constants();
    prepared = new double[sizes.prepared()];
    w = new double[layout.workspace()];
    state = new double[sizes.states()];
    slope = new double[sizes.states()];
    trial = new double[sizes.states()];
    trialSlope = new double[sizes.states()];
  }

  /** Puts a lane at the start of its trajectory. */
  void place(int l, Lane lane) {
    steps.begin(l);
    steps.time[l] = lane.problem.start();
    double[] initial = lane.problem.initial();
    for (int i = 0; i < state.length; i++) {
      steps.y()[i][l] = initial[i];
    }
    prepare(l, lane);
  }

  private void prepare(int l, Lane lane) {
    single.prepare(lane.p, lane.c);
    equations.prepare(lane.p, prepared);
    for (int i = 0; i < constants.length; i++) {
      steps.constants[i][l] = prepared[constants[i]];
    }
  }

  /** Does what the stops at the lane's time say; tells whether the state has jumped. */
  boolean act(int l, Lane lane) {
    boolean jumped = false;
    boolean changed = false;
    while (lane.stopsNow(steps.time[l])) {
      for (Action action : lane.takeStop().actions()) {
        switch (action) {
          case Action.Dose dose -> {
            steps.y()[dose.state()][l] += dose.amount();
            jumped |= dose.amount() != 0;
          }
          case Action.SetState set -> {
            jumped |= steps.y()[set.state()][l] != set.value();
            steps.y()[set.state()][l] = set.value();
          }
          case Action.SetParameter set -> {
            lane.p[set.parameter()] = set.value();
            changed = true;
          }
        }
      }
    }
    if (changed) {
      prepare(l, lane);
    }
    return jumped;
  }

  /** Solves the constraints of a lane, evaluates its derivative and, if asked, chooses a step; false if a value is not finite. */
  boolean begin(int l, Lane lane, boolean size) {
    for (int i = 0; i < state.length; i++) {
      state[i] = steps.y()[i][l];
    }
    derivative(steps.time[l], state, slope, lane);
    for (int k = 0; k < layout.constraints().size(); k++) {
      steps.y()[state.length + k][l] = w[layout.warmStart(k)];
    }
    for (double rate : slope) {
      if (!Double.isFinite(rate)) {
        return false;
      }
    }
    steps.start(l);
    pace.memory[l] = StepControl.LEAST_MEMORY;
    pace.shrunk[l] = false;
    pace.target[l] = lane.target();
    if (size) {
      pace.h[l] = Math.min(firstStep(steps.time[l], l, lane), method.largestStep());
    }
    return true;
  }

  private void derivative(double t, double[] y, double[] dy, Lane lane) {
    for (int k = 0; k < layout.constraints().size(); k++) {
      w[layout.warmStart(k)] = Double.NaN;
    }
    single.rightHandSide(t, y, 0, dy, 0, lane.c, w);
  }

  /** A first step from the size of state, derivative and second derivative (Hairer, Norsett, Wanner I, section II.4). */
  private double firstStep(double t, int l, Lane lane) {
    double distance = Math.max(lane.target() - t, 0);
    int n = state.length;
    double size = 0;
    double speed = 0;
    for (int i = 0; i < n; i++) {
      size += square(state[i] / steps.size(i, l));
      speed += square(slope[i] / steps.size(i, l));
    }
    double guess = size < 1e-10 * n || speed < 1e-10 * n ? 1e-6 * distance : 0.01 * Math.sqrt(size / speed);
    guess = Math.max(LEAST_STEP_ULPS * Math.ulp(t), Math.min(guess, Math.min(distance, method.largestStep())));
    for (int i = 0; i < n; i++) {
      trial[i] = state[i] + guess * slope[i];
    }
    Arrays.fill(trialSlope, 0);
    derivative(t + guess, trial, trialSlope, lane);
    double bend = 0;
    for (int i = 0; i < n; i++) {
      bend += square((trialSlope[i] - slope[i]) / steps.size(i, l));
    }
    if (!(bend < Double.POSITIVE_INFINITY)) {
      return guess;
    }
    double steepest = Math.sqrt(Math.max(speed, bend / (guess * guess)) / Math.max(1, n));
    double second = steepest <= 1e-15 ? Math.max(1e-6 * distance, 1e-3 * guess) : StrictMath.pow(0.01 / steepest, 0.2);
    return Math.min(100 * guess, second);
  }

  private static double square(double x) {
    return x * x;
  }
}
