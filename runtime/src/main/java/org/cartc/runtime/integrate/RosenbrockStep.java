package org.cartc.runtime.integrate;

import org.cartc.runtime.linear.Factorisation;

/**
 * One step of Rodas5P: the stiffly accurate, L-stable Rosenbrock method of order 5(4) with an interpolant of order 4 of G. Steinebach,
 * BIT Numer. Math. 63 (2023) 27, in the form of Hairer and Wanner (Solving Ordinary Differential Equations II, section IV.7) that needs no
 * product with the Jacobian. One Jacobian per accepted step, one factorisation per step, eight right-hand sides and solutions.
 */
final class RosenbrockStep implements Step {
  private static final double GAMMA = 0.21193756319429014;
  private static final double ALPHA2 = 0.6358126895828704;
  private static final double ALPHA3 = 0.4095798393397535;
  private static final double ALPHA4 = 0.9769306725060716;
  private static final double ALPHA5 = 0.4288403609558664;
  private static final double D2 = -0.42387512638858027;
  private static final double D3 = -0.3384627126235924;
  private static final double D4 = 1.8046452872882734;
  private static final double D5 = 2.325825639765069;
  private static final double A21 = 3.0;
  private static final double A31 = 2.849394379747939;
  private static final double A32 = 0.45842242204463923;
  private static final double A41 = -6.954028509809101;
  private static final double A42 = 2.489845061869568;
  private static final double A43 = -10.358996098473584;
  private static final double A51 = 2.8029986275628964;
  private static final double A52 = 0.5072464736228206;
  private static final double A53 = -0.3988312541770524;
  private static final double A54 = -0.04721187230404641;
  private static final double A61 = -7.502846399306121;
  private static final double A62 = 2.561846144803919;
  private static final double A63 = -11.627539656261098;
  private static final double A64 = -0.18268767659942256;
  private static final double A65 = 0.030198172008377946;
  private static final double C21 = -14.155112264123755;
  private static final double C31 = -17.97296035885952;
  private static final double C32 = -2.859693295451294;
  private static final double C41 = 147.12150275711716;
  private static final double C42 = -1.41221402718213;
  private static final double C43 = 71.68940251302358;
  private static final double C51 = 165.43517024871676;
  private static final double C52 = -0.4592823456491126;
  private static final double C53 = 42.90938336958603;
  private static final double C54 = -5.961986721573306;
  private static final double C61 = 24.854864614690072;
  private static final double C62 = -3.0009227002832186;
  private static final double C63 = 47.4931110020768;
  private static final double C64 = 5.5814197821558125;
  private static final double C65 = -0.6610691825249471;
  private static final double C71 = 30.91273214028599;
  private static final double C72 = -3.1208243349937974;
  private static final double C73 = 77.79954646070892;
  private static final double C74 = 34.28646028294783;
  private static final double C75 = -19.097331116725623;
  private static final double C76 = -28.087943162872662;
  private static final double C81 = 37.80277123390563;
  private static final double C82 = -3.2571969029072276;
  private static final double C83 = 112.26918849496327;
  private static final double C84 = 66.9347231244047;
  private static final double C85 = -40.06618937091002;
  private static final double C86 = -54.66780262877968;
  private static final double C87 = -9.48861652309627;
  private static final double H11 = 25.948786856663858;
  private static final double H12 = -2.5579724845846235;
  private static final double H13 = 10.433815404888879;
  private static final double H14 = -2.3679251022685204;
  private static final double H15 = 0.524948541321073;
  private static final double H16 = 1.1241088310450404;
  private static final double H17 = 0.4272876194431874;
  private static final double H18 = -0.17202221070155493;
  private static final double H21 = -9.91568850695171;
  private static final double H22 = -0.9689944594115154;
  private static final double H23 = 3.0438037242978453;
  private static final double H24 = -24.495224566215796;
  private static final double H25 = 20.176138334709044;
  private static final double H26 = 15.98066361424651;
  private static final double H27 = -6.789040303419874;
  private static final double H28 = -6.710236069923372;
  private static final double H31 = 11.419903575922262;
  private static final double H32 = 2.8879645146136994;
  private static final double H33 = 72.92137995996029;
  private static final double H34 = 80.12511834622643;
  private static final double H35 = -52.072871366152654;
  private static final double H36 = -59.78993625266729;
  private static final double H37 = -0.15582684282751913;
  private static final double H38 = 4.883087185713722;

  private static final double STRICT = 0.5;
  private static final double STRICTEST = 0.005;
  private static final double SMALLEST_TOLERANCE = 1e-12;

  private final Run run;
  private final Linearisation linearisation;
  private final Scale scale;
  private final Factorisation matrix;
  private final Spectrum spectrum;
  private final double share;
  private final int n;
  private final double[] jacobian;
  private final double[] dt;
  private final double[] slope;
  private final double[] stage;
  private final double[] k1;
  private final double[] k2;
  private final double[] k3;
  private final double[] k4;
  private final double[] k5;
  private final double[] k6;
  private final double[] k7;
  private final double[] k8;

  RosenbrockStep(Run run, Linearisation linearisation, Scale scale) {
    this.run = run;
    this.linearisation = linearisation;
    this.scale = scale;
    share = share(scale.relative());
    var pattern = linearisation.pattern();
    matrix = linearisation.factorisation();
    spectrum = new Spectrum(pattern);
    jacobian = new double[pattern.size()];
    n = run.y.length;
    dt = new double[n];
    slope = new double[n];
    stage = new double[n];
    k1 = new double[n];
    k2 = new double[n];
    k3 = new double[n];
    k4 = new double[n];
    k5 = new double[n];
    k6 = new double[n];
    k7 = new double[n];
    k8 = new double[n];
  }

