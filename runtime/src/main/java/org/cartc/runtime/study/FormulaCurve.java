package org.cartc.runtime.study;

import java.util.Optional;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.reading.Curve;

/**
 * A formula as a curve over a solution: piece by piece, and at the end the value after what happens there. Where it needs states only,
 * constraints are not solved and nothing else is observed.
 */
final class FormulaCurve implements Curve {
  private final Solution solution;
  private final Observations observations;
  private final Term term;
  private final int[] quantities;
  private final boolean statesOnly;
  private final Optional<LinearForm> linear;
  private final double[] coefficients;
  private final double[] observed;

  /** @param formula has no readings: they have been replaced by their numbers */
  FormulaCurve(Solution solution, Observations observations, Formula formula) {
    this.solution = solution;
    this.observations = observations;
    term = Term.of(formula);
    quantities = observations.read(formula);
    boolean plain = true;
    for (int quantity : quantities) {
      plain &= observations.isSum(quantity);
    }
    statesOnly = plain;
    linear = plain ? LinearForm.of(formula, observations) : Optional.empty();
    coefficients = new double[solution.degree() + 1];
    observed = new double[observations.count()];
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
    if (piece == solution.pieces()) {
      return at(solution.end());
    }
    if (statesOnly) {
      for (int quantity : quantities) {
        observed[quantity] = observations.sum(quantity, solution, piece, t);
      }
    } else {
      solution.observe(piece, t, observed);
    }
    return term.at(t, observed);
  }

  /** The value at a time, after what happens then. */
  double at(double t) {
    if (statesOnly) {
      for (int quantity : quantities) {
        observed[quantity] = observations.sum(quantity, solution, t);
      }
    } else {
      solution.observe(t, observed);
    }
    return term.at(t, observed);
  }

  @Override
  public boolean bounds(int piece, double[] bounds) {
    return piece < solution.pieces() && linear.isPresent() && linear.get().bounds(solution, piece, coefficients, bounds);
  }
}
