package org.cartc.runtime.linear;

import java.util.Arrays;
import java.util.Optional;
import org.cartc.runtime.model.Pattern;

/**
 * Elimination on the diagonal in an order and with a fill that are found once ({@link MinimumDegree}), row by row. Matrices
 * {@code shift I - A} of a step that is short enough for its system have large diagonals; where a pivot is left over from the
 * difference of much larger numbers, a dense factorisation with pivoting is used instead.
 */
public final class SparseFactorisation implements Factorisation {
  /** A pivot below this share of the terms of which it is the sum has lost too many digits. */
  private static final double CANCELLED = 1e-9;

  /** The largest system that may fall back: 200 MB. */
  private static final int LARGEST_FALL_BACK = 5000;

  private final Pattern pattern;
  private final int n;
  private final int[] order;
  private final int[] position;
  private final int[] lowerStarts;
  private final int[] lowerColumns;
  private final double[] lower;
  private final int[] upperStarts;
  private final int[] upperColumns;
  private final double[] upper;
  private final double[] inverses;
  private final double[] x;
  private Optional<DenseFactorisation> dense = Optional.empty();
  private boolean fellBack;

  public SparseFactorisation(Pattern pattern) {
    this.pattern = pattern;
    n = pattern.rows();
    var elimination = new MinimumDegree(pattern);
    order = elimination.order();
    position = new int[n];
    for (int k = 0; k < n; k++) {
      position[order[k]] = k;
    }
    upperStarts = new int[n + 1];
    lowerStarts = new int[n + 1];
    for (int k = 0; k < n; k++) {
      int[] after = elimination.neighbours(order[k]);
      upperStarts[k + 1] = upperStarts[k] + after.length;
      for (int i : after) {
        lowerStarts[position[i] + 1]++;
      }
    }
    for (int k = 0; k < n; k++) {
      lowerStarts[k + 1] += lowerStarts[k];
    }
    upperColumns = new int[upperStarts[n]];
    lowerColumns = new int[upperStarts[n]];
    place(elimination);
    upper = new double[upperColumns.length];
    lower = new double[lowerColumns.length];
    inverses = new double[n];
    x = new double[n];
  }

  private void place(MinimumDegree elimination) {
    int[] next = Arrays.copyOf(lowerStarts, n);
    for (int k = 0; k < n; k++) {
      int[] columns = Arrays.stream(elimination.neighbours(order[k])).map(i -> position[i]).sorted().toArray();
      System.arraycopy(columns, 0, upperColumns, upperStarts[k], columns.length);
      for (int row : columns) {
        lowerColumns[next[row]++] = k;
      }
    }
  }

  /** The number of places of both factors. */
  public long fill() {
    return 2L * upper.length + n;
  }

  /** Whether the last factorisation needed pivoting. */
  public boolean fellBack() {
    return fellBack;
  }

  @Override
  public boolean factorise(double shift, double[] values) {
    fellBack = false;
    for (int k = 0; k < n; k++) {
      scatter(k, shift, values);
      if (!eliminate(k)) {
        return fallBack(shift, values);
      }
    }
    return true;
  }

  private void scatter(int k, double shift, double[] values) {
    for (int at = lowerStarts[k]; at < lowerStarts[k + 1]; at++) {
      x[lowerColumns[at]] = 0;
    }
    for (int at = upperStarts[k]; at < upperStarts[k + 1]; at++) {
      x[upperColumns[at]] = 0;
    }
    x[k] = shift;
    int row = order[k];
    for (int at = pattern.rowStarts()[row]; at < pattern.rowStarts()[row + 1]; at++) {
      x[position[pattern.columns()[at]]] -= values[at];
    }
  }

  /** Computes a row of both factors; false if its pivot cannot be used. */
  private boolean eliminate(int k) {
    double terms = Math.abs(x[k]);
    for (int at = lowerStarts[k]; at < lowerStarts[k + 1]; at++) {
      int j = lowerColumns[at];
      double factor = x[j] * inverses[j];
      lower[at] = factor;
      if (factor != 0) {
        double diagonal = x[k];
        for (int to = upperStarts[j]; to < upperStarts[j + 1]; to++) {
          x[upperColumns[to]] -= factor * upper[to];
        }
        terms += Math.abs(x[k] - diagonal);
      }
    }
    for (int at = upperStarts[k]; at < upperStarts[k + 1]; at++) {
      upper[at] = x[upperColumns[at]];
    }
    inverses[k] = 1 / x[k];
    double pivot = Math.abs(x[k]);
    return pivot > CANCELLED * terms && pivot < Double.POSITIVE_INFINITY;
  }

  private boolean fallBack(double shift, double[] values) {
    fellBack = n <= LARGEST_FALL_BACK;
    if (fellBack && dense.isEmpty()) {
      dense = Optional.of(new DenseFactorisation(pattern));
    }
    return fellBack && dense.orElseThrow().factorise(shift, values);
  }

  @Override
  public void solve(double[] b) {
    if (fellBack) {
      dense.orElseThrow().solve(b);
      return;
    }
    for (int k = 0; k < n; k++) {
      double sum = b[order[k]];
      for (int at = lowerStarts[k]; at < lowerStarts[k + 1]; at++) {
        sum -= lower[at] * x[lowerColumns[at]];
      }
      x[k] = sum;
    }
    for (int k = n - 1; k >= 0; k--) {
      double sum = x[k];
      for (int at = upperStarts[k]; at < upperStarts[k + 1]; at++) {
        sum -= upper[at] * x[upperColumns[at]];
      }
      x[k] = sum * inverses[k];
    }
    for (int k = 0; k < n; k++) {
      b[order[k]] = x[k];
    }
  }
}
