package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Test;

/** A method of order 8 by another hand, on a nonlinear problem without closed form. */
class OracleTest {
  /** Van der Pol's oscillator with mu = 2. */
  private static void vanDerPol(double[] y, double[] dy) {
    dy[0] = y[1];
    dy[1] = 2 * (1 - y[0] * y[0]) * y[1] - y[0];
  }

  @Test
  void hipparchusAgrees() {
    var integrator = new DormandPrince853Integrator(1e-10, 1, 1e-13, 1e-13);
    var reference = integrator.integrate(new OrdinaryDifferentialEquation() {
      @Override
      public int getDimension() {
        return 2;
      }

      @Override
      public double[] computeDerivatives(double t, double[] y) {
        double[] dy = new double[2];
        vanDerPol(y, dy);
        return dy;
      }
    }, new ODEState(0, new double[] {2, 0}), 20).getPrimaryState();
    var equations = new Written(2, 0, (t, y, dy, c, w) -> vanDerPol(y, dy));
    var solution = Integration.solve(equations.until(20, 2, 0), new Method.Adaptive(1e-11, 1e-12));
    assertThat(Written.at(solution, 20, 2)).containsExactly(reference, within(1e-8));
  }
}
