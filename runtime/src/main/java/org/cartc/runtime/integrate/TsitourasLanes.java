package org.cartc.runtime.integrate;

import java.util.Arrays;
import org.cartc.runtime.model.LaneEquations;
import org.cartc.runtime.model.LaneLayout;

/**
 * Steps of the pair of Tsitouras for many trajectories at once, the same pair and interpolant as for one: every lane has a time and a
 * step of its own. Rows are states, then carried unknowns; the error is that of the states. Every method treats the lanes below
 * {@code lanes} alike, in loops that HotSpot makes into vector instructions. Allocates at construction only.
 */
public final class TsitourasLanes {
  private static final int STAGES = 7;

  /** Right-hand sides of an attempted step. */
  static final int RIGHT_HAND_SIDES = 6;

  /** Newton steps of a right-hand side, as {@link LaneEquations} has it. */
  static final int ITERATIONS = 2;

  /** Newton steps at the end of a step: of an error of 1e-3 three leave rounding, and the third shows that they do. */
  private static final int PROJECTIONS = 3;

  private final LaneEquations equations;
  private final int states;
  private final int rows;
  private final int modes;
  private final LaneScale scale;
  private final double[][] stage;
  private final double[][][] k = new double[STAGES][][];
  private final double[][] weights;
  private final double[] stageTime;

  /** The states and carried unknowns at the start of the step, one row each; given. */
  private double[][] y;

  /** The states and carried unknowns at the end of the step; computed, then the unknowns are projected. */
  private double[][] end;

  /** What the last projection found. */
  public final double[][] projected;

  /** The square of the norm of the step's error; NaN where a value is not finite. */
  public final double[] error;

  /** Constants of every lane. */
  public final double[][] constants;

  /** Where in the step of each lane {@link #interpolate} looks, from 0 to 1; given. */
  public final double[] place;

  /** The states that {@link #interpolate} finds. */
  public final double[][] within;

  private final double[][] scratch;

  /** The time at the start of the step; given. */
  public final double[] time;

  /** The step; given. */
  public final double[] step;

  /** The time at the end of the step; given. */
  public final double[] endTime;

  public TsitourasLanes(LaneEquations equations, int width, Tolerance tolerance) {
    LaneLayout layout = equations.layout();
    this.equations = equations;
    states = layout.states();
    scale = new LaneScale(tolerance, states, width);
    rows = layout.rows();
    modes = layout.single().conditions().size();
    y = new double[rows][width];
    end = new double[rows][width];
    stage = new double[rows][width];
    for (int j = 0; j < STAGES; j++) {
      k[j] = new double[rows][width];
    }
    weights = new double[STAGES][width];
    within = new double[states][width];
    place = new double[width];
    projected = new double[LaneEquations.RESULTS * layout.carried()][width];
    constants = new double[layout.constants().length][width];
    scratch = new double[layout.scratch()][width];
    error = new double[width];
    stageTime = new double[width];
    time = new double[width];
    step = new double[width];
    endTime = new double[width];
  }

  /** The states and carried unknowns where the lanes stand. */
  public double[][] y() {
    return y;
  }

  /** The states and carried unknowns at the end of the step just attempted. */
  double[][] end() {
    return end;
  }

  /** The derivatives of the stages of the step just attempted. */
  double[][][] slopes() {
    return k;
  }

  /** The states of the last stage before the end of the step just attempted, at the same time. */
  double[][] lastStage() {
    return stage;
  }

  /** The functions of conditions at a time and state of every lane, in the modes in force. */
  void conditions(double[] t, double[][] at, double[][] g, int lanes) {
    equations.conditions(t, at, g, constants, scratch, 0, lanes);
  }

  /** Whether a condition holds, 1 or 0, per lane. */
  double[] modes(int condition) {
    return scratch[condition];
  }

  /** The absolute tolerance of a state, per lane. */
  double[] absolute(int state) {
    return scale.absolute[state];
  }

  double relative() {
    return scale.relative;
  }

  /** Says whether a condition holds in a lane, from its next {@link #start} on. */
  void mode(int condition, int lane, boolean holds) {
    scratch[condition][lane] = holds ? 1 : 0;
  }

  /** Gives a lane to another trajectory; where it stands and its constants are set after. */
  public void begin(int lane) {
    scale.begin(lane);
  }

  /** Evaluates the derivative of one lane where it stands, for its first step after a jump. */
  public void start(int lane) {
    scale.reach(y, lane, lane + 1);
    equations.rightHandSide(time, y, k[0], constants, scratch, lane, lane + 1);
  }

  /** The size against which an error of a state is measured where a lane stands. */
  public double size(int state, int lane) {
    return scale.absolute[state][lane] + scale.relative * Math.abs(y[state][lane]) + Double.MIN_NORMAL;
  }

