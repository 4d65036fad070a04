package org.cartc.runtime.ensemble;

/**
 * Chooses steps from the errors of all lanes: a proportional-integral controller (Hairer, Norsett, Wanner I, section II.4) whose
 * exponents are made of square roots, exact to the last bit on every machine and cheap in lanes: growth
 * 0.9 e^(-3/16) b^(1/32) with the error e of this and b of the step before, both relative to the tolerance.
 */
final class StepControl {
  private static final double SAFETY = 0.9;
  private static final double MOST_SHRINKING = 0.2;
  private static final double MOST_GROWTH = 10;

  /** Of an error of 1e-4, below which errors are not remembered: (1e-8)^(1/64). */
  static final double LEAST_MEMORY = 0.74989420933245582730;

  private final double[] power;
  private final double[] root;

  StepControl(int width) {
    power = new double[width];
    root = new double[width];
  }

  /** @param error the squares of errors */
  void prepare(double[] error, int lanes) {
    roots(error, power, root, lanes);
  }

  private static void roots(double[] error, double[] power, double[] root, int lanes) {
    for (int l = 0; l < lanes; l++) {
      double r = Math.sqrt(Math.sqrt(Math.sqrt(Math.sqrt(Math.sqrt(error[l])))));
      power[l] = SAFETY / (r * r * r);
      root[l] = Math.sqrt(r);
    }
  }

  /** The factor of an accepted step. */
  double growth(int lane, double memory) {
    return Math.clamp(power[lane] * memory, MOST_SHRINKING, MOST_GROWTH);
  }

  /** What is remembered of an accepted step: the 64th root of its error's square. */
  double memory(int lane) {
    return Math.max(root[lane], LEAST_MEMORY);
  }

  /** The factor of a rejected step; the least one where the error is not why it was rejected, or is not finite. */
  double shrinking(int lane, double error) {
    return error > 1 && error < Double.POSITIVE_INFINITY ? Math.max(MOST_SHRINKING, power[lane]) : MOST_SHRINKING;
  }
}
