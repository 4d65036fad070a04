package org.cartc.runtime.integrate;

import java.util.List;

/**
 * A known time that the integrator meets exactly, and what happens there, in order. Without actions it marks a time at which the
 * right-hand side itself jumps.
 *
 * @param motion the derivative of the time in each variable of {@link org.cartc.runtime.model.SensitiveEquations}; empty for a fixed time
 */
public record Stop(double time, List<Action> actions, List<Double> motion) {
  /** A stop at a fixed time. */
  public Stop(double time, List<Action> actions) {
    this(time, actions, List.of());
  }

  public Stop {
    if (Double.isNaN(time)) {
      throw new IllegalArgumentException("the time of a stop is not a number");
    }
    actions = List.copyOf(actions);
    motion = List.copyOf(motion);
  }
}
