package org.cartc.runtime.reading;

/**
 * A time at which a condition first or last holds.
 *
 * @param time the time; NaN when the condition never holds
 * @param censored whether it holds still at the end of the window, so that its last time may lie beyond
 */
public record Found(double time, boolean censored) {
  static final Found NEVER = new Found(Double.NaN, false);
}
