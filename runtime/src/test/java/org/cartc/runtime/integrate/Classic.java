package org.cartc.runtime.integrate;

/**
 * Classic initial value problems and the published digits of their solutions: F. Mazzia, C. Magherini, Test Set for Initial Value
 * Problem Solvers, University of Bari, release 2.4 (2008), each recomputed for this project with a program of another hand and agreeing
 * to at least ten digits.
 *
 * @param absolute the absolute tolerance as a multiple of the relative one
 * @param digits of the first states at the end
 */
record Classic(String name, Written equations, double end, double[] initial, double absolute, double[] digits) {
  static final Classic HIRES = new Classic("HIRES", new Derived(8, (t, y, dy, c, w) -> {
    dy[0] = -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007;
    dy[1] = 1.71 * y[0] - 8.75 * y[1];
    dy[2] = -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4];
    dy[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
    dy[4] = -1.745 * y[4] + 0.43 * y[5] + 0.43 * y[6];
    dy[5] = -280 * y[5] * y[7] + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6];
    dy[6] = 280 * y[5] * y[7] - 1.81 * y[6];
    dy[7] = -dy[6];
  }, (t, y, j, w) -> {
    j.set(1, 1, -1.71);
    j.set(1, 2, 0.43);
    j.set(1, 3, 8.32);
    j.set(2, 1, 1.71);
    j.set(2, 2, -8.75);
    j.set(3, 3, -10.03);
    j.set(3, 4, 0.43);
    j.set(3, 5, 0.035);
    j.set(4, 2, 8.32);
    j.set(4, 3, 1.71);
    j.set(4, 4, -1.12);
    j.set(5, 5, -1.745);
    j.set(5, 6, 0.43);
    j.set(5, 7, 0.43);
    j.set(6, 4, 0.69);
    j.set(6, 5, 1.71);
    j.set(6, 6, -280 * y[7] - 0.43);
    j.set(6, 7, 0.69);
    j.set(6, 8, -280 * y[5]);
    j.set(7, 6, 280 * y[7]);
    j.set(7, 7, -1.81);
    j.set(7, 8, 280 * y[5]);
    j.set(8, 6, -280 * y[7]);
    j.set(8, 7, 1.81);
    j.set(8, 8, -280 * y[5]);
  }), 321.8122, new double[] {1, 0, 0, 0, 0, 0, 0, 0.0057}, 1e-4, new double[] {
      7.371312573325668e-4, 1.442485726316185e-4, 5.888729740967575e-5, 1.175651343283149e-3, 2.386356198831330e-3, 6.238968252742796e-3,
      2.849998395185769e-3, 2.850001604814231e-3
  });

  static final Classic OREGO = new Classic("OREGO", new Derived(3, (t, y, dy, c, w) -> {
    dy[0] = 77.27 * (y[1] + y[0] * (1 - 8.375e-6 * y[0] - y[1]));
    dy[1] = (y[2] - (1 + y[0]) * y[1]) / 77.27;
    dy[2] = 0.161 * (y[0] - y[2]);
  }, (t, y, j, w) -> {
    j.set(1, 1, 77.27 * (1 - 2 * 8.375e-6 * y[0] - y[1]));
    j.set(1, 2, 77.27 * (1 - y[0]));
    j.set(2, 1, -y[1] / 77.27);
    j.set(2, 2, -(1 + y[0]) / 77.27);
    j.set(2, 3, 1 / 77.27);
    j.set(3, 1, 0.161);
    j.set(3, 3, -0.161);
  }), 360, new double[] {1, 2, 3}, 1, new double[] {1.000814870318523, 1228.178521549917, 132.0554942846706});

  static final Classic ROBER = new Classic("ROBER", new Derived(3, (t, y, dy, c, w) -> {
    dy[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
    dy[2] = 3e7 * y[1] * y[1];
    dy[1] = -dy[0] - dy[2];
  }, (t, y, j, w) -> {
    j.set(1, 1, -0.04);
    j.set(1, 2, 1e4 * y[2]);
    j.set(1, 3, 1e4 * y[1]);
    j.set(2, 1, 0.04);
    j.set(2, 2, -1e4 * y[2] - 6e7 * y[1]);
    j.set(2, 3, -1e4 * y[1]);
    j.set(3, 2, 6e7 * y[1]);
  }), 1e11, new double[] {1, 0, 0}, 1e-8, new double[] {2.083340149701255e-8, 8.333360770334713e-14, 0.9999999791665050});

  static final Classic VDPOL = new Classic("VDPOL", new Derived(2, (t, y, dy, c, w) -> {
    dy[0] = y[1];
    dy[1] = ((1 - y[0] * y[0]) * y[1] - y[0]) / 1e-6;
  }, (t, y, j, w) -> {
    j.set(1, 2, 1);
    j.set(2, 1, (-2 * y[0] * y[1] - 1) / 1e-6);
    j.set(2, 2, (1 - y[0] * y[0]) / 1e-6);
  }), 2, new double[] {2, 0}, 1, new double[] {1.706167732170483, -0.8928097010247975});

  private static final double A = 7.89e-10;
  private static final double B = 1.1e7;
  private static final double C = 1.13e3;
  private static final double M = 1e6;

  private static final Written E5_EQUATIONS = new Derived(4, (t, y, dy, c, w) -> {
    dy[0] = -A * y[0] - B * y[0] * y[2];
    dy[1] = A * y[0] - M * C * y[1] * y[2];
    dy[3] = B * y[0] * y[2] - C * y[3];
    dy[2] = dy[1] - dy[3];
  }, (t, y, j, w) -> {
    j.set(1, 1, -A - B * y[2]);
    j.set(1, 3, -B * y[0]);
    j.set(2, 1, A);
    j.set(2, 2, -M * C * y[2]);
    j.set(2, 3, -M * C * y[1]);
    j.set(3, 1, A - B * y[2]);
    j.set(3, 2, -M * C * y[2]);
    j.set(3, 3, -M * C * y[1] - B * y[0]);
    j.set(3, 4, C);
    j.set(4, 1, B * y[2]);
    j.set(4, 3, B * y[0]);
    j.set(4, 4, -C);
  });

  private static Classic e5(double end, double... digits) {
    return new Classic("E5", E5_EQUATIONS, end, new double[] {1.76e-3, 0, 0, 0}, 1e-20, digits);
  }

  static final Classic E5_EARLY = e5(1e3, 1.61807699991e-3, 1.38223703050e-10, 8.25157350067e-12, 1.29972129549e-10);
  static final Classic E5 = e5(1e7, 4.71503331498e-10, 1.81888955834e-14, 1.81888124697e-14, 8.34840198720e-20);

  /** With the algebraic unknown, y6 = 115.83 y1 y4, put into the other equations. */
  static final Classic AKZO = new Classic("AKZO", new Derived(5, (t, y, dy, c, w) -> {
    double root = Math.sqrt(y[1]);
    double y6 = 115.83 * y[0] * y[3];
    double r1 = 18.7 * y[0] * y[0] * y[0] * y[0] * root;
    double r2 = 0.58 * y[2] * y[3];
    double r3 = 0.58 / 34.4 * y[0] * y[4];
    double r4 = 0.09 * y[0] * y[3] * y[3];
    double r5 = 0.42 * y6 * y6 * root;
    double inflow = 3.3 * (0.9 / 737 - y[1]);
    dy[0] = -2 * r1 + r2 - r3 - r4;
    dy[1] = -0.5 * r1 - r4 - 0.5 * r5 + inflow;
    dy[2] = r1 - r2 + r3;
    dy[3] = -r2 + r3 - 2 * r4;
    dy[4] = r2 - r3 + r5;
  }, Classic::akzoJacobian), 180, new double[] {0.444, 0.00123, 0, 0.007, 0}, 1e-4, new double[] {
      0.1150794920661702, 1.203831471567715e-3, 0.1611562887407974, 3.656156421249283e-4, 1.708010885264404e-2
  });

  private static void akzoJacobian(double t, double[] y, Derived.Matrix j, double[] w) {
    double root = Math.sqrt(y[1]);
    double y6 = 115.83 * y[0] * y[3];
    double[] r1 = {4 * 18.7 * y[0] * y[0] * y[0] * root, 18.7 * y[0] * y[0] * y[0] * y[0] / (2 * root), 0, 0, 0};
    double[] r2 = {0, 0, 0.58 * y[3], 0.58 * y[2], 0};
    double[] r3 = {0.58 / 34.4 * y[4], 0, 0, 0, 0.58 / 34.4 * y[0]};
    double[] r4 = {0.09 * y[3] * y[3], 0, 0, 0.18 * y[0] * y[3], 0};
    double[] r5 = {0.84 * y6 * root * 115.83 * y[3], 0.42 * y6 * y6 / (2 * root), 0, 0.84 * y6 * root * 115.83 * y[0], 0};
    for (int k = 0; k < 5; k++) {
      j.set(1, k + 1, -2 * r1[k] + r2[k] - r3[k] - r4[k]);
      j.set(2, k + 1, -0.5 * r1[k] - r4[k] - 0.5 * r5[k] - (k == 1 ? 3.3 : 0));
      j.set(3, k + 1, r1[k] - r2[k] + r3[k]);
      j.set(4, k + 1, -r2[k] + r3[k] - 2 * r4[k]);
      j.set(5, k + 1, r2[k] - r3[k] + r5[k]);
    }
  }

  /** Positions in x and y, then velocities. */
  static final Classic PLEIADES = new Classic("PLEI", new Written(28, 0, (t, y, dy, c, w) -> {
    for (int i = 0; i < 7; i++) {
      dy[i] = y[14 + i];
      dy[7 + i] = y[21 + i];
      double ax = 0;
      double ay = 0;
      for (int j = 0; j < 7; j++) {
        double dx = y[j] - y[i];
        double dz = y[7 + j] - y[7 + i];
        double r2 = dx * dx + dz * dz;
        double weight = i == j ? 0 : (j + 1) / (r2 * Math.sqrt(r2));
        ax += weight * dx;
        ay += weight * dz;
      }
      dy[14 + i] = ax;
      dy[21 + i] = ay;
    }
  }), 3, new double[] {
      3, 3, -1, -3, 2, -2, 2, 3, -3, 2, 0, 0, -4, 4, 0, 0, 0, 0, 0, 1.75, -1.5, 0, 0, 0, -1.25, 1, 0, 0
  }, 1,
      new double[] {
          0.370613914390, 3.23728409206, -3.22255903242, 0.659709145578, 0.342558170716, 1.56217210140, -0.700309292221, -3.94343758552,
          -3.27138097397, 5.22508184345, -2.59061243498, 1.19821369339, -0.242968234494, 1.09144924043
      });

  Solution solve(Method method) {
    return Integration.solve(equations.until(end, initial), method);
  }

  /** The largest relative error at the end. */
  double error(Solution solution) {
    double[] y = Written.at(solution, end, initial.length);
    double worst = 0;
    for (int i = 0; i < digits.length; i++) {
      worst = Math.max(worst, Math.abs(y[i] / digits[i] - 1));
    }
    return worst;
  }
}
