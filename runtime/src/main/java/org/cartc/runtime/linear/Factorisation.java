package org.cartc.runtime.linear;

import org.cartc.runtime.model.Pattern;

/**
 * Factorises matrices {@code shift I - A} whose {@code A} differ in their values only, and solves with them. What the pattern decides
 * is decided once; neither a factorisation nor a solution allocates, but for the rare one for which {@link SparseFactorisation} falls back.
 */
public sealed interface Factorisation permits DenseFactorisation, SparseFactorisation, CompiledFactorisation {
  /** Up to this size a dense factorisation is no slower than a sparse one. */
  int SMALL = 30;

  /** Up to this size a factorisation with fill beyond {@link #DENSE} of all places is computed densely. */
  int LARGEST_DENSE = 1000;

  /** The share of places from which on a matrix is dense. */
  double DENSE = 0.4;

  /** A factorisation for a square pattern: sparse where that pays. */
  static Factorisation of(Pattern pattern) {
    int n = pattern.rows();
    if (n <= SMALL) {
      return new DenseFactorisation(pattern);
    }
    var sparse = new SparseFactorisation(pattern);
    return n <= LARGEST_DENSE && sparse.fill() > DENSE * n * n ? new DenseFactorisation(pattern) : sparse;
  }

  /**
   * Factorises {@code shift I - A}.
   *
   * @param values the values of A in the order of the pattern
   * @return whether it can be solved with; false for a matrix that is singular or has values that are not finite
   */
  boolean factorise(double shift, double[] values);

  /** Replaces the right-hand side by the solution. */
  void solve(double[] b);
}