  /** Computes stages and end of a step, projects the carried unknowns, and measures the error. */
  public void attempt(int lanes) {
    for (int i = 0; i < rows; i++) {
      second(stage[i], y[i], step, k[0][i], lanes);
    }
    evaluate(TsitourasStep.C2, 1, lanes);
    for (int i = 0; i < rows; i++) {
      third(stage[i], y[i], step, k[0][i], k[1][i], lanes);
    }
    evaluate(TsitourasStep.C3, 2, lanes);
    for (int i = 0; i < rows; i++) {
      fourth(stage[i], y[i], step, k[0][i], k[1][i], k[2][i], lanes);
    }
    evaluate(TsitourasStep.C4, 3, lanes);
    for (int i = 0; i < rows; i++) {
      fifth(stage[i], y[i], step, k[0][i], k[1][i], k[2][i], k[3][i], lanes);
    }
    evaluate(TsitourasStep.C5, 4, lanes);
    for (int i = 0; i < rows; i++) {
      sixth(stage[i], y[i], step, k[0][i], k[1][i], k[2][i], k[3][i], k[4][i], lanes);
    }
    equations.rightHandSide(endTime, stage, k[5], constants, scratch, 0, lanes);
    for (int i = 0; i < rows; i++) {
      last(end[i], y[i], step, k[0][i], k[1][i], k[2][i], k[3][i], k[4][i], k[5][i], lanes);
    }
    for (int i = 0; i < PROJECTIONS && rows > states; i++) {
      project(lanes);
    }
    equations.rightHandSide(endTime, end, k[6], constants, scratch, 0, lanes);
    measure(lanes);
  }

  private void evaluate(double node, int j, int lanes) {
    times(stageTime, time, step, node, lanes);
    equations.rightHandSide(stageTime, stage, k[j], constants, scratch, 0, lanes);
  }

  private void project(int lanes) {
    equations.project(endTime, end, projected, constants, scratch, 0, lanes);
    for (int i = states; i < rows; i++) {
      System.arraycopy(projected[LaneEquations.RESULTS * (i - states) + LaneEquations.SOLUTION], 0, end[i], 0, lanes);
    }
  }

  private void measure(int lanes) {
    Arrays.fill(error, 0, lanes, 0);
    for (int i = 0; i < states; i++) {
      estimate(stageTime, step, k[0][i], k[1][i], k[2][i], k[3][i], k[4][i], k[5][i], k[6][i], lanes);
      square(error, stageTime, y[i], end[i], scale.absolute[i], scale.relative, lanes);
    }
    double share = 1.0 / Math.max(1, states);
    for (int l = 0; l < lanes; l++) {
      error[l] *= share;
    }
  }

  /**
   * Interpolates the states within the step just attempted into {@link #within}, at the place of each lane in {@link #place}.
   *
   * @param columns the states that are wanted
   */
  public void interpolate(int[] columns, int from, int to) {
    weigh(place, weights, step, from, to);
    for (int i : columns) {
      weighted(within[i], y[i], weights, k, i, from, to);
    }
  }

  private static void weighted(double[] out, double[] y, double[][] w, double[][][] k, int i, int from, int to) {
    weighted(out, y, w[0], w[1], k[0][i], k[1][i], from, to);
    weighted(out, out, w[2], w[3], k[2][i], k[3][i], from, to);
    weighted(out, w[4], w[5], w[6], k[4][i], k[5][i], k[6][i], from, to);
  }

  /** Makes the end of the step the start of the next one, for every lane; those to stay must be {@link #hold held} after. */
  public void advance() {
    double[][] before = y;
    y = end;
    end = before;
    double[][] first = k[0];
    k[0] = k[6];
    k[6] = first;
  }

  /** Takes note of how far states have come, after {@link #advance} and {@link #hold}: absolute tolerances may be shares of it. */
  public void reach(int lanes) {
    scale.reach(y, 0, lanes);
  }

  /** Puts a lane back to where it was before {@link #advance}. */
  public void hold(int lane) {
    for (int i = 0; i < rows; i++) {
      y[i][lane] = end[i][lane];
      k[0][i][lane] = k[6][i][lane];
    }
  }

  /** Makes a lane continue what another lane has done. */
  public void move(int from, int to) {
    for (int i = 0; i < rows; i++) {
      y[i][to] = y[i][from];
      k[0][i][to] = k[0][i][from];
    }
    for (double[] constant : constants) {
      constant[to] = constant[from];
    }
    for (int i = 0; i < modes; i++) {
      scratch[i][to] = scratch[i][from];
    }
    time[to] = time[from];
    scale.move(from, to);
  }

  private static void times(double[] out, double[] t, double[] h, double node, int lanes) {
    for (int l = 0; l < lanes; l++) {
      out[l] = t[l] + node * h[l];
    }
  }

  private static void second(double[] out, double[] y, double[] h, double[] k1, int lanes) {
    for (int l = 0; l < lanes; l++) {
      out[l] = y[l] + h[l] * (TsitourasStep.A21 * k1[l]);
    }
  }

  private static void third(double[] out, double[] y, double[] h, double[] k1, double[] k2, int lanes) {
    for (int l = 0; l < lanes; l++) {
      out[l] = y[l] + h[l] * (TsitourasStep.A31 * k1[l] + TsitourasStep.A32 * k2[l]);
    }
  }

