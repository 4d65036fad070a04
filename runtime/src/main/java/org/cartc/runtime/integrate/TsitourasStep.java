package org.cartc.runtime.integrate;

/**
 * One step of the Runge-Kutta pair of order 5(4) of Ch. Tsitouras, "Runge-Kutta pairs of order 5 (4) satisfying only the first column
 * simplifying assumption", Comput. Math. Appl. 62 (2011) 770-775. The sign of the last error weight, a misprint in the paper, is the
 * one for which the weights sum to zero. The last stage is the first of the next step.
 */
final class TsitourasStep implements Step {
  /** The degree of the interpolant. */
  static final int DEGREE = 4;

  /** The negative real number to which the method is stable. */
  static final double STABLE = 3.5;

  static final double C2 = 0.161;
  static final double C3 = 0.327;
  static final double C4 = 0.9;
  static final double C5 = 0.98002554090450968573;
  static final double A21 = 0.161;
  static final double A31 = -0.0084806554923569885443;
  static final double A32 = 0.33548065549235698854;
  static final double A41 = 2.8971530571054934322;
  static final double A42 = -6.3594484899750748431;
  static final double A43 = 4.3622954328695814110;
  static final double A51 = 5.3258648284392566044;
  static final double A52 = -11.748883564062827878;
  static final double A53 = 7.4955393428898362083;
  static final double A54 = -0.092495066361755249257;
  static final double A61 = 5.8614554429464200287;
  static final double A62 = -12.920969317847109293;
  static final double A63 = 8.1593678985761586432;
  static final double A64 = -0.071584973281400997225;
  static final double A65 = -0.028269050394068382909;
  static final double B1 = 0.096460766818065229518;
  static final double B2 = 0.01;
  static final double B3 = 0.47988965041449957478;
  static final double B4 = 1.3790085741037418932;
  static final double B5 = -3.2900695154360806799;
  static final double B6 = 2.3247105240997739824;
  static final double E1 = 0.0017800110522257714434;
  static final double E2 = 0.00081643445965674690322;
  static final double E3 = -0.0078808780102619960103;
  static final double E4 = 0.14471100717326290754;
  static final double E5 = -0.58235716545255522502;
  static final double E6 = 0.45808210592918694666;
  static final double E7 = -1.0 / 66;
  static final double R21 = -2.7637061972748259113;
  static final double R22 = 0.1317;
  static final double R23 = 3.9302962368947515285;
  static final double R24 = -12.411077166933676984;
  static final double R25 = 37.509313416511039195;
  static final double R26 = -27.896526289197287806;
  static final double R27 = 1.5;
  static final double R31 = 2.9132554618219127438;
  static final double R32 = -0.2234;
  static final double R33 = -5.9410338721315047347;
  static final double R34 = 30.338188630282321598;
  static final double R35 = -88.178904894766401101;
  static final double R36 = 65.091894674793671526;
  static final double R37 = -4;
  static final double R41 = -1.0530884977290216;
  static final double R42 = 0.1017;
  static final double R43 = 2.4906272856512527930;
  static final double R44 = -16.548102889244902720;
  static final double R45 = 47.379521962819281220;
  static final double R46 = -34.870657861496609740;
  static final double R47 = 2.5;

  private final Run run;
  private final int n;
  private final Scale scale;
  private final double[] stage;
  private final double[] k2;
  private final double[] k3;
  private final double[] k4;
  private final double[] k5;
  private final double[] k6;

  private final double[] end;
  private double[] k1;
  private double[] k7;

  TsitourasStep(Run run, Scale scale) {
    this.run = run;
    this.scale = scale;
    n = run.y.length;
    stage = new double[n];
    k1 = new double[n];
    k2 = new double[n];
    k3 = new double[n];
    k4 = new double[n];
    k5 = new double[n];
    k6 = new double[n];
    k7 = new double[n];
    end = new double[n];
  }

  @Override
  public int degree() {
    return DEGREE;
  }

  @Override
  public int errorOrder() {
    return 5;
  }

  @Override
  public double memory() {
    return 0.2;
  }

  @Override
  public boolean start() {
    return run.slope(k1);
  }

  @Override
  public double[] slope() {
    return k1;
  }

  @Override
  public double[] end() {
    return end;
  }

  @Override
  public double attempt(double t, double h, double tEnd) {
    double[] y = run.y;
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A21 * k1[i]);
    }
    run.derivative(t + C2 * h, stage, k2);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A31 * k1[i] + A32 * k2[i]);
    }
    run.derivative(t + C3 * h, stage, k3);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A41 * k1[i] + A42 * k2[i] + A43 * k3[i]);
    }
    run.derivative(t + C4 * h, stage, k4);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A51 * k1[i] + A52 * k2[i] + A53 * k3[i] + A54 * k4[i]);
    }
    run.derivative(t + C5 * h, stage, k5);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A61 * k1[i] + A62 * k2[i] + A63 * k3[i] + A64 * k4[i] + A65 * k5[i]);
    }
    run.derivative(tEnd, stage, k6);
    for (int i = 0; i < n; i++) {
      end[i] = y[i] + h * (B1 * k1[i] + B2 * k2[i] + B3 * k3[i] + B4 * k4[i] + B5 * k5[i] + B6 * k6[i]);
    }
    run.derivative(tEnd, end, k7);
    return errorNorm(y, h);
  }

  private double errorNorm(double[] y, double h) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double e = h * (E1 * k1[i] + E2 * k2[i] + E3 * k3[i] + E4 * k4[i] + E5 * k5[i] + E6 * k6[i] + E7 * k7[i]);
      double r = e / scale.of(i, y[i], end[i]);
      sum += r * r + 0 * end[i];
    }
    return n == 0 ? 0 : Math.sqrt(sum / n);
  }

  /**
   * The size of h times the eigenvalue that dominates the difference of the last two stages, which are at one time (Hairer, Wanner,
   * Solving Ordinary Differential Equations II, section IV.2).
   */
  double eigenvalue(double h) {
    double slopes = 0;
    double states = 0;
    for (int i = 0; i < n; i++) {
      double size = scale.of(i, end[i], stage[i]);
      double slope = (k7[i] - k6[i]) / size;
      double state = (end[i] - stage[i]) / size;
      slopes += slope * slope;
      states += state * state;
    }
    return states > 0 ? h * Math.sqrt(slopes / states) : 0;
  }

  @Override
  public void interpolant(double t, double h, double[] q, int at) {
    double[] y = run.y;
    for (int i = 0; i < n; i++) {
      q[at + i] = y[i];
      q[at + n + i] = h * k1[i];
    }
    for (int i = 0; i < n; i++) {
      q[at + 2 * n + i] = h * (R21 * k1[i] + R22 * k2[i] + R23 * k3[i] + R24 * k4[i] + R25 * k5[i] + R26 * k6[i] + R27 * k7[i]);
    }
    for (int i = 0; i < n; i++) {
      q[at + 3 * n + i] = h * (R31 * k1[i] + R32 * k2[i] + R33 * k3[i] + R34 * k4[i] + R35 * k5[i] + R36 * k6[i] + R37 * k7[i]);
    }
    for (int i = 0; i < n; i++) {
      q[at + 4 * n + i] = h * (R41 * k1[i] + R42 * k2[i] + R43 * k3[i] + R44 * k4[i] + R45 * k5[i] + R46 * k6[i] + R47 * k7[i]);
    }
  }

  @Override
  public void follow() {
    double[] k = k1;
    k1 = k7;
    k7 = k;
  }
}
