package org.cartc.runtime.study;

import java.util.Arrays;
import java.util.Optional;
import org.cartc.runtime.integrate.Solution;

/** A sum of multiples of states and a constant: over a piece of a solution a polynomial, whose values its Bernstein coefficients bound. */
final class LinearForm {
  /** Of the sizes of all that is added: far above rounding, far below what matters. */
  private static final double SLACK = 1e-12;

  private static final int HIGHEST_DEGREE = 8;

  /** By degree n: the shares C(j, d) / C(n, d) of the power d in the Bernstein coefficient j. */
  private static final double[][][] BERNSTEIN = new double[HIGHEST_DEGREE + 1][][];

  static {
    for (int n = 0; n <= HIGHEST_DEGREE; n++) {
      BERNSTEIN[n] = new double[n + 1][n + 1];
      for (int j = 0; j <= n; j++) {
        double share = 1;
        for (int d = 0; d <= j; d++) {
          BERNSTEIN[n][j][d] = share;
          share *= (double) (j - d) / (n - d);
        }
      }
    }
  }

  private final int[] states;
  private final double[] factors;
  private final double constant;

  private LinearForm(int[] states, double[] factors, double constant) {
    this.states = states;
    this.factors = factors;
    this.constant = constant;
  }

  /** The form of a formula without readings; empty if it is none. */
  static Optional<LinearForm> of(Formula formula, Observations observations) {
    return switch (formula) {
      case Formula.Number n -> Optional.of(new LinearForm(new int[0], new double[0], n.value()));
      case Formula.Quantity q -> Optional.of(observations.sum(q.observed())).filter(sum -> sum.length > 0)
          .map(sum -> new LinearForm(sum, Arrays.stream(sum).mapToDouble(state -> 1).toArray(), 0));
      case Formula.Apply a when a.function() instanceof Formula.Arithmetic operation -> of(operation, a, observations);
      case Formula.Apply a -> Optional.empty();
      case Formula.Clock c -> Optional.empty();
      case Formula.Named n -> Optional.empty();
      case Formula.Text t -> Optional.empty();
      case Formula.Holds h -> Optional.empty();
      case Formula.And a -> Optional.empty();
      case Formula.Or o -> Optional.empty();
      case Formula.Not n -> Optional.empty();
      case Formula.Choice c -> Optional.empty();
      case Formula.Reading r -> Optional.empty();
      case Formula.At a -> Optional.empty();
      case Formula.FoundTime f -> Optional.empty();
      case Formula.Elsewhere e -> Optional.empty();
      case Formula.Over o -> Optional.empty();
    };
  }

  private static Optional<LinearForm> of(Formula.Arithmetic operation, Formula.Apply apply, Observations observations) {
    Optional<LinearForm> first = of(apply.arguments().get(0), observations);
    if (operation == Formula.Arithmetic.NEGATE || first.isEmpty()) {
      return first.map(f -> f.times(-1));
    }
    Optional<LinearForm> second = of(apply.arguments().get(1), observations);
    if (second.isEmpty()) {
      return Optional.empty();
    }
    return switch (operation) {
      case ADD -> Optional.of(first.get().plus(second.get()));
      case SUBTRACT -> Optional.of(first.get().plus(second.get().times(-1)));
      case MULTIPLY -> second.get().isConstant() ? first.map(f -> f.times(second.get().constant))
          : first.get().isConstant() ? second.map(s -> s.times(first.get().constant)) : Optional.empty();
      case DIVIDE -> second.get().isConstant() ? first.map(f -> f.times(1 / second.get().constant)) : Optional.empty();
      case NEGATE -> first;
    };
  }

  private boolean isConstant() {
    return states.length == 0;
  }

  private LinearForm times(double factor) {
    return new LinearForm(states, Arrays.stream(factors).map(f -> f * factor).toArray(), constant * factor);
  }

  private LinearForm plus(LinearForm other) {
    int[] all = Arrays.copyOf(states, states.length + other.states.length);
    double[] weights = Arrays.copyOf(factors, all.length);
    System.arraycopy(other.states, 0, all, states.length, other.states.length);
    System.arraycopy(other.factors, 0, weights, states.length, other.factors.length);
    return new LinearForm(all, weights, constant + other.constant);
  }

  /**
   * Bounds over a piece.
   *
   * @param coefficients room for one more than the degree
   * @return whether they are finite
   */
  boolean bounds(Solution solution, int piece, double[] coefficients, double[] bounds) {
    int degree = coefficients.length - 1;
    Arrays.fill(coefficients, 0);
    double size = Math.abs(constant);
    for (int i = 0; i < states.length; i++) {
      size += solution.addPolynomial(piece, states[i], factors[i], coefficients);
    }
    coefficients[0] += constant;
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    double[][] weights = BERNSTEIN[degree];
    for (int j = 0; j <= degree; j++) {
      double b = 0;
      for (int d = 0; d <= j; d++) {
        b += weights[j][d] * coefficients[d];
      }
      least = Math.min(least, b);
      most = Math.max(most, b);
    }
    bounds[0] = least - SLACK * size;
    bounds[1] = most + SLACK * size;
    return bounds[1] - bounds[0] < Double.POSITIVE_INFINITY;
  }
}
