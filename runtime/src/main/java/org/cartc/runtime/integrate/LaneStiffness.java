package org.cartc.runtime.integrate;

import java.util.Arrays;

/**
 * Whether stability and not accuracy bounds the steps of a lane: the test by which {@link Method.Automatic} leaves the explicit method, for
 * all lanes at once.
 */
public final class LaneStiffness {
  private static final double LIMIT = Selection.Automatic.LIMITED * TsitourasStep.STABLE;

  private final TsitourasLanes steps;
  private final int n;
  private final double[] slopes;
  private final double[] states;
  private final int[] votes;
  private final int[] against;

  public LaneStiffness(TsitourasLanes steps, int states, int width) {
    this.steps = steps;
    n = states;
    slopes = new double[width];
    this.states = new double[width];
    votes = new int[width];
    against = new int[width];
  }

  /** Gives a lane to another trajectory. */
  public void begin(int lane) {
    votes[lane] = 0;
    against[lane] = 0;
  }

  /** Makes a lane continue what another lane has done. */
  public void move(int from, int to) {
    votes[to] = votes[from];
    against[to] = against[from];
  }

  /** Compares the last two stages of the steps just attempted, which are at one time. */
  public void measure(int lanes) {
    double[][][] k = steps.slopes();
    double[][] end = steps.end();
    double[][] stage = steps.lastStage();
    Arrays.fill(slopes, 0, lanes, 0);
    Arrays.fill(states, 0, lanes, 0);
    for (int i = 0; i < n; i++) {
      add(slopes, states, k[6][i], k[5][i], end[i], stage[i], steps.absolute(i), steps.relative(), lanes);
    }
  }

  private static void add(double[] slopes, double[] states, double[] k7, double[] k6, double[] end, double[] stage, double[] absolute,
      double relative, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double size = absolute[l] + relative * Math.max(Math.abs(end[l]), Math.abs(stage[l])) + Double.MIN_NORMAL;
      double slope = (k7[l] - k6[l]) / size;
      double state = (end[l] - stage[l]) / size;
      slopes[l] += slope * slope;
      states[l] += state * state;
    }
  }

  /** Counts the step just accepted; whether the trajectory is stiff. */
  public boolean isStiff(int lane) {
    double h = steps.step[lane];
    if (h * h * slopes[lane] > LIMIT * LIMIT * states[lane]) {
      against[lane] = 0;
      votes[lane]++;
    } else if (++against[lane] == Selection.Automatic.ANNULLING) {
      votes[lane] = 0;
    }
    return votes[lane] >= Selection.Automatic.VOTES;
  }
}
