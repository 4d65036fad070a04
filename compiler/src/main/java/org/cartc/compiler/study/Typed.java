package org.cartc.compiler.study;

import java.util.List;
import java.util.Optional;
import org.cartc.compiler.unit.Unit;
import org.cartc.runtime.study.Formula;

/**
 * A formula and the unit of its number.
 *
 * @param unit empty where it is not known; then nothing is converted
 * @param bare whether it is a number written without a unit, which takes the unit of what it is given to
 */
record Typed(Formula formula, Optional<Unit> unit, boolean bare) {
  static Typed of(Formula formula, Optional<Unit> unit) {
    return new Typed(formula, unit, false);
  }

  static Typed plain(Formula formula) {
    return of(formula, Optional.of(Unit.ONE));
  }

  /** The formula with its number in another unit of the same dimension. */
  Formula in(Unit target) {
    double factor = bare || unit.isEmpty() || !unit.get().sameDimension(target) ? 1 : unit.get().factorTo(target).value();
    return times(formula, factor);
  }

  /** Whether the number can be given to something of a unit. */
  boolean fits(Unit target) {
    return bare || unit.isEmpty() || unit.get().sameDimension(target) || isZero();
  }

  boolean isZero() {
    return formula instanceof Formula.Number n && n.value() == 0;
  }

  static Formula times(Formula formula, double factor) {
    if (factor == 1) {
      return formula;
    }
    return formula instanceof Formula.Number n
        ? new Formula.Number(n.value() * factor)
        : new Formula.Apply(Formula.Arithmetic.MULTIPLY, List.of(formula, new Formula.Number(factor)));
  }
}
