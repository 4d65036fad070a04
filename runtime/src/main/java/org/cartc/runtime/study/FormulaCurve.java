package org.cartc.runtime.study;

import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.reading.Curve;

/** A formula as a curve over a solution: piece by piece, and at the end the value after what happens there. */
final class FormulaCurve implements Curve {
  private final Solution solution;
  private final Evaluation evaluation;
  private final Formula formula;
  private final double[] observed;

  /** @param formula has no readings: they have been replaced by their numbers */
  FormulaCurve(Solution solution, Evaluation evaluation, Formula formula) {
    this.solution = solution;
    this.evaluation = evaluation;
    this.formula = formula;
    this.observed = new double[evaluation.observedCount()];
  }

  @Override
  public int pieces() {
    return solution.pieces() + 1;
  }

  @Override
  public double start(int piece) {
    return piece < solution.pieces() ? solution.pieceStart(piece) : solution.end();
  }

  @Override
  public double end(int piece) {
    return piece < solution.pieces() ? solution.pieceEnd(piece) : solution.end();
  }

  @Override
  public double at(int piece, double t) {
    if (piece < solution.pieces()) {
      solution.observe(piece, t, observed);
    } else {
      solution.observe(solution.end(), observed);
    }
    return evaluation.number(formula, t, observed);
  }
}
