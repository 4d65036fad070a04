package org.cartc.runtime.integrate;

import java.util.Arrays;
import org.cartc.runtime.model.Pattern;

/**
 * Bounds the spectral radius of a Jacobian by that of its absolute values, whatever the units of the states: for positive v no
 * eigenvalue of |J| exceeds the largest (|J| v)_i / v_i (L. Collatz, Math. Z. 48 (1942) 221-226). Every bound improves v for the next.
 */
final class Spectrum {
  private static final double SMALLEST = 1e-100;

  private final Pattern pattern;
  private final double[] v;
  private final double[] product;

  Spectrum(Pattern pattern) {
    this.pattern = pattern;
    v = new double[pattern.rows()];
    product = new double[pattern.rows()];
    reset();
  }

  /** Forgets what earlier Jacobians taught. */
  void reset() {
    Arrays.fill(v, 1);
  }

  double bound(double[] jacobian) {
    double bound = 0;
    for (int i = 0; i < v.length; i++) {
      double sum = 0;
      for (int at = pattern.rowStarts()[i]; at < pattern.rowStarts()[i + 1]; at++) {
        sum += Math.abs(jacobian[at]) * v[pattern.columns()[at]];
      }
      product[i] = sum;
      bound = Math.max(bound, sum / v[i]);
    }
    if (bound > 0 && bound < Double.POSITIVE_INFINITY) {
      improve(bound);
    }
    return bound;
  }

  /** A step of the power method, shifted so that v stays positive. */
  private void improve(double bound) {
    double largest = 0;
    for (int i = 0; i < v.length; i++) {
      v[i] += product[i] / bound;
      largest = Math.max(largest, v[i]);
    }
    for (int i = 0; i < v.length; i++) {
      v[i] = Math.max(v[i] / largest, SMALLEST);
    }
  }
}
