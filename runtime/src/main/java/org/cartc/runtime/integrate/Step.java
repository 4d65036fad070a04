package org.cartc.runtime.integrate;

/** One step of a method that estimates its error; {@link AdaptiveStepper} decides how long it is. */
sealed interface Step permits TsitourasStep, DormandPrinceStep, RosenbrockStep {
  /** The degree of the interpolant. */
  int degree();

  /** The power of the step with which the estimated error falls. */
  int errorOrder();

  /** How much the error of the step before counts in the choice of the next, from 0 to 1, in terms of {@link #errorOrder}. */
  double memory();

  /** Evaluates what depends on the present time and state only; false if the derivative is not finite. */
  boolean start();

  /** The derivative at the present time and state. */
  double[] slope();

  /** Computes stages and end of a step; returns the norm of its error, which is NaN or infinite when a value is not finite. */
  double attempt(double t, double h, double tEnd);

  /** The state at the end of the step that was attempted last. */
  double[] end();

  /** Writes the interpolant y + q1 x + q2 x^2 + ..., x from 0 to 1 over the step: all of y, then all of q1, ... */
  void interpolant(double t, double h, double[] q, int at);

  /** Prepares for the next step, from the present time and state, which are the end of this one. */
  void follow();
}
