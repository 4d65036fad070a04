package org.cartc.runtime.integrate;

/**
 * Writes the interpolants of the steps of all lanes, as {@link TsitourasStep#interpolant} does for one. Sums are computed for all lanes at
 * once; every lane has its own place to which they go.
 */
public final class LaneInterpolants {
  static final double[] QUADRATIC = {TsitourasStep.R21, TsitourasStep.R22, TsitourasStep.R23, TsitourasStep.R24, TsitourasStep.R25,
      TsitourasStep.R26, TsitourasStep.R27};
  static final double[] CUBIC = {TsitourasStep.R31, TsitourasStep.R32, TsitourasStep.R33, TsitourasStep.R34, TsitourasStep.R35,
      TsitourasStep.R36, TsitourasStep.R37};
  static final double[] QUARTIC = {TsitourasStep.R41, TsitourasStep.R42, TsitourasStep.R43, TsitourasStep.R44, TsitourasStep.R45,
      TsitourasStep.R46, TsitourasStep.R47};

  private final TsitourasLanes steps;
  private final int n;
  private final double[][] blocks;
  private final int[] at;
  private final double[] nowhere;
  private final double[][] coefficients;

  public LaneInterpolants(TsitourasLanes steps, int states, int width) {
    this.steps = steps;
    n = states;
    blocks = new double[width][];
    at = new int[width];
    coefficients = new double[(TsitourasStep.DEGREE + 1) * n][width];
    nowhere = new double[(TsitourasStep.DEGREE + 1) * n];
  }

  /** Adds a piece to the trajectory of a lane that accepts its step. */
  public void open(int lane, LaneRun run) {
    run.open(lane);
    blocks[lane] = run.block();
    at[lane] = run.at();
  }

  /** Leaves out a lane that rejects its step. */
  public void skip(int lane) {
    blocks[lane] = nowhere;
    at[lane] = 0;
  }

  /** Writes the polynomials of the steps just attempted, of some lanes. */
  public void write(int from, int to) {
    double[][][] k = steps.slopes();
    double[][] y = steps.y();
    double[] h = steps.step;
    for (int i = 0; i < n; i++) {
      System.arraycopy(y[i], from, coefficients[i], from, to - from);
      linear(coefficients[n + i], h, k[0][i], from, to);
      sum(coefficients[2 * n + i], h, QUADRATIC, k, i, from, to);
      sum(coefficients[3 * n + i], h, CUBIC, k, i, from, to);
      sum(coefficients[4 * n + i], h, QUARTIC, k, i, from, to);
    }
    for (int l = from; l < to; l++) {
      gather(coefficients, l, blocks[l], at[l]);
    }
  }

  private static void linear(double[] out, double[] h, double[] k1, int from, int to) {
    for (int l = from; l < to; l++) {
      out[l] = h[l] * k1[l];
    }
  }

  static void sum(double[] out, double[] h, double[] r, double[][][] k, int i, int from, int to) {
    sum(out, h, r, k[0][i], k[1][i], k[2][i], k[3][i], k[4][i], k[5][i], k[6][i], from, to);
  }

  private static void sum(double[] out, double[] h, double[] r, double[] k1, double[] k2, double[] k3, double[] k4, double[] k5,
      double[] k6, double[] k7, int from, int to) {
    double r1 = r[0];
    double r2 = r[1];
    double r3 = r[2];
    double r4 = r[3];
    double r5 = r[4];
    double r6 = r[5];
    double r7 = r[6];
    for (int l = from; l < to; l++) {
      out[l] = h[l] * (r1 * k1[l] + r2 * k2[l] + r3 * k3[l] + r4 * k4[l] + r5 * k5[l] + r6 * k6[l] + r7 * k7[l]);
    }
  }

  private static void gather(double[][] rows, int lane, double[] out, int at) {
    for (int j = 0; j < rows.length; j++) {
      out[at + j] = rows[j][lane];
    }
  }
}
