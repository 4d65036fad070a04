package org.cartc.runtime.integrate;

/**
 * One step of the Runge-Kutta method of order 8 with error estimates of orders 5 and 3 and an interpolant of order 7 of Dormand and
 * Prince (Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I, section II.10; coefficients of their DOP853). Twelve
 * right-hand sides per step, three more for the interpolant; the last stage is the first of the next step.
 */
final class DormandPrinceStep implements Step {
  private static final double C2 = 0.0526001519587677318786;
  private static final double C3 = 0.0789002279381515978178;
  private static final double C4 = 0.118350341907227396727;
  private static final double C5 = 0.281649658092772603273;
  private static final double C6 = 1.0 / 3;
  private static final double C7 = 0.25;
  private static final double C8 = 4.0 / 13;
  private static final double C9 = 0.651282051282051282051;
  private static final double C10 = 0.6;
  private static final double C11 = 0.857142857142857142857;
  private static final double C14 = 0.1;
  private static final double C15 = 0.2;
  private static final double C16 = 7.0 / 9;
  private static final double A2_1 = 0.0526001519587677318786;
  private static final double A3_1 = 0.0197250569845378994545;
  private static final double A3_2 = 0.0591751709536136983634;
  private static final double A4_1 = 0.0295875854768068491817;
  private static final double A4_3 = 0.0887627564304205475451;
  private static final double A5_1 = 0.241365134159266685502;
  private static final double A5_3 = -0.884549479328286085345;
  private static final double A5_4 = 0.924834003261792003116;
  private static final double A6_1 = 0.037037037037037037037;
  private static final double A6_4 = 0.17082860872947387128;
  private static final double A6_5 = 0.125467687566822425017;
  private static final double A7_1 = 0.037109375;
  private static final double A7_4 = 0.170252211019544039315;
  private static final double A7_5 = 0.060216538980455960685;
  private static final double A7_6 = -0.017578125;
  private static final double A8_1 = 0.0370920001185047927109;
  private static final double A8_4 = 0.17038392571223999381;
  private static final double A8_5 = 0.107262030446373284652;
  private static final double A8_6 = -0.0153194377486244017528;
  private static final double A8_7 = 0.00827378916381402288758;
  private static final double A9_1 = 0.624110958716075717114;
  private static final double A9_4 = -3.36089262944694129407;
  private static final double A9_5 = -0.868219346841726006818;
  private static final double A9_6 = 27.5920996994467083049;
  private static final double A9_7 = 20.1540675504778934086;
  private static final double A9_8 = -43.4898841810699588477;
  private static final double A10_1 = 0.47766253643826436589;
  private static final double A10_4 = -2.48811461997166764193;
  private static final double A10_5 = -0.590290826836842996371;
  private static final double A10_6 = 21.2300514481811942347;
  private static final double A10_7 = 15.2792336328824235833;
  private static final double A10_8 = -33.2882109689848629194;
  private static final double A10_9 = -0.0203312017085086261358;
  private static final double A11_1 = -0.937142430085987325717;
  private static final double A11_4 = 5.1863724288440637083;
  private static final double A11_5 = 1.09143734899672957819;
  private static final double A11_6 = -8.14978701074692612514;
  private static final double A11_7 = -18.5200656599969598642;
  private static final double A11_8 = 22.7394870993505042819;
  private static final double A11_9 = 2.49360555267965238987;
  private static final double A11_10 = -3.04676447189821950038;
  private static final double A12_1 = 2.27331014751653820792;
  private static final double A12_4 = -10.5344954667372501984;
  private static final double A12_5 = -2.0008720582248624991;
  private static final double A12_6 = -17.9589318631187989173;
  private static final double A12_7 = 27.9488845294199600508;
  private static final double A12_8 = -2.85899827713502369474;
  private static final double A12_9 = -8.87285693353062954434;
  private static final double A12_10 = 12.3605671757943030647;
  private static final double A12_11 = 0.643392746015763530356;
  private static final double A14_1 = 0.0561675022830479523393;
  private static final double A14_7 = 0.253500210216624811089;
  private static final double A14_8 = -0.246239037470802489917;
  private static final double A14_9 = -0.124191423263816360469;
  private static final double A14_10 = 0.153291798278765697312;
  private static final double A14_11 = 0.00820105229563468988492;
  private static final double A14_12 = 0.00756789766054569976139;
  private static final double A14_13 = -0.008298;
  private static final double A15_1 = 0.0318346481635021405061;
  private static final double A15_6 = 0.0283009096723667755288;
  private static final double A15_7 = 0.0535419883074385676224;
  private static final double A15_8 = -0.0549237485713909884647;
  private static final double A15_11 = -1.08347328697249322859e-4;
  private static final double A15_12 = 3.82571090835658412955e-4;
  private static final double A15_13 = -3.40465008687404560803e-4;
  private static final double A15_14 = 0.141312443674632500278;
  private static final double A16_1 = -0.428896301583791923409;
  private static final double A16_6 = -4.69762141536116384314;
  private static final double A16_7 = 7.68342119606259904184;
  private static final double A16_8 = 4.0689898183971100797;
  private static final double A16_9 = 0.356727187455281109271;
  private static final double A16_13 = -0.00139902416515901462129;
  private static final double A16_14 = 2.94751478915277233896;
  private static final double A16_15 = -9.15095847217987001082;
  private static final double B1 = 0.0542937341165687622381;
  private static final double B6 = 4.45031289275240888144;
  private static final double B7 = 1.89151789931450038304;
  private static final double B8 = -5.80120396001058478147;
  private static final double B9 = 0.311164366957819894409;
  private static final double B10 = -0.152160949662516078556;
  private static final double B11 = 0.201365400804030348375;
  private static final double B12 = 0.0447106157277725905177;
  private static final double BH1 = 0.244094488188976377953;
  private static final double BH9 = 0.733846688281611857341;
  private static final double BH12 = 0.0220588235294117647059;
  private static final double E1 = 0.0131200449941948807325;
  private static final double E6 = -1.22515644637620444072;
  private static final double E7 = -0.495758949657250191521;
  private static final double E8 = 1.66437718245498653696;
  private static final double E9 = -0.350328848749973681689;
  private static final double E10 = 0.33417911871301747903;
  private static final double E11 = 0.0819232064851157124657;
  private static final double E12 = -0.0223553078638862952588;
  private static final double D4_1 = -8.42893827610901286514;
  private static final double D4_6 = 0.566714953519377769625;
  private static final double D4_7 = -3.06894994594989169128;
  private static final double D4_8 = 2.38466765651206982877;
  private static final double D4_9 = 2.11703458244502827672;
  private static final double D4_10 = -0.871391583777972992068;
  private static final double D4_11 = 2.24043743026078827585;
  private static final double D4_12 = 0.631578778769468818156;
  private static final double D4_13 = -0.0889903364513333108207;
  private static final double D4_14 = 18.1485055208547272567;
  private static final double D4_15 = -9.19463239247835540005;
  private static final double D4_16 = -4.43603638759489396643;
  private static final double D5_1 = 10.4275086425791346034;
  private static final double D5_6 = 242.283491775258182884;
  private static final double D5_7 = 165.200451717270281985;
  private static final double D5_8 = -374.546754722690202795;
  private static final double D5_9 = -22.1136668531253060363;
  private static final double D5_10 = 7.73343266847226383896;
  private static final double D5_11 = -30.6740847310893981821;
  private static final double D5_12 = -9.33213052643022787296;
  private static final double D5_13 = 15.6972381217708438861;
  private static final double D5_14 = -31.1394032195651776773;
  private static final double D5_15 = -9.35292435884447838657;
  private static final double D5_16 = 35.8168414863940837525;
  private static final double D6_1 = 19.985053242002433821;
  private static final double D6_6 = -387.037308749351765551;
  private static final double D6_7 = -189.178138195167568828;
  private static final double D6_8 = 527.808159205423649006;
  private static final double D6_9 = -11.5739025399596301261;
  private static final double D6_10 = 6.88123269469630001697;
  private static final double D6_11 = -1.00060509669108384032;
  private static final double D6_12 = 0.777713779805344320929;
  private static final double D6_13 = -2.77820575235350840659;
  private static final double D6_14 = -60.1966952312641207583;
  private static final double D6_15 = 84.3204055066771610182;
  private static final double D6_16 = 11.992291136182789328;
  private static final double D7_1 = -25.6939334627037490033;
  private static final double D7_6 = -154.189748690236433741;
  private static final double D7_7 = -231.529379176045495675;
  private static final double D7_8 = 357.639117910614123783;
  private static final double D7_9 = 93.4053241836243100039;
  private static final double D7_10 = -37.4583231364516331569;
  private static final double D7_11 = 104.099649508962300451;
  private static final double D7_12 = 29.8402934266605031233;
  private static final double D7_13 = -43.5334565900111437544;
  private static final double D7_14 = 96.3245539591882829484;
  private static final double D7_15 = -39.1772616756154391652;
  private static final double D7_16 = -149.726836257985625814;

