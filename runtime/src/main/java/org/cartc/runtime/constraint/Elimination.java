package org.cartc.runtime.constraint;

/**
 * Gaussian elimination of a small matrix that lies in a larger array, row by row, with the pivoting of
 * {@link org.cartc.runtime.linear.DenseFactorisation}. Allocates nothing.
 */
final class Elimination {
  /** A pivot below this share of the largest number of its column, where the largest of each row counts as one, has lost all its digits. */
  private static final double LOST = 1e-15;

  private Elimination() {}

  /**
   * Replaces a matrix by its factors.
   *
   * @param m where the k² numbers of the matrix begin
   * @param p where k places for the order of the rows begin
   * @param s where 2k free places begin
   * @return whether it can be solved with; false for a matrix that is singular to rounding or not finite
   */
  static boolean factorise(double[] w, int k, int m, int p, int s) {
    for (int i = 0; i < k; i++) {
      double largest = 0;
      for (int j = 0; j < k; j++) {
        largest = Math.max(largest, Math.abs(w[m + i * k + j]));
      }
      w[p + i] = i;
      w[s + i] = 1 / largest;
    }
    for (int j = 0; j < k; j++) {
      double largest = 0;
      for (int i = 0; i < k; i++) {
        largest = Math.max(largest, Math.abs(w[m + i * k + j]) * w[s + i]);
      }
      w[s + k + j] = largest;
    }
    for (int column = 0; column < k; column++) {
      double share = pivot(w, k, m, p, s, column);
      if (!(share > LOST && share < Double.POSITIVE_INFINITY)) {
        return false;
      }
      eliminate(w, k, m, column);
    }
    return true;
  }

  private static double pivot(double[] w, int k, int m, int p, int s, int column) {
    int best = column;
    double share = 0;
    for (int i = column; i < k; i++) {
      double candidate = Math.abs(w[m + i * k + column]) * w[s + i];
      if (candidate > share) {
        best = i;
        share = candidate;
      }
    }
    swap(w, p + column, p + best);
    swap(w, s + column, s + best);
    for (int j = 0; j < k; j++) {
      swap(w, m + column * k + j, m + best * k + j);
    }
    return share / w[s + k + column];
  }

  private static void swap(double[] w, int i, int j) {
    double before = w[i];
    w[i] = w[j];
    w[j] = before;
  }

  private static void eliminate(double[] w, int k, int m, int column) {
    int upper = m + column * k;
    for (int i = column + 1; i < k; i++) {
      int row = m + i * k;
      double factor = w[row + column] / w[upper + column];
      w[row + column] = factor;
      for (int j = column + 1; j < k; j++) {
        w[row + j] -= factor * w[upper + j];
      }
    }
  }

  /** Solves with the factors: the right-hand side begins at {@code b}, the solution at {@code x}. */
  static void solve(double[] w, int k, int m, int p, int b, int x) {
    for (int i = 0; i < k; i++) {
      double sum = w[b + (int) w[p + i]];
      for (int j = 0; j < i; j++) {
        sum -= w[m + i * k + j] * w[x + j];
      }
      w[x + i] = sum;
    }
    for (int i = k - 1; i >= 0; i--) {
      double sum = w[x + i];
      for (int j = i + 1; j < k; j++) {
        sum -= w[m + i * k + j] * w[x + j];
      }
      w[x + i] = sum / w[m + i * k + i];
    }
  }
}
