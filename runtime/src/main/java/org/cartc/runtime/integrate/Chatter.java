package org.cartc.runtime.integrate;

import java.util.Arrays;

/** Notices conditions that switch without end: each side drives the run back to the other. */
final class Chatter {
  private static final int MOST_SWITCHES = 1000;
  private static final double WINDOW = 1e-9;
  private static final double ROUNDINGS = 16;
  private static final double NUDGE = 0x1p-30;
  private static final double ROUNDING = 0x1p-52 / NUDGE;

  private final Run run;
  private final int[] switched;
  private final double[] windowStart;
  private final int[] turned;
  private final double[] strayed;

  Chatter(Run run, int conditions) {
    this.run = run;
    switched = new int[conditions];
    windowStart = new double[conditions];
    turned = new int[conditions];
    strayed = new double[conditions];
    Arrays.fill(windowStart, Double.NEGATIVE_INFINITY);
  }

  /** Takes note of a value of the function of a condition. */
  void strays(int condition, double value) {
    strayed[condition] = Math.max(strayed[condition], Math.abs(value));
  }

  /** A condition switches; whether it has done so more than a thousand times in hardly any time, or without leaving its threshold. */
  boolean switches(int condition) {
    if (run.t - windowStart[condition] > WINDOW * (run.problem.end() - run.problem.start())) {
      windowStart[condition] = run.t;
      switched[condition] = 0;
    }
    boolean chatters = ++switched[condition] > MOST_SWITCHES;
    if (++turned[condition] > MOST_SWITCHES) {
      chatters |= strayed[condition] <= ROUNDINGS * rounding(condition);
      turned[condition] = 0;
      strayed[condition] = 0;
    }
    return chatters;
  }

  /** By how much the function of a condition changes at most when states and time are rounded. */
  private double rounding(int condition) {
    double[] y = run.y;
    double[] moved = y.clone();
    double[] values = new double[switched.length];
    run.evaluateConditions(run.t, y, values);
    double here = values[condition];
    run.evaluateConditions(run.t + NUDGE * run.t, y, values);
    double sum = Math.abs(values[condition] - here);
    for (int i = 0; i < y.length; i++) {
      moved[i] = y[i] + NUDGE * y[i];
      run.evaluateConditions(run.t, moved, values);
      sum += Math.abs(values[condition] - here);
      moved[i] = y[i];
    }
    return ROUNDING * sum;
  }
}
