package org.cartc.runtime.model;

/**
 * Equations whose states are followed by their derivatives in some variables (parameters and initial values): forward sensitivities, to be
 * integrated with the states.
 *
 * <p>With n states and k variables, the state {@code n + j n + i} is the derivative of state {@code i} in variable {@code j}; observed
 * quantities likewise. The last k parameters are how the time of a jump moves with each variable: zero but for {@link #apply}, which needs
 * them where an effect reads the time. Parameters before them, if any, are derivatives of other parameters in the variables, zero unless a
 * run sets them. Modes are frozen, so that derivatives are those of the branch that holds.
 */
public interface SensitiveEquations extends Equations {
  /** The number of variables. */
  int variables();

  /**
   * How the functions of conditions change.
   *
   * @param out receives for every condition 1 + k numbers from {@code oo} on: the rate of change along the solution, per unit of time, then
   *     the derivative in each variable at a fixed time
   */
  void edges(double t, double[] y, int yo, double[] out, int oo, double[] c, double[] w);
}
