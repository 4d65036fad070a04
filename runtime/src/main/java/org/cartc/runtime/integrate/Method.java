package org.cartc.runtime.integrate;

import java.util.Optional;
import java.util.function.Function;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Equations;

/** How to integrate. */
public sealed interface Method {
  /** Whether it uses the Jacobian of equations from the start. */
  default boolean usesDerivatives() {
    return switch (this) {
      case Rosenbrock r -> true;
      case Automatic a -> false;
      case Adaptive a -> false;
      case DormandPrince853 d -> false;
      case RungeKutta4 r -> false;
    };
  }

  /** Whether it is explicit throughout, so that stiff systems hold its steps down. */
  default boolean isExplicit() {
    return switch (this) {
      case Adaptive a -> true;
      case DormandPrince853 d -> true;
      case RungeKutta4 r -> true;
      case Rosenbrock r -> false;
      case Automatic a -> false;
    };
  }

  /**
   * A method that chooses its steps by their estimated error.
   *
   * <p>The functions of conditions are examined at as many points of every step as its interpolant has degrees, and where the polynomial
   * through their values turns near zero; edges are found to a few units in the last place of the time. No two edges in one step are missed
   * where that polynomial is the function along the interpolant, as it is for one linear in states and time, or shows its dips. A function
   * that moves faster than the step shows, by its dependence on the time itself, may escape: bound the step.
   */
  sealed interface Controlled extends Method {
    Tolerance tolerance();

    /** Positive; infinity when there is no bound. */
    double largestStep();
  }

  /**
   * The explicit pair of Tsitouras, of order 5 with an embedded order 4 and an interpolant of order 4 that costs no right-hand side
   * (Comput. Math. Appl. 62 (2011) 770-775).
   */
  record Adaptive(Tolerance tolerance, double largestStep) implements Controlled {
    public Adaptive {
      requirePositive(largestStep);
    }

    public Adaptive(double relativeTolerance, double absoluteTolerance, double largestStep) {
      this(Tolerance.of(relativeTolerance, absoluteTolerance), largestStep);
    }

    public Adaptive(double relativeTolerance, double absoluteTolerance) {
      this(relativeTolerance, absoluteTolerance, Double.POSITIVE_INFINITY);
    }
  }

  /**
   * The explicit method of Dormand and Prince of order 8, with error estimates of orders 5 and 3 and an interpolant of order 7 that costs
   * three right-hand sides (Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I, section II.10): for relative tolerances
   * below about 1e-8.
   */
  record DormandPrince853(Tolerance tolerance, double largestStep) implements Controlled {
    public DormandPrince853 {
      requirePositive(largestStep);
    }

    public DormandPrince853(double relativeTolerance, double absoluteTolerance, double largestStep) {
      this(Tolerance.of(relativeTolerance, absoluteTolerance), largestStep);
    }

    public DormandPrince853(double relativeTolerance, double absoluteTolerance) {
      this(relativeTolerance, absoluteTolerance, Double.POSITIVE_INFINITY);
    }
  }

  /**
   * Rodas5P, an L-stable Rosenbrock method of order 5 with an embedded order 4 and an interpolant of order 4 (Steinebach, BIT Numer. Math.
   * 63 (2023) 27): for stiff systems, whose equations must be {@link org.cartc.runtime.model.DifferentiableEquations}.
   *
   * <p>The error of a stiff problem exceeds what its steps admit more than that of another. Steps are therefore held to a stricter
   * tolerance: to the fraction relative^(1/4) / 2 of it, but not below 1/200, and not below a relative tolerance of 1e-12. Errors at the
   * end then compare with those of implicit methods whose estimate is of order 3, at the same tolerance.
   */
  record Rosenbrock(Tolerance tolerance, double largestStep) implements Controlled {
    public Rosenbrock {
      requirePositive(largestStep);
    }

    public Rosenbrock(double relativeTolerance, double absoluteTolerance, double largestStep) {
      this(Tolerance.of(relativeTolerance, absoluteTolerance), largestStep);
    }

    public Rosenbrock(double relativeTolerance, double absoluteTolerance) {
      this(relativeTolerance, absoluteTolerance, Double.POSITIVE_INFINITY);
    }
  }

  /** Equations that know their derivatives, in place of others with the same states, parameters and conditions; asked for when needed. */
  interface Differentiated {
    /** For equations that know their derivatives themselves, and no others. */
    Differentiated THEMSELVES = equations -> equations instanceof DifferentiableEquations d ? Optional.of(d) : Optional.empty();

    /** The same equations with their derivatives, if there are any; called from any thread. */
    Optional<DifferentiableEquations> of(Equations equations);
  }

  /**
   * {@link Adaptive} while accuracy bounds its steps, {@link Rosenbrock} while stability would; begins with the former, whose results it
   * yields to the last bit where it does not change. For equations without derivatives the former throughout. {@link Statistics#switches}
   * tells when and why.
   *
   * @param derivatives asked at the first change
   */
  record Automatic(Tolerance tolerance, double largestStep, Differentiated derivatives) implements Controlled {
    public Automatic {
      requirePositive(largestStep);
    }

    public Automatic(Tolerance tolerance, double largestStep) {
      this(tolerance, largestStep, Differentiated.THEMSELVES);
    }

    public Automatic(double relativeTolerance, double absoluteTolerance, double largestStep) {
      this(Tolerance.of(relativeTolerance, absoluteTolerance), largestStep);
    }

    public Automatic(double relativeTolerance, double absoluteTolerance) {
      this(relativeTolerance, absoluteTolerance, Double.POSITIVE_INFINITY);
    }
  }

  /** The same method at another tolerance; a fixed step has none. */
  default Method at(Function<Tolerance, Tolerance> change) {
    return switch (this) {
      case Adaptive a -> new Adaptive(change.apply(a.tolerance), a.largestStep);
      case DormandPrince853 d -> new DormandPrince853(change.apply(d.tolerance), d.largestStep);
      case Rosenbrock r -> new Rosenbrock(change.apply(r.tolerance), r.largestStep);
      case Automatic a -> new Automatic(change.apply(a.tolerance), a.largestStep, a.derivatives);
      case RungeKutta4 fixed -> fixed;
    };
  }

  private static void requirePositive(double step) {
    if (!(step > 0)) {
      throw new IllegalArgumentException("largest step " + step + " is not positive");
    }
  }

  /**
   * The classical method of order 4 at a fixed step, as programs of papers use it; cubic Hermite interpolation between steps.
   *
   * <p>Like in such programs conditions are examined on the grid: modes change, events are found and effects apply at ends of steps
   * only. The grid begins anew at every stop; a step that would pass a stop or the end is shortened to land on it.
   *
   * @param step positive
   */
  record RungeKutta4(double step) implements Method {
    public RungeKutta4 {
      if (!(step > 0) || Double.isInfinite(step)) {
        throw new IllegalArgumentException("step " + step + " is not positive and finite");
      }
    }
  }
}
