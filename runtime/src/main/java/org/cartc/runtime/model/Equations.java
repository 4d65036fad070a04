package org.cartc.runtime.model;

/**
 * A compiled system of equations: what a model is after compilation, for one choice of mechanisms, switches and numerics.
 *
 * <p>An instance holds no state and may be used by any number of threads; everything that changes lies in arrays that the caller
 * owns and that {@link Layout} sizes. No method allocates. Index spaces: states {@code y}, parameters {@code p}, constants of one
 * trajectory {@code c} (parameters and whatever depends on parameters only), workspace {@code w}, conditions {@code g}, observed
 * quantities {@code out}. States, derivatives, conditions and observed quantities are addressed with an offset, so that several
 * trajectories may share an array.
 *
 * <p>The workspace of a trajectory holds, in this order: a mode (1 or 0) for every condition, a warm start for every constraint (where in
 * its bracket the last solution lay, from 0 to 1; NaN before the first), three counters for every constraint (solutions, iterations,
 * most iterations of one solution), then room for intermediate values. Modes are written by the integrator, the rest by these methods.
 * Within an integration step modes are frozen, so that right-hand sides are smooth.
 *
 * <p>A constraint that has no solution yields NaN for its unknown, which then shows in derivatives.
 */
public interface Equations {
  Layout layout();

  /** Fills {@code c} from {@code p}: once per trajectory, and again whenever a parameter changes. */
  void prepare(double[] p, double[] c);

  /** The initial values that the model declares. */
  void initial(double[] c, double[] y, int yo);

  /** The derivatives at a time and state. */
  void rightHandSide(double t, double[] y, int yo, double[] dy, int dyo, double[] c, double[] w);

  /** The observed quantities at a time and state. */
  void observe(double t, double[] y, int yo, double[] out, int oo, double[] c, double[] w);

  /**
   * The functions whose change of sign is found: one per condition; a condition holds where its function is positive, or zero if
   * {@link Layout.Condition#holdsAtZero}.
   */
  void conditions(double t, double[] y, int yo, double[] g, int go, double[] c, double[] w);

  /** Applies the effects of the event of a condition to the state; stopping is the integrator's part. */
  void apply(int condition, double t, double[] y, int yo, double[] c, double[] w);

  /**
   * The residual of a scalar constraint for a trial value of its unknown; zero where the constraint holds. For checks and
   * messages: right-hand sides solve for themselves.
   */
  double residual(int constraint, double unknown, double t, double[] y, int yo, double[] c, double[] w);

  /** The bracket of a constraint's unknown: {@code bounds[0]} and {@code bounds[1]}. */
  void bracket(int constraint, double[] bounds, double t, double[] y, int yo, double[] c, double[] w);
}
