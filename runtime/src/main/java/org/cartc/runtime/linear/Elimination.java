package org.cartc.runtime.linear;

/**
 * Elimination without exchanges for matrices {@code shift I - A} of one pattern, as straight code that the compiler writes for small
 * systems. Holds no state.
 */
public interface Elimination {
  /** A pivot below this share of the terms of which it is the sum has lost too many digits. */
  double CANCELLED = 1e-4;

  /** The number of {@code factors}. */
  int factors();

  /**
   * Factorises {@code shift I - A}.
   *
   * @param values the values of A in the order of the pattern
   * @return whether no pivot is {@link #CANCELLED} or infinite or not a number
   */
  boolean eliminate(double shift, double[] values, double[] factors);

  /** Replaces the right-hand side by the solution. */
  void substitute(double[] factors, double[] b);
}
