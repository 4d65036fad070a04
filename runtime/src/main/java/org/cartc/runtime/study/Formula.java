package org.cartc.runtime.study;

import java.util.List;
import java.util.Optional;

/**
 * An expression of a study over the quantities of a run. It is a curve if it depends on time outside of readings, else one number a run.
 *
 * <p>Truth values are numbers: 1 for true and 0 for false.
 */
public sealed interface Formula {
  record Number(double value) implements Formula {}

  /** The time. */
  record Clock() implements Formula {}

  /** An observed quantity of the run's equations. A parameter does not vary. */
  record Quantity(int observed, boolean varies) implements Formula {}

  /** A study variable, or a value that was computed before. */
  record Named(String name) implements Formula {}

  /** A function of numbers: arithmetic and the built-in functions. */
  record Apply(Function function, List<Formula> arguments) implements Formula {}

  /** The difference is positive or, if {@code atZero}, zero. */
  record Holds(Formula difference, boolean atZero) implements Formula {}

  record And(Formula left, Formula right) implements Formula {}

  record Or(Formula left, Formula right) implements Formula {}

  record Not(Formula operand) implements Formula {}

  record Choice(Formula condition, Formula then, Formula otherwise) implements Formula {}

  /** One number from a curve, over the whole run or a window. */
  record Reading(Kind kind, Formula of, Optional<Formula> from, Optional<Formula> until) implements Formula {}

  /** The value of a curve at a time; NaN outside the run. */
  record At(Formula of, Formula time) implements Formula {}

  /** The first or last time at which a condition holds; NaN if it never does. */
  record FoundTime(boolean first, Formula condition) implements Formula {}

  /** A value in the run whose keys are the same but for one. */
  record Elsewhere(Formula value, String key, Formula equals) implements Formula {}

  /** A name as a key, such as the name of a scenario. */
  record Text(String text) implements Formula {}

  /** A value over all runs whose keys are the same but for one. */
  record Over(Aggregate aggregate, Formula value, String key) implements Formula {}

  /** A pure function of numbers. */
  interface Function {
    double of(double[] arguments);
  }

  /** What is read from a curve. */
  enum Kind {
    MAX,
    MIN,
    MEAN,
    INTEGRAL,
    /** The time of the largest value. */
    PEAK,
    /** The time of the smallest value. */
    TROUGH,
    /** The derivative in time: itself a curve. */
    SLOPE
  }

  /** What is made of a value over several runs. */
  enum Aggregate {
    MEAN,
    SUM,
    MIN,
    MAX,
    MEDIAN
  }

  /** Whether the formula is a curve. */
  default boolean varies() {
    return switch (this) {
      case Number n -> false;
      case Clock c -> true;
      case Quantity q -> q.varies();
      case Named n -> false;
      case Text t -> false;
      case Apply a -> a.arguments().stream().anyMatch(Formula::varies);
      case Holds h -> h.difference().varies();
      case And a -> a.left().varies() || a.right().varies();
      case Or o -> o.left().varies() || o.right().varies();
      case Not n -> n.operand().varies();
      case Choice c -> c.condition().varies() || c.then().varies() || c.otherwise().varies();
      case Reading r -> r.kind() == Kind.SLOPE && r.from().isEmpty();
      case At a -> false;
      case FoundTime f -> false;
      case Elsewhere e -> false;
      case Over o -> false;
    };
  }

  /** Whether other runs must be known. */
  default boolean isLate() {
    return switch (this) {
      case Elsewhere e -> true;
      case Over o -> true;
      case Number n -> false;
      case Clock c -> false;
      case Quantity q -> false;
      case Named n -> false;
      case Text t -> false;
      case Apply a -> a.arguments().stream().anyMatch(Formula::isLate);
      case Holds h -> h.difference().isLate();
      case And a -> a.left().isLate() || a.right().isLate();
      case Or o -> o.left().isLate() || o.right().isLate();
      case Not n -> n.operand().isLate();
      case Choice c -> c.condition().isLate() || c.then().isLate() || c.otherwise().isLate();
      case Reading r -> false;
      case At a -> false;
      case FoundTime f -> false;
    };
  }
}
