package org.cartc.runtime.integrate;

import java.util.List;

/**
 * A known time that the integrator meets exactly, and what happens there, in order. Without actions it marks a time at which the
 * right-hand side itself jumps.
 */
public record Stop(double time, List<Action> actions) {
  public Stop {
    if (Double.isNaN(time)) {
      throw new IllegalArgumentException("the time of a stop is not a number");
    }
    actions = List.copyOf(actions);
  }
}