  /** The share of its tolerance that the estimated error may take: see {@link Method.Rosenbrock}. */
  private static double share(double relative) {
    double wanted = STRICT * Math.sqrt(Math.sqrt(relative));
    return Math.clamp(wanted, Math.min(1, Math.max(STRICTEST, SMALLEST_TOLERANCE / relative)), 1);
  }

  @Override
  public int degree() {
    return 4;
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
    spectrum.reset();
    return linearise();
  }

  private boolean linearise() {
    boolean finite = run.slope(slope);
    linearisation.at(jacobian, dt);
    return finite;
  }

  @Override
  public double[] slope() {
    return slope;
  }

  @Override
  public double[] end() {
    return stage;
  }

  @Override
  public double attempt(double t, double h, double tEnd) {
    run.factorisations++;
    if (!matrix.factorise(1 / (GAMMA * h), jacobian)) {
      return Double.POSITIVE_INFINITY;
    }
    first(h);
    early(run.y, t, h);
    late(run.y, h, tEnd);
    return errorNorm(run.y);
  }

  private void first(double h) {
    for (int i = 0; i < n; i++) {
      k1[i] = slope[i] + h * GAMMA * dt[i];
    }
    matrix.solve(k1);
  }

  private void early(double[] y, double t, double h) {
    double inverse = 1 / h;
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + A21 * k1[i];
    }
    run.derivative(t + ALPHA2 * h, stage, k2);
    for (int i = 0; i < n; i++) {
      k2[i] += (C21 * k1[i]) * inverse + h * D2 * dt[i];
    }
    matrix.solve(k2);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + A31 * k1[i] + A32 * k2[i];
    }
    run.derivative(t + ALPHA3 * h, stage, k3);
    for (int i = 0; i < n; i++) {
      k3[i] += (C31 * k1[i] + C32 * k2[i]) * inverse + h * D3 * dt[i];
    }
    matrix.solve(k3);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + A41 * k1[i] + A42 * k2[i] + A43 * k3[i];
    }
    run.derivative(t + ALPHA4 * h, stage, k4);
    for (int i = 0; i < n; i++) {
      k4[i] += (C41 * k1[i] + C42 * k2[i] + C43 * k3[i]) * inverse + h * D4 * dt[i];
    }
    matrix.solve(k4);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + A51 * k1[i] + A52 * k2[i] + A53 * k3[i] + A54 * k4[i];
    }
    run.derivative(t + ALPHA5 * h, stage, k5);
    for (int i = 0; i < n; i++) {
      k5[i] += (C51 * k1[i] + C52 * k2[i] + C53 * k3[i] + C54 * k4[i]) * inverse + h * D5 * dt[i];
    }
    matrix.solve(k5);
  }

  private void late(double[] y, double h, double tEnd) {
    double inverse = 1 / h;
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + A61 * k1[i] + A62 * k2[i] + A63 * k3[i] + A64 * k4[i] + A65 * k5[i];
    }
    run.derivative(tEnd, stage, k6);
    for (int i = 0; i < n; i++) {
      k6[i] += (C61 * k1[i] + C62 * k2[i] + C63 * k3[i] + C64 * k4[i] + C65 * k5[i]) * inverse;
    }
    matrix.solve(k6);
    for (int i = 0; i < n; i++) {
      stage[i] += k6[i];
    }
    run.derivative(tEnd, stage, k7);
    for (int i = 0; i < n; i++) {
      k7[i] += (C71 * k1[i] + C72 * k2[i] + C73 * k3[i] + C74 * k4[i] + C75 * k5[i] + C76 * k6[i]) * inverse;
    }
    matrix.solve(k7);
    for (int i = 0; i < n; i++) {
      stage[i] += k7[i];
    }
    run.derivative(tEnd, stage, k8);
    for (int i = 0; i < n; i++) {
      k8[i] += (C81 * k1[i] + C82 * k2[i] + C83 * k3[i] + C84 * k4[i] + C85 * k5[i] + C86 * k6[i] + C87 * k7[i]) * inverse;
    }
    matrix.solve(k8);
    for (int i = 0; i < n; i++) {
      stage[i] += k8[i];
    }
  }

  /** The last stage is the difference from the embedded method of order 4. */
  private double errorNorm(double[] y) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double r = k8[i] / scale.of(i, y[i], stage[i]);
      sum += r * r + 0 * stage[i];
    }
    return n == 0 ? 0 : Math.sqrt(sum / n) / share;
  }

  /** A bound of h times the spectral radius of the Jacobian. */
  double eigenvalue(double h) {
    return h * spectrum.bound(jacobian);
  }

  @Override
  public void interpolant(double t, double h, double[] q, int at) {
    double[] y = run.y;
    for (int i = 0; i < n; i++) {
      double d1 = H11 * k1[i] + H12 * k2[i] + H13 * k3[i] + H14 * k4[i] + H15 * k5[i] + H16 * k6[i] + H17 * k7[i] + H18 * k8[i];
      double d2 = H21 * k1[i] + H22 * k2[i] + H23 * k3[i] + H24 * k4[i] + H25 * k5[i] + H26 * k6[i] + H27 * k7[i] + H28 * k8[i];
      double d3 = H31 * k1[i] + H32 * k2[i] + H33 * k3[i] + H34 * k4[i] + H35 * k5[i] + H36 * k6[i] + H37 * k7[i] + H38 * k8[i];
      q[at + i] = y[i];
      q[at + n + i] = stage[i] - y[i] + d1;
      q[at + 2 * n + i] = d2 - d1;
      q[at + 3 * n + i] = d3 - d2;
      q[at + 4 * n + i] = -d3;
    }
  }

  @Override
  public void follow() {
    linearise();
  }
}
