package org.cartc.runtime.integrate;

/** A method at work. */
sealed interface Stepper permits AdaptiveStepper, FixedStepper {
  /** What a step came to. */
  enum Progress {
    /** Integration goes on as before. */
    SMOOTH,
    /** Conditions may have changed at the time that was reached. */
    EDGE,
    /** The run has failed. */
    FAILED
  }

  /** The degree of its interpolant. */
  int degree();

  /** Takes one accepted step towards a time, at most to it, and appends its piece. */
  Progress advance(double target);

  /** Prepares for a discontinuity at the present time; {@code jumped} tells whether the state has one. */
  void restart(boolean jumped);
}
