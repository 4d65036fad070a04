package org.cartc.compiler.published;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Li and Lei (2025), Eqs (2.1)-(2.13) with cytokines in quasi-equilibrium, written from the paper and sharing nothing with the compiler:
 * an oracle. States are T_4, T_P, T_E, T_M, T_r, C, M; the control plan of Section 3.3 starts them.
 */
final class Paper {
  private static final double[] CONTROL = {1e4, 1e7, 1e7, 1e3, 1e3, 1e6, 1e2};
  private static final int TUMOUR = 5;
  private static final int DAYS = 200;

  /** Tables 1 and 2; d_T_M as in the caption of Figure 4. */
  static Map<String, Double> parameters() {
    Map<String, Double> p = new LinkedHashMap<>();
    p.put("lambda_T_4_I_2", 0.25);
    p.put("lambda_T_P_I_2", 1.5);
    p.put("lambda_T_r_I_2", 0.038);
    p.put("lambda_M_I_gamma", 0.25);
    p.put("lambda_I_2_T_4", 0.46e-4);
    p.put("lambda_I_gamma_T_E", 0.74e-9);
    p.put("lambda_I_gamma_T_4", 0.58e-9);
    p.put("lambda_T_beta_C", 0.11e-4);
    p.put("lambda_I_6_M", 0.52e-5);
    p.put("K_T_r", 1e4);
    p.put("K_C", 5e7);
    p.put("K_I_2", 1e-1);
    p.put("K_I_6", 2.5e-3);
    p.put("K_I_gamma", 1e-2);
    p.put("K_T_beta", 1e-3);
    p.put("K_T_M0", 0.2);
    p.put("K_T_M1", 20.0);
    p.put("lambda_C", 3.3);
    p.put("lambda_T_M", 0.02);
    p.put("lambda", 0.2);
    p.put("lambda_T_E_to_M", 0.26e-4);
    p.put("lambda_T_M_to_E", 0.1e-5);
    p.put("k_T_E", 3.57);
    p.put("k_T_4", 0.08);
    p.put("K_1", 0.05);
    p.put("K_2", 0.04);
    p.put("K_3", 0.001);
    p.put("M_0", 1e3);
    p.put("d_T_4", 0.20);
    p.put("d_T_P", 0.07);
    p.put("d_T_E", 0.18);
    p.put("d_T_M", 0.0065);
    p.put("d_T_r", 0.06);
    p.put("d_C", 0.075);
    p.put("d_M", 0.03);
    p.put("d_I_2", 7.7);
    p.put("d_T_beta", 5.0);
    p.put("d_I_gamma", 4.16);
    p.put("d_I_6", 4.0);
    return p;
  }

  private final Map<String, Double> p;
  private final boolean byIteration;

  private Paper(Map<String, Double> p, boolean byIteration) {
    this.p = p;
    this.byIteration = byIteration;
  }

  /** PFS by the authors' program: step 1 day, plain iteration, the day after the last one with C at most C(0). */
  static int publishedDays(Map<String, Double> parameters) {
    Paper paper = new Paper(parameters, true);
    double[] y = CONTROL.clone();
    int last = 0;
    for (int day = 1; day <= DAYS; day++) {
      paper.step(y, 1);
      last = y[TUMOUR] <= CONTROL[TUMOUR] ? day : last;
    }
    return Math.min(last + 1, DAYS);
  }

  /** The last time with C at most C(0), with Eq (2.4) solved to rounding. */
  static double convergedDays(Map<String, Double> parameters, int stepsPerDay) {
    Paper paper = new Paper(parameters, false);
    double[] y = CONTROL.clone();
    double h = 1.0 / stepsPerDay;
    double last = 0;
    for (int i = 0; i < DAYS * stepsPerDay; i++) {
      double before = y[TUMOUR] - CONTROL[TUMOUR];
      paper.step(y, h);
      double after = y[TUMOUR] - CONTROL[TUMOUR];
      if (after <= 0) {
        last = (i + 1) * h;
      } else if (before <= 0 && i > 0) {
        last = (i + before / (before - after)) * h;
      }
    }
    return last;
  }

  private double p(String name) {
    return p.get(name);
  }

