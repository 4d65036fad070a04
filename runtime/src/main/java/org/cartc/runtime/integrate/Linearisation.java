package org.cartc.runtime.integrate;

import org.cartc.runtime.linear.CompiledFactorisation;
import org.cartc.runtime.linear.Elimination;
import org.cartc.runtime.linear.Factorisation;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Pattern;

/** The derivatives of the right-hand side of a run, by equations that know them: its own, or others with constants and room of their own. */
final class Linearisation {
  private final Run run;
  private final DifferentiableEquations equations;
  private final int shared;
  private final double[] ownW;
  private double[] ownC;
  private double[] preparedFor = new double[0];

  Linearisation(Run run, DifferentiableEquations equations) {
    this.run = run;
    this.equations = equations;
    shared = run.layout.counters(0);
    ownW = Run.workspace(equations.layout());
    ownC = new double[equations.layout().constants()];
  }

  Pattern pattern() {
    return equations.pattern();
  }

  /** What solves with the derivatives in the states: compiled with the equations where they are small. */
  Factorisation factorisation() {
    return equations instanceof Elimination compiled ? new CompiledFactorisation(compiled, pattern()) : Factorisation.of(pattern());
  }

  /** The derivatives at the present time and state, in the states and in the time; counted. */
  void at(double[] jacobian, double[] timeDerivative) {
    run.jacobians++;
    boolean own = equations == run.equations;
    double[] w = own ? run.w : ownW;
    double[] c = own ? run.constants() : prepared();
    if (!own) {
      System.arraycopy(run.w, 0, ownW, 0, shared);
    }
    equations.jacobian(run.t, run.y, 0, jacobian, 0, c, w);
    equations.timeDerivative(run.t, run.y, 0, timeDerivative, 0, c, w);
  }

  private double[] prepared() {
    if (preparedFor != run.constants()) {
      ownC = new double[ownC.length];
      equations.prepare(run.parameters(), ownC);
      preparedFor = run.constants();
    }
    return ownC;
  }
}