  private static void fourth(double[] out, double[] y, double[] h, double[] k1, double[] k2, double[] k3, int lanes) {
    for (int l = 0; l < lanes; l++) {
      out[l] = y[l] + h[l] * (TsitourasStep.A41 * k1[l] + TsitourasStep.A42 * k2[l] + TsitourasStep.A43 * k3[l]);
    }
  }

  private static void fifth(double[] out, double[] y, double[] h, double[] k1, double[] k2, double[] k3, double[] k4, int lanes) {
    for (int l = 0; l < lanes; l++) {
      out[l] = y[l] + h[l]
          * (TsitourasStep.A51 * k1[l] + TsitourasStep.A52 * k2[l] + TsitourasStep.A53 * k3[l] + TsitourasStep.A54 * k4[l]);
    }
  }

  private static void sixth(double[] out, double[] y, double[] h, double[] k1, double[] k2, double[] k3, double[] k4, double[] k5,
      int lanes) {
    for (int l = 0; l < lanes; l++) {
      out[l] = y[l] + h[l] * (TsitourasStep.A61 * k1[l] + TsitourasStep.A62 * k2[l] + TsitourasStep.A63 * k3[l]
          + TsitourasStep.A64 * k4[l] + TsitourasStep.A65 * k5[l]);
    }
  }

  private static void last(double[] out, double[] y, double[] h, double[] k1, double[] k2, double[] k3, double[] k4, double[] k5,
      double[] k6, int lanes) {
    for (int l = 0; l < lanes; l++) {
      out[l] = y[l] + h[l] * (TsitourasStep.B1 * k1[l] + TsitourasStep.B2 * k2[l] + TsitourasStep.B3 * k3[l]
          + TsitourasStep.B4 * k4[l] + TsitourasStep.B5 * k5[l] + TsitourasStep.B6 * k6[l]);
    }
  }

  private static void estimate(double[] out, double[] h, double[] k1, double[] k2, double[] k3, double[] k4, double[] k5, double[] k6,
      double[] k7, int lanes) {
    for (int l = 0; l < lanes; l++) {
      out[l] = h[l] * (TsitourasStep.E1 * k1[l] + TsitourasStep.E2 * k2[l] + TsitourasStep.E3 * k3[l] + TsitourasStep.E4 * k4[l]
          + TsitourasStep.E5 * k5[l] + TsitourasStep.E6 * k6[l] + TsitourasStep.E7 * k7[l]);
    }
  }

  private static void square(double[] sum, double[] error, double[] before, double[] after, double[] absolute, double relative,
      int lanes) {
    for (int l = 0; l < lanes; l++) {
      double r = error[l] / (absolute[l] + relative * Math.max(Math.abs(before[l]), Math.abs(after[l])) + Double.MIN_NORMAL);
      sum[l] += r * r + 0 * after[l];
    }
  }

  /** The weights of the stages at x: the step times their polynomials. */
  private static void weigh(double[] place, double[][] w, double[] h, int from, int to) {
    weigh(w[0], w[1], place, h, from, to);
    weigh(w[2], place, h, TsitourasStep.R23, TsitourasStep.R33, TsitourasStep.R43, from, to);
    weigh(w[3], place, h, TsitourasStep.R24, TsitourasStep.R34, TsitourasStep.R44, from, to);
    weigh(w[4], place, h, TsitourasStep.R25, TsitourasStep.R35, TsitourasStep.R45, from, to);
    weigh(w[5], place, h, TsitourasStep.R26, TsitourasStep.R36, TsitourasStep.R46, from, to);
    weigh(w[6], place, h, TsitourasStep.R27, TsitourasStep.R37, TsitourasStep.R47, from, to);
  }

  private static void weigh(double[] first, double[] second, double[] place, double[] h, int from, int to) {
    for (int l = from; l < to; l++) {
      double x = place[l];
      first[l] = h[l] * (x + x * x * (TsitourasStep.R21 + x * (TsitourasStep.R31 + x * TsitourasStep.R41)));
      second[l] = h[l] * (x * x * (TsitourasStep.R22 + x * (TsitourasStep.R32 + x * TsitourasStep.R42)));
    }
  }

  private static void weigh(double[] w, double[] place, double[] h, double r2, double r3, double r4, int from, int to) {
    for (int l = from; l < to; l++) {
      double x = place[l];
      w[l] = h[l] * (x * x * (r2 + x * (r3 + x * r4)));
    }
  }

  private static void weighted(double[] out, double[] y, double[] w, double[] v, double[] k, double[] m, int from, int to) {
    for (int l = from; l < to; l++) {
      out[l] = y[l] + (w[l] * k[l] + v[l] * m[l]);
    }
  }

  private static void weighted(double[] out, double[] w5, double[] w6, double[] w7, double[] k5, double[] k6, double[] k7, int from,
      int to) {
    for (int l = from; l < to; l++) {
      out[l] += w5[l] * k5[l] + w6[l] * k6[l] + w7[l] * k7[l];
    }
  }
}
