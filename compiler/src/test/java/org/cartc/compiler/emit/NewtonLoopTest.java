package org.cartc.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.cartc.compiler.Written;
import org.junit.jupiter.api.Test;

/** Solutions of compiled constraints against closed forms. */
class NewtonLoopTest {
  private static Written.Trajectory binding() {
    return new Written.Trajectory(Written.structure(Written.model("compartment T = 1", "compartment E = 1", "compartment K = 1",
        "constraint c solve x in 0 .. T such that x * (1 + E / (K + x)) == T", "d/dt T = -x", "d/dt E = 0", "d/dt K = 0")), "x");
  }

  /** The positive root of x² + (K + E - T) x = K T, without cancellation. */
  private static double free(double t, double e, double k) {
    double b = k + e - t;
    double root = Math.sqrt(b * b + 4 * k * t);
    return b > 0 ? 2 * k * t / (b + root) : (root - b) / 2;
  }

  /** What a few roundings of the terms of the residual F, whose size is T, move its root: T / (x F') times so much. */
  private static double roundings(double t, double e, double k, double x) {
    double slope = 1 + e * k / ((k + x) * (k + x));
    return 8 * Math.ulp(1.0) * t / (x * slope) + 1e-13;
  }

  @Test
  void solutionsFromTheLastSolutionAndFromFarAwayAreThoseOfTheQuadraticEquation() {
    Random random = new Random(5);
    Written.Trajectory binding = binding();
    double t = 1;
    double e = 1;
    double k = 1;
    for (int i = 0; i < 2000; i++) {
      double size = i % 10 == 0 ? 8 : 0.1;
      t = Math.clamp(t * Math.exp(size * random.nextGaussian()), 1e-12, 1e12);
      e = Math.clamp(e * Math.exp(size * random.nextGaussian()), 1e-12, 1e12);
      k = Math.clamp(k * Math.exp(size * random.nextGaussian()), 1e-12, 1e12);
      double expected = free(t, e, k);
      assertThat(binding.observed(0, t, e, k)[0] / expected).as("T %s E %s K %s", t, e, k)
          .isCloseTo(1, within(roundings(t, e, k, expected)));
    }
  }

  /** Quadratic convergence from one part in a thousand: relative steps of 1e-3, at most 1e-6, at most 1e-12. */
  @Test
  void aSolutionNearTheLastOneTakesThreeSteps() {
    Written.Trajectory binding = binding();
    binding.observed(0, 100, 50, 20);
    double before = binding.w[binding.layout.counters(0) + 1];
    binding.observed(0, 100.1, 50, 20);
    assertThat(binding.w[binding.layout.counters(0) + 1] - before).isLessThanOrEqualTo(3);
  }

  @Test
  void ofNothingNothingIsFree() {
    Written.Trajectory binding = binding();
    assertThat(binding.observed(0, 0, 1, 1)[0]).isZero();
    assertThat(binding.observed(0, 5, 0, 1)[0]).isEqualTo(5);
  }

  @Test
  void aPoleIsNoSolutionFromAnyStart() {
    Written.Trajectory pole = new Written.Trajectory(Written.structure(Written.model("compartment a = 1",
        "constraint c solve x in 0 .. 1 such that a / (x - 0.5) == 0", "d/dt a = -x")), "x");
    assertThat(pole.observed(0, 1)[0]).isNaN();
    for (double start : new double[] {0.5, 0.499, 0.501, 0.1, 1}) {
      pole.w[pole.layout.warmStart(0)] = start;
      assertThat(pole.observed(0, 1)[0]).as("from %s", start).isNaN();
    }
  }
}