  private final Run run;
  private final Scale scale;
  private final int n;
  private final double[] stage;
  private final double[] end;
  private final double[] k2;
  private final double[] k3;
  private final double[] k4;
  private final double[] k5;
  private final double[] k6;
  private final double[] k7;
  private final double[] k8;
  private final double[] k9;
  private final double[] k10;
  private final double[] k11;
  private final double[] k12;
  private final double[] k14;
  private final double[] k15;
  private final double[] k16;
  private double[] k1;
  private double[] k13;

  DormandPrinceStep(Run run, Scale scale) {
    this.run = run;
    this.scale = scale;
    n = run.y.length;
    stage = new double[n];
    end = new double[n];
    k1 = new double[n];
    k2 = new double[n];
    k3 = new double[n];
    k4 = new double[n];
    k5 = new double[n];
    k6 = new double[n];
    k7 = new double[n];
    k8 = new double[n];
    k9 = new double[n];
    k10 = new double[n];
    k11 = new double[n];
    k12 = new double[n];
    k13 = new double[n];
    k14 = new double[n];
    k15 = new double[n];
    k16 = new double[n];
  }

  @Override
  public int degree() {
    return 7;
  }

  @Override
  public int errorOrder() {
    return 8;
  }

  @Override
  public double memory() {
    return 0;
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
    early(run.y, t, h);
    late(run.y, t, h, tEnd);
    double[] y = run.y;
    for (int i = 0; i < n; i++) {
      end[i] = y[i] + h * (B1 * k1[i] + B6 * k6[i] + B7 * k7[i] + B8 * k8[i] + B9 * k9[i] + B10 * k10[i] + B11 * k11[i] + B12 * k12[i]);
    }
    run.derivative(tEnd, end, k13);
    return errorNorm(y, h);
  }

