package org.cartc.runtime.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.cartc.runtime.model.Pattern;
import org.junit.jupiter.api.Test;

/** Solutions against those of the LU decomposition of Commons Math. */
class FactorisationTest {
  private static Pattern random(Random random, int n, int each) {
    int[] starts = new int[n + 1];
    int[] columns = new int[0];
    for (int i = 0; i < n; i++) {
      var row = new TreeSet<Integer>();
      for (int k = 0; k < each; k++) {
        row.add(random.nextInt(n));
      }
      int[] sorted = row.stream().mapToInt(Integer::intValue).toArray();
      int at = columns.length;
      columns = Arrays.copyOf(columns, at + sorted.length);
      System.arraycopy(sorted, 0, columns, at, sorted.length);
      starts[i + 1] = columns.length;
    }
    return new Pattern(starts, columns);
  }

  private static double[] reference(Pattern pattern, double shift, double[] values, double[] b) {
    int n = pattern.rows();
    var matrix = new Array2DRowRealMatrix(n, n);
    for (int i = 0; i < n; i++) {
      matrix.addToEntry(i, i, shift);
      for (int at = pattern.rowStarts()[i]; at < pattern.rowStarts()[i + 1]; at++) {
        matrix.addToEntry(i, pattern.columns()[at], -values[at]);
      }
    }
    return new LUDecomposition(matrix, 0).getSolver().solve(new ArrayRealVector(b)).toArray();
  }

  private static void agrees(Factorisation factorisation, Pattern pattern, Random random, double shift) {
    double[] values = random.doubles(pattern.size(), -1, 1).toArray();
    double[] b = random.doubles(pattern.rows(), -1, 1).toArray();
    double[] expected = reference(pattern, shift, values, b);
    double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    assertThat(factorisation.factorise(shift, values)).isTrue();
    factorisation.solve(b);
    assertThat(b).containsExactly(expected, within(1e-10 * size));
  }

  @Test
  void denseAndSparseAgreeWithAnotherProgram() {
    var random = new Random(7);
    for (int n : new int[] {1, 2, 5, 30, 120}) {
      var pattern = random(random, n, Math.min(n, 4));
      for (int again = 0; again < 5; again++) {
        agrees(new DenseFactorisation(pattern), pattern, random, 3);
        agrees(new SparseFactorisation(pattern), pattern, random, 5);
      }
    }
  }

  /** Without a shift diagonals are missing: elimination on the diagonal is impossible. */
  @Test
  void sparseFallsBackWherePivotsVanish() {
    var random = new Random(3);
    var cycle = new Pattern(new int[] {0, 1, 2, 3, 4}, new int[] {1, 2, 3, 0});
    var factorisation = new SparseFactorisation(cycle);
    agrees(factorisation, cycle, random, 0);
    assertThat(factorisation.fellBack()).isTrue();
    agrees(factorisation, cycle, random, 2);
    assertThat(factorisation.fellBack()).isFalse();
  }

  @Test
  void pivotsDoNotDependOnUnits() {
    var full = new Pattern(new int[] {0, 2, 4}, new int[] {0, 1, 0, 1});
    for (Factorisation factorisation : new Factorisation[] {new DenseFactorisation(full), new SparseFactorisation(full)}) {
      double[] b = {3e20, 5e-20};
      assertThat(factorisation.factorise(0, new double[] {-2, -1e40, -1e-40, -3})).isTrue();
      factorisation.solve(b);
      assertThat(b[0]).isCloseTo(0.8e20, within(1e6));
      assertThat(b[1]).isCloseTo(1.4e-20, within(1e-34));
    }
  }

  @Test
  void singularMatricesAndNumbersThatAreNoneAreRefused() {
    var full = new Pattern(new int[] {0, 2, 4}, new int[] {0, 1, 0, 1});
    for (Factorisation factorisation : new Factorisation[] {new DenseFactorisation(full), new SparseFactorisation(full)}) {
      assertThat(factorisation.factorise(0, new double[] {1, 2, 2, 4})).isFalse();
      assertThat(factorisation.factorise(1, new double[] {Double.NaN, 2, 2, 4})).isFalse();
      assertThat(factorisation.factorise(1, new double[] {1, Double.POSITIVE_INFINITY, 2, 4})).isFalse();
    }
  }

  /** An arrow: its hub eliminated first would fill everything. */
  @Test
  void aHubIsEliminatedLast() {
    int n = 200;
    int[] starts = new int[n + 1];
    int[] columns = new int[3 * n];
    int size = 0;
    for (int j = 0; j < n; j++) {
      columns[size++] = j;
    }
    starts[1] = size;
    for (int i = 1; i < n; i++) {
      columns[size++] = 0;
      columns[size++] = i;
      starts[i + 1] = size;
    }
    var arrow = new Pattern(starts, Arrays.copyOf(columns, size));
    assertThat(new SparseFactorisation(arrow).fill()).isEqualTo(3L * n - 2);
    assertThat(Factorisation.of(arrow)).isInstanceOf(SparseFactorisation.class);
  }
}
