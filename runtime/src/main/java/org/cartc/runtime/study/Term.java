package org.cartc.runtime.study;

/** A formula without readings, ready to be evaluated at one time after the other. By one thread at a time. */
interface Term {
  /** @param observed the observed quantities at the time, as far as the formula has them */
  double at(double t, double[] observed);

  /** @param formula what does not vary in it has been replaced by its number */
  static Term of(Formula formula) {
    return switch (formula) {
      case Formula.Number n -> constant(n.value());
      case Formula.Clock c -> (t, observed) -> t;
      case Formula.Quantity q -> quantity(q.observed());
      case Formula.Text text -> constant(Double.NaN);
      case Formula.Apply a -> applied(a);
      case Formula.Holds h -> holds(of(h.difference()), h.atZero());
      case Formula.And a -> and(of(a.left()), of(a.right()));
      case Formula.Or o -> or(of(o.left()), of(o.right()));
      case Formula.Not n -> not(of(n.operand()));
      case Formula.Choice c -> choice(of(c.condition()), of(c.then()), of(c.otherwise()));
      case Formula.Named n -> throw unread();
      case Formula.Reading r -> throw unread();
      case Formula.At a -> throw unread();
      case Formula.FoundTime f -> throw unread();
      case Formula.Elsewhere e -> throw unread();
      case Formula.Over o -> throw unread();
    };
  }

  private static IllegalStateException unread() {
    return new IllegalStateException("a reading inside a curve");
  }

  private static Term constant(double value) {
    return (t, observed) -> value;
  }

  private static Term quantity(int index) {
    return (t, observed) -> observed[index];
  }

  private static Term applied(Formula.Apply apply) {
    Formula.Function function = apply.function();
    Term[] terms = apply.arguments().stream().map(Term::of).toArray(Term[]::new);
    double[] arguments = new double[terms.length];
    return (t, observed) -> {
      for (int i = 0; i < terms.length; i++) {
        arguments[i] = terms[i].at(t, observed);
      }
      return function.of(arguments);
    };
  }

  private static Term holds(Term difference, boolean atZero) {
    return (t, observed) -> {
      double value = difference.at(t, observed);
      return value > 0 || atZero && value == 0 ? 1 : 0;
    };
  }

  private static Term and(Term left, Term right) {
    return (t, observed) -> left.at(t, observed) != 0 && right.at(t, observed) != 0 ? 1 : 0;
  }

  private static Term or(Term left, Term right) {
    return (t, observed) -> left.at(t, observed) != 0 || right.at(t, observed) != 0 ? 1 : 0;
  }

  private static Term not(Term operand) {
    return (t, observed) -> operand.at(t, observed) == 0 ? 1 : 0;
  }

  private static Term choice(Term condition, Term then, Term otherwise) {
    return (t, observed) -> (condition.at(t, observed) != 0 ? then : otherwise).at(t, observed);
  }
}
