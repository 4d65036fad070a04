package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.ir.Operator;
import org.cartc.runtime.study.Formula;

/**
 * Derivatives of formulas in one variable at a fixed time, as formulas over the quantities of {@link
 * org.cartc.runtime.model.SensitiveEquations}. Steps and kinks have the derivative of their branch.
 */
final class Tangent {
  static final Formula ZERO = new Formula.Number(0);

  private final int observed;
  private final int variable;
  private final Map<String, Formula> values;

  /**
   * @param observed how many quantities are observed
   * @param values the values of the study by name; other names are numbers
   */
  Tangent(int observed, int variable, Map<String, Formula> values) {
    this.observed = observed;
    this.variable = variable;
    this.values = values;
  }

  /** Empty if the formula reads the run otherwise than at a fixed time, or reads other runs. */
  Optional<Formula> of(Formula formula) {
    return switch (formula) {
      case Formula.Number n -> Optional.of(ZERO);
      case Formula.Clock c -> Optional.of(ZERO);
      case Formula.Text t -> Optional.of(ZERO);
      case Formula.Holds h -> Optional.of(ZERO);
      case Formula.And a -> Optional.of(ZERO);
      case Formula.Or o -> Optional.of(ZERO);
      case Formula.Not n -> Optional.of(ZERO);
      case Formula.Quantity q -> Optional.of(new Formula.Quantity(observed * (1 + variable) + q.observed(), q.varies()));
      case Formula.Named n -> values.containsKey(n.name()) ? of(values.get(n.name())) : Optional.of(ZERO);
      case Formula.Apply a -> apply(a);
      case Formula.Choice c -> of(c.then()).flatMap(then -> of(c.otherwise()).map(other -> isZero(then) && isZero(other) ? ZERO
          : new Formula.Choice(c.condition(), then, other)));
      case Formula.At a -> of(a.time()).filter(Tangent::isZero).flatMap(fixed -> of(a.of()))
          .map(tangent -> isZero(tangent) ? ZERO : new Formula.At(tangent, a.time()));
      case Formula.Reading r -> Optional.empty();
      case Formula.FoundTime f -> Optional.empty();
      case Formula.Elsewhere e -> Optional.empty();
      case Formula.Over o -> Optional.empty();
    };
  }

  static boolean isZero(Formula formula) {
    return formula.equals(ZERO);
  }

  private Optional<Formula> apply(Formula.Apply apply) {
    Optional<Smooth> smooth = Smooth.of(apply.function());
    if (smooth.isEmpty()) {
      return Optional.empty();
    }
    List<Formula> terms = new ArrayList<>();
    for (int i = 0; i < apply.arguments().size(); i++) {
      Optional<Formula> inner = of(apply.arguments().get(i));
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      if (!isZero(inner.get())) {
        terms.add(new Formula.Apply(Smooth.of(Operator.MULTIPLY), List.of(
            new Formula.Apply(smooth.get().partial(i), apply.arguments()), inner.get())));
      }
    }
    return Optional.of(terms.stream().reduce((a, b) -> new Formula.Apply(Smooth.of(Operator.ADD), List.of(a, b))).orElse(ZERO));
  }
}
