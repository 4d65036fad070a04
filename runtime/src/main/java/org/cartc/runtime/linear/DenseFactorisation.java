package org.cartc.runtime.linear;

import java.util.Arrays;
import org.cartc.runtime.model.Pattern;

/**
 * Gaussian elimination with partial pivoting, row by row. A pivot is the largest of its column when rows are divided by their largest
 * entries, so that the units of the unknowns do not decide.
 */
public final class DenseFactorisation implements Factorisation {
  private final int n;
  private final int[] starts;
  private final int[] columns;
  private final double[][] rows;
  private final double[][] order;
  private final int[] permutation;
  private final double[] weights;
  private final double[] x;

  public DenseFactorisation(Pattern pattern) {
    n = pattern.rows();
    starts = pattern.rowStarts();
    columns = pattern.columns();
    rows = new double[n][n];
    order = new double[n][];
    permutation = new int[n];
    weights = new double[n];
    x = new double[n];
  }

  @Override
  public boolean factorise(double shift, double[] values) {
    fill(shift, values);
    for (int k = 0; k < n; k++) {
      if (!pivot(k)) {
        return false;
      }
      eliminate(k);
    }
    return true;
  }

  private void fill(double shift, double[] values) {
    for (int i = 0; i < n; i++) {
      double[] row = rows[i];
      Arrays.fill(row, 0);
      row[i] = shift;
      for (int at = starts[i]; at < starts[i + 1]; at++) {
        row[columns[at]] -= values[at];
      }
      double largest = 0;
      for (int j = 0; j < n; j++) {
        largest = Math.max(largest, Math.abs(row[j]));
      }
      weights[i] = 1 / largest;
      permutation[i] = i;
      order[i] = row;
    }
  }

  /** Moves the best pivot of a column to its row; false if there is none. */
  private boolean pivot(int k) {
    int best = k;
    double size = Math.abs(order[k][k]) * weights[k];
    for (int i = k + 1; i < n; i++) {
      double candidate = Math.abs(order[i][k]) * weights[i];
      if (candidate > size) {
        best = i;
        size = candidate;
      }
    }
    swap(k, best);
    return size > 0 && size < Double.POSITIVE_INFINITY;
  }

  private void swap(int i, int j) {
    double[] row = order[i];
    order[i] = order[j];
    order[j] = row;
    int index = permutation[i];
    permutation[i] = permutation[j];
    permutation[j] = index;
    double weight = weights[i];
    weights[i] = weights[j];
    weights[j] = weight;
  }

  private void eliminate(int k) {
    double[] upper = order[k];
    double inverse = 1 / upper[k];
    for (int i = k + 1; i < n; i++) {
      double[] row = order[i];
      if (row[k] != 0) {
        double factor = row[k] * inverse;
        row[k] = factor;
        for (int j = k + 1; j < n; j++) {
          row[j] -= factor * upper[j];
        }
      }
    }
  }

  @Override
  public void solve(double[] b) {
    for (int i = 0; i < n; i++) {
      double[] row = order[i];
      double sum = b[permutation[i]];
      for (int j = 0; j < i; j++) {
        sum -= row[j] * x[j];
      }
      x[i] = sum;
    }
    for (int i = n - 1; i >= 0; i--) {
      double[] row = order[i];
      double sum = x[i];
      for (int j = i + 1; j < n; j++) {
        sum -= row[j] * x[j];
      }
      x[i] = sum / row[i];
    }
    System.arraycopy(x, 0, b, 0, n);
  }
}