  /** C / (1 + K_1 T_E/(1 + K_1 x) + K_2 T_M/(1 + K_2 x) + K_3 T_4/(1 + K_3 x)), Eq (2.4). */
  private double map(double x, double[] y) {
    double k1 = p("K_1");
    double k2 = p("K_2");
    double k3 = p("K_3");
    return y[TUMOUR] / (1 + k1 * y[2] / (1 + k1 * x) + k2 * y[3] / (1 + k2 * x) + k3 * y[0] / (1 + k3 * x));
  }

  private double free(double[] y) {
    return byIteration ? iterated(y) : bisected(y);
  }

  /** As the authors' program does: the iterate before the first is 0. */
  private double iterated(double[] y) {
    double previous = 0;
    double x = y[TUMOUR];
    while (Math.abs(x - previous) > 1) {
      previous = x;
      x = map(previous, y);
    }
    return x;
  }

  private double bisected(double[] y) {
    double low = 0;
    double high = y[TUMOUR];
    for (int i = 0; i < 200; i++) {
      double middle = 0.5 * (low + high);
      if (middle == low || middle == high) {
        break;
      }
      if (map(middle, y) > middle) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  private double[] slopes(double[] y) {
    double t4 = y[0];
    double tp = y[1];
    double te = y[2];
    double tm = y[3];
    double tr = y[4];
    double c = y[TUMOUR];
    double m = y[6];
    double x = free(y);
    double brake = 1 / (1 + tr / p("K_T_r"));
    double i2 = p("lambda_I_2_T_4") * t4 / p("d_I_2");
    double beta = p("lambda_T_beta_C") * c / p("d_T_beta");
    double i6 = p("lambda_I_6_M") * m / p("d_I_6");
    double interferon = (p("lambda_I_gamma_T_E") * te + p("lambda_I_gamma_T_4") * t4) * (brake + 1 / (1 + beta / p("K_T_beta")))
        / p("d_I_gamma");
    double byI2 = i2 / (p("K_I_2") + i2);
    double byInterferon = interferon / (p("K_I_gamma") + interferon);
    double toEffector = p("lambda") * (i6 / (p("K_I_6") + i6) + byInterferon) * tp;
    double stimulus = p("K_2") * x / (1 + p("K_2") * x);
    double recall = p("lambda_T_M_to_E") * stimulus * tm;
    double half = p("K_T_M0") + p("K_T_M1") * stimulus;
    double bound = 1 + p("K_1") * te / (1 + p("K_1") * x) + p("K_2") * tm / (1 + p("K_2") * x) + p("K_3") * t4 / (1 + p("K_3") * x)
        + p("K_1") * c;
    return new double[] {
        p("lambda_T_4_I_2") * byI2 * t4 - p("d_T_4") * t4,
        p("lambda_T_P_I_2") * byI2 * brake * tp - toEffector - p("d_T_P") * tp,
        toEffector + recall - p("lambda_T_E_to_M") * te - p("d_T_E") * te,
        p("lambda_T_M") * half / (half + tm) * tm + p("lambda_T_E_to_M") * te - recall - p("d_T_M") * tm,
        p("lambda_T_r_I_2") * byI2 * tr - p("d_T_r") * tr,
        p("lambda_C") * p("K_C") / (p("K_C") + c) * c - p("d_C") * c
            - (p("k_T_E") * p("K_1") * te + p("k_T_4") * p("K_3") * t4) / bound * brake * c,
        p("lambda_M_I_gamma") * byInterferon * p("M_0") - p("d_M") * m
    };
  }

  /** One step of the classical method of Runge and Kutta. */
  private void step(double[] y, double h) {
    double[] k1 = slopes(y);
    double[] k2 = slopes(moved(y, h / 2, k1));
    double[] k3 = slopes(moved(y, h / 2, k2));
    double[] k4 = slopes(moved(y, h, k3));
    for (int i = 0; i < y.length; i++) {
      y[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
  }

  private static double[] moved(double[] y, double h, double[] k) {
    double[] moved = y.clone();
    for (int i = 0; i < y.length; i++) {
      moved[i] += h * k[i];
    }
    return moved;
  }
}
