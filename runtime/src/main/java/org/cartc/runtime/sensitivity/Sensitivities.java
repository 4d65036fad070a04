package org.cartc.runtime.sensitivity;

import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.model.SensitiveEquations;

/**
 * Values of observed quantities and their derivatives at any time of a solution; after what happens at that time.
 *
 * <p>One thread at a time may read.
 */
public final class Sensitivities {
  private final Solution solution;
  private final int variables;
  private final int quantities;
  private final double[] observed;
  private double time = Double.NaN;

  /** @param equations what the solution is a solution of */
  public Sensitivities(SensitiveEquations equations, Solution solution) {
    this.solution = solution;
    variables = equations.variables();
    observed = new double[equations.layout().observed().size()];
    quantities = observed.length / (1 + variables);
  }

  /** The number of variables. */
  public int variables() {
    return variables;
  }

  /** The number of observed quantities. */
  public int quantities() {
    return quantities;
  }

  /**
   * An observed quantity, in its unit.
   *
   * @throws IllegalArgumentException if the time lies outside the solution
   */
  public double value(int quantity, double t) {
    read(t);
    return observed[quantity];
  }

  /**
   * The derivative of an observed quantity in a variable at a fixed time: the unit of the quantity per unit of the variable.
   *
   * @throws IllegalArgumentException if the time lies outside the solution
   */
  public double derivative(int quantity, int variable, double t) {
    read(t);
    return observed[quantities * (1 + variable) + quantity];
  }

  private void read(double t) {
    if (t != time) {
      solution.observe(t, observed);
      time = t;
    }
  }
}
