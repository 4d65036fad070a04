package org.cartc.runtime.ensemble;

import java.util.Arrays;
import java.util.List;
import org.cartc.runtime.integrate.Stop;
import org.cartc.runtime.integrate.TsitourasLanes;
import org.cartc.runtime.model.LaneEquations;
import org.cartc.runtime.model.LaneLayout;

/** Starts lanes, at first and after stops: what is rare is done for one trajectory at a time, with safeguarded constraints. */
final class Restart {
  private static final double LEAST_STEP_ULPS = 16;

  private final LaneEquations equations;
  private final double largestStep;
  private final TsitourasLanes steps;
  private final Pace pace;
  private final int carried;
  private final int[] constants;
  private final double[] prepared;
  private final double[] state;
  private final double[] slope;
  private final double[] trial;
  private final double[] trialSlope;

  Restart(LaneEquations equations, double largestStep, TsitourasLanes steps, Pace pace) {
    this.equations = equations;
    this.largestStep = largestStep;
    this.steps = steps;
    this.pace = pace;
    LaneLayout sizes = equations.layout();
    carried = sizes.carried();
    constants = sizes.constants();
    prepared = new double[sizes.prepared()];
    state = new double[sizes.states()];
    slope = new double[sizes.states()];
    trial = new double[sizes.states()];
    trialSlope = new double[sizes.states()];
  }

  /** Puts a lane at the start of its trajectory. */
  void place(int l, Lane lane) {
    lane.run.begin(l, lane.problem);
    prepare(l, lane);
  }

  private void prepare(int l, Lane lane) {
    equations.prepare(lane.run.parameters(), prepared);
    for (int i = 0; i < constants.length; i++) {
      steps.constants[i][l] = prepared[constants[i]];
    }
  }

  /** Does what the stops at the lane's time say; tells whether the state has jumped. */
  boolean act(int l, Lane lane) {
    List<Stop> stops = lane.takeStops(steps.time[l]);
    if (stops.isEmpty()) {
      return false;
    }
    boolean jumped = lane.run.act(l, stops);
    prepare(l, lane);
    return jumped;
  }

  /** Solves the constraints of a lane, evaluates its derivative and, if asked, chooses a step; false if a value is not finite. */
  boolean begin(int l, Lane lane, boolean size) {
    for (int i = 0; i < state.length; i++) {
      state[i] = steps.y()[i][l];
    }
    lane.run.derivative(steps.time[l], state, slope);
    for (int k = 0; k < carried; k++) {
      steps.y()[state.length + k][l] = lane.run.solved(k);
    }
    for (double rate : slope) {
      if (!Double.isFinite(rate)) {
        return false;
      }
    }
    lane.run.start(l);
    pace.memory[l] = StepControl.LEAST_MEMORY;
    pace.shrunk[l] = false;
    pace.target[l] = lane.target();
    if (size) {
      pace.h[l] = Math.min(firstStep(steps.time[l], l, lane), largestStep);
    }
    return true;
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
    guess = Math.max(LEAST_STEP_ULPS * Math.ulp(t), Math.min(guess, Math.min(distance, largestStep)));
    for (int i = 0; i < n; i++) {
      trial[i] = state[i] + guess * slope[i];
    }
    Arrays.fill(trialSlope, 0);
    lane.run.derivative(t + guess, trial, trialSlope);
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
