package org.cartc.runtime.model;

/**
 * A compiled system for many trajectories at once: each is a lane, an index into arrays of which there is one per quantity.
 *
 * <p>A method computes the lanes {@code from <= lane < to}; a lane's numbers depend on that lane's numbers only, to the last bit, and
 * not on its place. No method allocates, an instance holds no state. Modes lie in the first arrays of {@code s}; the caller writes them.
 *
 * <p>Unknowns of constraints are carried: rows behind those of the states, with a rate of change of their own (implicit-function
 * theorem), so that a Runge-Kutta method predicts them. A right-hand side improves the prediction by two Newton steps and
 * computes everything from the improved value. The caller projects at accepted steps.
 */
public interface LaneEquations {
  /** What a Newton step finds for each unknown: rows of {@link #project}'s results. */
  int SOLUTION = 0;

  /** The size of the Newton step, with its sign. */
  int STEP = 1;

  /** One bound of the unknown. */
  int BOUND = 2;

  /** The other bound of the unknown. */
  int OTHER_BOUND = 3;

  /** How many rows of results each unknown has. */
  int RESULTS = 4;

  LaneLayout layout();

  /** The same system, one trajectory at a time. */
  Equations single();

  /** Fills {@code c} from {@code p} for one trajectory; {@link LaneLayout#constants} tells what of it the lanes read. */
  void prepare(double[] p, double[] c);

  /**
   * Derivatives of states and carried unknowns.
   *
   * @param t one time per lane
   * @param y states, then predictions of carried unknowns
   * @param dy receives as many rows
   * @param c constants
   * @param s modes, then intermediate values
   */
  void rightHandSide(double[] t, double[][] y, double[][] dy, double[][] c, double[][] s, int from, int to);

  /**
   * One Newton step of every constraint, earlier constraints first.
   *
   * @param results receives {@link #RESULTS} rows per unknown
   */
  void project(double[] t, double[][] y, double[][] results, double[][] c, double[][] s, int from, int to);

  /**
   * The functions of conditions, up to rounding those of {@link Equations#conditions}.
   *
   * @param g receives one row per condition
   */
  void conditions(double[] t, double[][] y, double[][] g, double[][] c, double[][] s, int from, int to);
}
