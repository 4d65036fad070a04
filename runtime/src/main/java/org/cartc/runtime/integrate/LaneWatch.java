package org.cartc.runtime.integrate;

import java.util.Arrays;
import org.cartc.runtime.model.LaneLayout;

/**
 * Tells in which lanes a condition may change within a step, from its function at five equal distances, for all lanes at once.
 *
 * <p>Where all five values agree with the mode, and the least exceeds twice the sum of the largest differences of every order from the
 * second on, neither the function's interpolation polynomial nor anything near it has a zero: {@link Edges} would find nothing. Other
 * lanes are left to it.
 */
public final class LaneWatch {
  private static final int PARTS = 4;
  private static final double[][] WEIGHTS = {weights(0.25), weights(0.5), weights(0.75)};

  private final TsitourasLanes steps;
  private final int conditions;
  private final int rows;
  private final double[][] state;
  private final double[] time;

  /** Values by place, condition and lane; at place 0 NaN where a lane begins. */
  private final double[][][] values = new double[PARTS + 1][][];

  private final boolean[] busy;

  public LaneWatch(TsitourasLanes steps, LaneLayout layout, int width) {
    this.steps = steps;
    conditions = layout.single().conditions().size();
    rows = layout.rows();
    state = new double[rows][width];
    time = new double[width];
    for (int s = 0; s <= PARTS; s++) {
      values[s] = new double[conditions][width];
    }
    busy = new boolean[width];
  }

  private static double[] weights(double x) {
    double[] weights = new double[7];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = x * x * (LaneInterpolants.QUADRATIC[j] + x * (LaneInterpolants.CUBIC[j] + x * LaneInterpolants.QUARTIC[j]));
    }
    weights[0] += x;
    return weights;
  }

  /** Forgets what a lane had before a start or an edge. */
  public void begin(int lane) {
    for (double[] value : values[0]) {
      value[lane] = Double.NaN;
    }
  }

  /** Leaves a lane where it was before a step that was rejected. */
  public void hold(int lane) {
    for (int i = 0; i < conditions; i++) {
      values[0][i][lane] = values[PARTS][i][lane];
    }
  }

  /** Makes a lane continue what another lane has done. */
  public void move(int from, int to) {
    for (double[] value : values[0]) {
      value[to] = value[from];
    }
  }

  /** Looks at the steps just attempted. */
  public void look(int lanes) {
    double[][][] k = steps.slopes();
    double[][] y = steps.y();
    for (int s = 1; s < PARTS; s++) {
      for (int i = 0; i < rows; i++) {
        LaneInterpolants.sum(state[i], steps.step, WEIGHTS[s - 1], k, i, 0, lanes);
        add(state[i], y[i], lanes);
      }
      place(time, steps.time, steps.step, s, lanes);
      steps.conditions(time, state, values[s], lanes);
    }
    steps.conditions(steps.endTime, steps.end(), values[PARTS], lanes);
    Arrays.fill(busy, 0, lanes, false);
    for (int i = 0; i < conditions; i++) {
      judge(busy, steps.modes(i), values[0][i], values[1][i], values[2][i], values[3][i], values[4][i], lanes);
    }
    double[][] before = values[0];
    values[0] = values[PARTS];
    values[PARTS] = before;
  }

  /** Whether a condition of a lane may change within the step just looked at. */
  public boolean isBusy(int lane) {
    return busy[lane];
  }

  private static void add(double[] out, double[] y, int lanes) {
    for (int l = 0; l < lanes; l++) {
      out[l] += y[l];
    }
  }

  private static void place(double[] out, double[] t, double[] h, int part, int lanes) {
    double share = (double) part / PARTS;
    for (int l = 0; l < lanes; l++) {
      out[l] = t[l] + share * h[l];
    }
  }

  private static void judge(boolean[] busy, double[] modes, double[] v0, double[] v1, double[] v2, double[] v3, double[] v4, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double side = 2 * modes[l] - 1;
      double a = side * v0[l];
      double b = side * v1[l];
      double c = side * v2[l];
      double d = side * v3[l];
      double e = side * v4[l];
      double least = Math.min(Math.min(Math.min(a, b), Math.min(c, d)), e);
      double ab = a - 2 * b + c;
      double bc = b - 2 * c + d;
      double cd = c - 2 * d + e;
      double reach = Math.max(Math.max(Math.abs(ab), Math.abs(bc)), Math.abs(cd)) + Math.max(Math.abs(bc - ab), Math.abs(cd - bc))
          + Math.abs(cd - 2 * bc + ab);
      busy[l] |= !(least > 2 * reach);
    }
  }
}