  private void early(double[] y, double t, double h) {
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A2_1 * k1[i]);
    }
    run.derivative(t + C2 * h, stage, k2);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A3_1 * k1[i] + A3_2 * k2[i]);
    }
    run.derivative(t + C3 * h, stage, k3);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A4_1 * k1[i] + A4_3 * k3[i]);
    }
    run.derivative(t + C4 * h, stage, k4);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A5_1 * k1[i] + A5_3 * k3[i] + A5_4 * k4[i]);
    }
    run.derivative(t + C5 * h, stage, k5);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A6_1 * k1[i] + A6_4 * k4[i] + A6_5 * k5[i]);
    }
    run.derivative(t + C6 * h, stage, k6);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A7_1 * k1[i] + A7_4 * k4[i] + A7_5 * k5[i] + A7_6 * k6[i]);
    }
    run.derivative(t + C7 * h, stage, k7);
  }

  private void late(double[] y, double t, double h, double tEnd) {
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A8_1 * k1[i] + A8_4 * k4[i] + A8_5 * k5[i] + A8_6 * k6[i] + A8_7 * k7[i]);
    }
    run.derivative(t + C8 * h, stage, k8);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A9_1 * k1[i] + A9_4 * k4[i] + A9_5 * k5[i] + A9_6 * k6[i] + A9_7 * k7[i] + A9_8 * k8[i]);
    }
    run.derivative(t + C9 * h, stage, k9);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A10_1 * k1[i] + A10_4 * k4[i] + A10_5 * k5[i] + A10_6 * k6[i] + A10_7 * k7[i] + A10_8 * k8[i]
          + A10_9 * k9[i]);
    }
    run.derivative(t + C10 * h, stage, k10);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A11_1 * k1[i] + A11_4 * k4[i] + A11_5 * k5[i] + A11_6 * k6[i] + A11_7 * k7[i] + A11_8 * k8[i]
          + A11_9 * k9[i] + A11_10 * k10[i]);
    }
    run.derivative(t + C11 * h, stage, k11);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A12_1 * k1[i] + A12_4 * k4[i] + A12_5 * k5[i] + A12_6 * k6[i] + A12_7 * k7[i] + A12_8 * k8[i]
          + A12_9 * k9[i] + A12_10 * k10[i] + A12_11 * k11[i]);
    }
    run.derivative(tEnd, stage, k12);
  }

  /** Both estimates together: the lower one keeps the norm from vanishing by chance. */
  private double errorNorm(double[] y, double h) {
    double fifths = 0;
    double thirds = 0;
    for (int i = 0; i < n; i++) {
      double size = scale.of(i, y[i], end[i]);
      double fifth = h * (E1 * k1[i] + E6 * k6[i] + E7 * k7[i] + E8 * k8[i] + E9 * k9[i] + E10 * k10[i] + E11 * k11[i] + E12 * k12[i]);
      double third = h * ((B1 - BH1) * k1[i] + B6 * k6[i] + B7 * k7[i] + B8 * k8[i] + (B9 - BH9) * k9[i] + B10 * k10[i] + B11 * k11[i]
          + (B12 - BH12) * k12[i]);
      fifths += fifth / size * (fifth / size) + 0 * (end[i] + k13[i]);
      thirds += third / size * (third / size);
    }
    double both = fifths + 0.01 * thirds;
    return both == 0 ? 0 : fifths / Math.sqrt(both * n);
  }

  @Override
  public void interpolant(double t, double h, double[] q, int at) {
    extra(run.y, t, h);
    double[] y = run.y;
    for (int i = 0; i < n; i++) {
      double f0 = end[i] - y[i];
      double f1 = h * k1[i] - f0;
      double f2 = 2 * f0 - h * (k1[i] + k13[i]);
      double f3 = h * (D4_1 * k1[i] + D4_6 * k6[i] + D4_7 * k7[i] + D4_8 * k8[i] + D4_9 * k9[i] + D4_10 * k10[i] + D4_11 * k11[i]
          + D4_12 * k12[i] + D4_13 * k13[i] + D4_14 * k14[i] + D4_15 * k15[i] + D4_16 * k16[i]);
      double f4 = h * (D5_1 * k1[i] + D5_6 * k6[i] + D5_7 * k7[i] + D5_8 * k8[i] + D5_9 * k9[i] + D5_10 * k10[i] + D5_11 * k11[i]
          + D5_12 * k12[i] + D5_13 * k13[i] + D5_14 * k14[i] + D5_15 * k15[i] + D5_16 * k16[i]);
      double f5 = h * (D6_1 * k1[i] + D6_6 * k6[i] + D6_7 * k7[i] + D6_8 * k8[i] + D6_9 * k9[i] + D6_10 * k10[i] + D6_11 * k11[i]
          + D6_12 * k12[i] + D6_13 * k13[i] + D6_14 * k14[i] + D6_15 * k15[i] + D6_16 * k16[i]);
      double f6 = h * (D7_1 * k1[i] + D7_6 * k6[i] + D7_7 * k7[i] + D7_8 * k8[i] + D7_9 * k9[i] + D7_10 * k10[i] + D7_11 * k11[i]
          + D7_12 * k12[i] + D7_13 * k13[i] + D7_14 * k14[i] + D7_15 * k15[i] + D7_16 * k16[i]);
      q[at + i] = y[i];
      q[at + n + i] = f0 + f1;
      q[at + 2 * n + i] = -f1 + f2 + f3;
      q[at + 3 * n + i] = -f2 - 2 * f3 + f4 + f5;
      q[at + 4 * n + i] = f3 - 2 * f4 - 3 * f5 + f6;
      q[at + 5 * n + i] = f4 + 3 * f5 - 3 * f6;
      q[at + 6 * n + i] = -f5 + 3 * f6;
      q[at + 7 * n + i] = -f6;
    }
  }

  private void extra(double[] y, double t, double h) {
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A14_1 * k1[i] + A14_7 * k7[i] + A14_8 * k8[i] + A14_9 * k9[i] + A14_10 * k10[i] + A14_11 * k11[i]
          + A14_12 * k12[i] + A14_13 * k13[i]);
    }
    run.derivative(t + C14 * h, stage, k14);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A15_1 * k1[i] + A15_6 * k6[i] + A15_7 * k7[i] + A15_8 * k8[i] + A15_11 * k11[i] + A15_12 * k12[i]
          + A15_13 * k13[i] + A15_14 * k14[i]);
    }
    run.derivative(t + C15 * h, stage, k15);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * (A16_1 * k1[i] + A16_6 * k6[i] + A16_7 * k7[i] + A16_8 * k8[i] + A16_9 * k9[i] + A16_13 * k13[i]
          + A16_14 * k14[i] + A16_15 * k15[i]);
    }
    run.derivative(t + C16 * h, stage, k16);
  }

  @Override
  public void follow() {
    double[] k = k1;
    k1 = k13;
    k13 = k;
  }
}
