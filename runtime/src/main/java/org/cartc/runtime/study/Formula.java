package org.cartc.runtime.study;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /** A function that knows its partial derivatives. */
  interface Differentiable extends Function {
    /** The derivative in one argument, while the others are held fixed. */
    double partial(int argument, double[] arguments);
  }

  /** Arithmetic: a curve that is linear in the states stays so under sums and constant factors. */
  enum Arithmetic implements Differentiable {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    /** Of one number. */
    NEGATE;

    @Override
    public double of(double[] x) {
      return switch (this) {
        case ADD -> x[0] + x[1];
        case SUBTRACT -> x[0] - x[1];
        case MULTIPLY -> x[0] * x[1];
        case DIVIDE -> x[0] / x[1];
        case NEGATE -> -x[0];
      };
    }

    @Override
    public double partial(int argument, double[] x) {
      return switch (this) {
        case ADD -> 1;
        case SUBTRACT -> argument == 0 ? 1 : -1;
        case MULTIPLY -> x[1 - argument];
        case DIVIDE -> argument == 0 ? 1 / x[1] : -x[0] / (x[1] * x[1]);
        case NEGATE -> -1;
      };
    }
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
    /** The derivative in time, where the window begins. */
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
      case Clock c -> true;
      case Quantity q -> q.varies();
      case Number n -> false;
      case Named n -> false;
      case Text t -> false;
      case Reading r -> false;
      case At a -> false;
      case FoundTime f -> false;
      case Elsewhere e -> false;
      case Over o -> false;
      case Apply a -> anyPartVaries();
      case Holds h -> anyPartVaries();
      case And a -> anyPartVaries();
      case Or o -> anyPartVaries();
      case Not n -> anyPartVaries();
      case Choice c -> anyPartVaries();
    };
  }

  private boolean anyPartVaries() {
    for (Formula part : parts()) {
      if (part.varies()) {
        return true;
      }
    }
    return false;
  }

  /** The parts of the formula. */
  default List<Formula> parts() {
    return switch (this) {
      case Number n -> List.of();
      case Clock c -> List.of();
      case Quantity q -> List.of();
      case Named n -> List.of();
      case Text t -> List.of();
      case Apply a -> a.arguments();
      case Holds h -> List.of(h.difference());
      case And a -> List.of(a.left(), a.right());
      case Or o -> List.of(o.left(), o.right());
      case Not n -> List.of(n.operand());
      case Choice c -> List.of(c.condition(), c.then(), c.otherwise());
      case Reading r -> Stream.of(Optional.of(r.of()), r.from(), r.until()).flatMap(Optional::stream).toList();
      case At a -> List.of(a.of(), a.time());
      case FoundTime f -> List.of(f.condition());
      case Elsewhere e -> List.of(e.value(), e.equals());
      case Over o -> List.of(o.value());
    };
  }

  /** Whether a finished run must be known. */
  default boolean reads() {
    return this instanceof Reading || this instanceof At || this instanceof FoundTime || parts().stream().anyMatch(Formula::reads);
  }

  /** Whether other runs must be known. */
  default boolean isLate() {
    return this instanceof Elsewhere || this instanceof Over || parts().stream().anyMatch(Formula::isLate);
  }
}
