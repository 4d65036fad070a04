package org.cartc.runtime.integrate;

import java.util.Arrays;
import java.util.List;

/**
 * The error that a step may make: the root mean square over the states of |e| / (absolute + relative max(|y|, |y'|)), with y before and
 * y' after the step, is held below 1.
 *
 * @param relative positive
 * @param absolute what is tolerated where a state is close to zero
 */
public record Tolerance(double relative, Absolute absolute) {
  /** The share of its largest size below which a state counts as zero; see {@link #scaled}. */
  public static final double SHARE = 1e-20;

  /** The size, in base units, below which a state that has never been larger counts as zero; see {@link #scaled}. */
  public static final double FLOOR = 1e-24;

  /** Absolute tolerances of the states. */
  public sealed interface Absolute {
    /** The same number for every state, in the unit of each: zero or positive. */
    record Uniform(double value) implements Absolute {
      public Uniform {
        require(value >= 0);
      }
    }

    /** One number for each state, in its unit: zero or positive. */
    record PerState(List<Double> values) implements Absolute {
      public PerState {
        values = List.copyOf(values);
        require(values.stream().allMatch(value -> value >= 0));
      }
    }

    /**
     * A share of the largest size that the state has had so far.
     *
     * @param share zero or positive
     * @param floor the smallest absolute tolerance, zero or positive, in base units
     * @param units the unit of each state in base units, positive; empty if all are 1
     */
    record Scaled(double share, double floor, List<Double> units) implements Absolute {
      public Scaled {
        units = List.copyOf(units);
        require(share >= 0 && floor >= 0 && units.stream().allMatch(unit -> unit > 0));
      }

      /** The smallest absolute tolerance of every state, in its unit. */
      double[] floors(int states) {
        double[] floors = new double[states];
        Arrays.setAll(floors, i -> units.isEmpty() ? floor : floor / units.get(i));
        return floors;
      }
    }
  }

  public Tolerance {
    require(relative > 0);
  }

  private static void require(boolean inRange) {
    if (!inRange) {
      throw new IllegalArgumentException("a tolerance is out of range");
    }
  }

  /** The same absolute tolerance for every state. */
  public static Tolerance of(double relative, double absolute) {
    return new Tolerance(relative, new Absolute.Uniform(absolute));
  }

  /** One absolute tolerance for each state. */
  public static Tolerance perState(double relative, List<Double> absolute) {
    return new Tolerance(relative, new Absolute.PerState(absolute));
  }

  /**
   * Absolute tolerances by the states themselves, for a system whose states have any size.
   *
   * <p>A state is computed to the relative tolerance down to {@link #SHARE} of the largest size it has had, and down to
   * {@link #FLOOR}, so that results do not depend on the units in which states are counted. The share is this small because cells that
   * have been cleared by seventeen orders of magnitude grow back, and the time at which they do depends on every digit; a larger one buys
   * little. The floor, a molecule in mol and about one in kg, is needed by states that begin at zero and rise like a power of the time,
   * whose relative error does not fall with the step. A chain of a thousand such states takes three to five times the steps that it takes
   * with 1e-10 throughout, other systems up to a third more.
   */
  public static Tolerance scaled(double relative) {
    return scaled(relative, List.of());
  }

  /** @param units the unit of each state in base units, so that the floor is the same for a state in g and in mg */
  public static Tolerance scaled(double relative, List<Double> units) {
    return new Tolerance(relative, new Absolute.Scaled(relative * SHARE, relative * FLOOR, units));
  }

  /** At another relative tolerance; the absolute ones keep their ratio to it. */
  public Tolerance at(double other) {
    double change = other / relative;
    return new Tolerance(other, switch (absolute) {
      case Absolute.Uniform uniform -> new Absolute.Uniform(uniform.value() * change);
      case Absolute.PerState each -> new Absolute.PerState(each.values().stream().map(value -> value * change).toList());
      case Absolute.Scaled scaled -> new Absolute.Scaled(scaled.share() * change, scaled.floor() * change, scaled.units());
    });
  }

  /** With the units of the states, if absolute tolerances depend on them. */
  public Tolerance in(List<Double> units) {
    return absolute instanceof Absolute.Scaled scaled
        ? new Tolerance(relative, new Absolute.Scaled(scaled.share(), scaled.floor(), units)) : this;
  }
}
