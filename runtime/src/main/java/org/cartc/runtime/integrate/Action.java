package org.cartc.runtime.integrate;

/** What happens at a known time. */
public sealed interface Action {
  /** Adds an amount to a state. */
  record Dose(int state, double amount) implements Action {}

  /** Gives a state a value. */
  record SetState(int state, double value) implements Action {}

  /** Gives a parameter a value, from this time on. */
  record SetParameter(int parameter, double value) implements Action {}
}
