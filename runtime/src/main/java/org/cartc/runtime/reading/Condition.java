package org.cartc.runtime.reading;

/** What holds or does not hold at a time. */
public sealed interface Condition {
  /** A difference is positive or, with {@code atZero}, zero. Where it has no value it does not hold. */
  record Holds(Curve difference, boolean atZero) implements Condition {}

  record And(Condition left, Condition right) implements Condition {}

  record Or(Condition left, Condition right) implements Condition {}

  record Not(Condition of) implements Condition {}
}
