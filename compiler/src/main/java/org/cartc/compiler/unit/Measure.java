package org.cartc.compiler.unit;

import java.util.Optional;

/** What is known of the unit of an expression. */
sealed interface Measure {
  /** The number is in this unit. */
  record In(Unit unit) implements Measure {}

  /** The literal 0, and products with it: fits every unit. */
  record Zero() implements Measure {}

  /** Not known, because of a fault that is reported where it is. */
  record Unknown() implements Measure {}

  Measure NUMBER = new In(Unit.ONE);
  Measure ZERO = new Zero();
  Measure UNKNOWN = new Unknown();

  default Optional<Unit> known() {
    return this instanceof In in ? Optional.of(in.unit()) : Optional.empty();
  }
}
