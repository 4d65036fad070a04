package org.cartc.runtime.integrate;

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
  public static final double SHARE = 1e-24;

  /** The size below which a state that has never been larger counts as zero; see {@link #scaled}. */
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
     * @param floor the smallest absolute tolerance, zero or positive, in the unit of each state
     */
    record Scaled(double share, double floor) implements Absolute {
      public Scaled {
        require(share >= 0 && floor >= 0);
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
   * {@link #FLOOR}. The share is this small because cells that have been cleared by seventeen orders of magnitude grow back, and the time
   * at which they do depends on every digit; a larger one buys little, as a step that crosses zero is measured by its larger end. The
   * floor is needed by states that begin at zero and rise like a power of the time, whose relative error does not fall with the step; a
   * chain of a thousand such states takes three to five times the steps that it takes with 1e-10 throughout, other systems hardly more.
   */
  public static Tolerance scaled(double relative) {
    return new Tolerance(relative, new Absolute.Scaled(relative * SHARE, relative * FLOOR));
  }
}
