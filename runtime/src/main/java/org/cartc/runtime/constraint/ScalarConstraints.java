package org.cartc.runtime.constraint;

import org.cartc.runtime.model.Equations;

/**
 * The functions of scalar constraints that compiled equations provide and solvers call: residual, slope and iteration map.
 *
 * <p>They read what a constraint needs besides its unknown from the workspace, where the right-hand side has put it.
 */
public interface ScalarConstraints extends Equations {
  /** The residual F(x); its derivative F'(x) is left in {@code w[slope]}. */
  double residualAndSlope(int constraint, double x, int slope, double t, double[] y, int yo, double[] c, double[] w);

  /** One application of the iteration map of a numerics block. */
  double map(int constraint, double x, double t, double[] y, int yo, double[] c, double[] w);
}
