package org.cartc.runtime.model;

/**
 * Equations that know their derivatives: exactly, also through constraints (implicit-function theorem). Modes are frozen, so that
 * derivatives are those of the branch that holds.
 */
public interface DifferentiableEquations extends Equations {
  /** Where the Jacobian may differ from zero. */
  Pattern pattern();

  /**
   * The Jacobian: the derivatives of the right-hand side in the states, in the order of {@link #pattern}.
   *
   * @param values receives {@code pattern().size()} numbers from {@code vo} on
   */
  void jacobian(double t, double[] y, int yo, double[] values, int vo, double[] c, double[] w);

  /** The derivative of the right-hand side in the time, one number per state; zero for equations that do not read the time. */
  void timeDerivative(double t, double[] y, int yo, double[] values, int vo, double[] c, double[] w);
}
