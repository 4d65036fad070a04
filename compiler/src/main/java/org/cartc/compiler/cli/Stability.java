package org.cartc.compiler.cli;

import java.util.Optional;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.table.Decimal;

/**
 * Whether a step is too long for the classical Runge-Kutta method: where a state decays at a rate k of its own, steps beyond 2.785/k make it
 * grow (the real stability bound; Hairer, Wanner, Solving Ordinary Differential Equations II, section IV.2). Looks at one state at a time, so
 * it may miss an instability but does not invent one.
 */
final class Stability {
  private static final double BOUND = 2.785;
  private static final double DIFFERENCE = 1e-6;

  private Stability() {}

  /** What to say of a method at a state; empty if nothing speaks against its step. */
  static Optional<String> fault(Equations equations, Method method, double time, double[] state, double[] parameters, double[] workspace) {
    if (!(method instanceof Method.RungeKutta4 rk4)) {
      return Optional.empty();
    }
    double[] constants = new double[equations.layout().constants()];
    equations.prepare(parameters, constants);
    int fastest = -1;
    double most = 0;
    for (int i = 0; i < state.length; i++) {
      double decay = decay(equations, i, time, state, constants, workspace);
      if (decay > most) {
        most = decay;
        fastest = i;
      }
    }
    if (fastest < 0 || most * rk4.step() <= BOUND) {
      return Optional.empty();
    }
    String unit = equations.layout().time();
    return Optional.of("rk4 with a step of " + Decimal.text(rk4.step()) + " " + unit + " is unstable here: `"
        + equations.layout().states().get(fastest).path() + "` decays at " + Summary.number(most) + " per " + unit
        + ", which needs steps below " + Summary.number(BOUND / most) + " " + unit);
  }

  /** The rate at which a state decays by itself: minus the derivative of its rate of change by itself. */
  private static double decay(Equations equations, int i, double time, double[] state, double[] constants, double[] workspace) {
    double[] moved = state.clone();
    double difference = DIFFERENCE * Math.max(Math.abs(state[i]), DIFFERENCE);
    double[] before = slopes(equations, time, state, constants, workspace);
    moved[i] += difference;
    double[] after = slopes(equations, time, moved, constants, workspace);
    return -(after[i] - before[i]) / (moved[i] - state[i]);
  }

  private static double[] slopes(Equations equations, double time, double[] state, double[] constants, double[] workspace) {
    double[] w = workspace.clone();
    for (int k = 0; k < equations.layout().constraints().size(); k++) {
      w[equations.layout().warmStart(k)] = Double.NaN;
    }
    double[] slopes = new double[state.length];
    equations.rightHandSide(time, state, 0, slopes, 0, constants, w);
    return slopes;
  }
}
