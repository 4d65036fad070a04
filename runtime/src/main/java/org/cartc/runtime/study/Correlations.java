package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/** Measures of dependence of the values of runs on what was varied. Runs without a value are left out of its measures. */
public final class Correlations {
  private static final int FEWEST = 3;
  private static final double SINGULAR = 1e-10;

  private final Sensitivity sensitivity;
  private final List<Group> groups = new ArrayList<>();

  /**
   * Runs that differ in their sample alone.
   *
   * @param keys their other keys
   * @param numbers by quantity and parameter; NaN where nothing varies or fewer than three runs have the value
   * @param counts by quantity how many runs have it
   */
  public record Group(List<Key> keys, double[][] numbers, int[] counts) {}

  private Correlations(Sensitivity sensitivity) {
    this.sensitivity = sensitivity;
  }

  static Correlations of(Sensitivity sensitivity, Collected runs) {
    Correlations correlations = new Correlations(sensitivity);
    Map<String, List<Integer>> grouped = new LinkedHashMap<>();
    for (int run = 0; run < runs.runs(); run++) {
      String others = others(runs.keys(run)).stream().map(Key::text).collect(Collectors.joining("\u0000"));
      grouped.computeIfAbsent(others, k -> new ArrayList<>()).add(run);
    }
    grouped.values().forEach(members -> correlations.add(members, runs));
    return correlations;
  }

  private static List<Key> others(List<Key> keys) {
    return keys.stream().filter(k -> !k.name().equals(Sensitivity.KEY)).toList();
  }

  public Sensitivity sensitivity() {
    return sensitivity;
  }

  public List<Group> groups() {
    return groups;
  }

  private void add(List<Integer> members, Collected runs) {
    int quantities = sensitivity.quantities().size();
    double[][] numbers = new double[quantities][];
    int[] counts = new int[quantities];
    for (int q = 0; q < quantities; q++) {
      int value = sensitivity.quantities().get(q).value();
      List<Integer> with = members.stream().filter(run -> !Double.isNaN(runs.value(run, value))).toList();
      double[] y = with.stream().mapToDouble(run -> runs.value(run, value)).toArray();
      double[][] x = new double[sensitivity.parameters().size()][];
      for (int p = 0; p < x.length; p++) {
        int parameter = p;
        x[p] = with.stream().mapToDouble(run -> sensitivity.factors()[sample(runs.keys(run))][parameter]).toArray();
      }
      counts[q] = with.size();
      numbers[q] = measures(x, y);
    }
    groups.add(new Group(others(runs.keys(members.get(0))), numbers, counts));
  }

  private static int sample(List<Key> keys) {
    return keys.stream().filter(k -> k.name().equals(Sensitivity.KEY)).mapToInt(k -> (int) k.number() - 1).findFirst().orElseThrow();
  }

  private double[] measures(double[][] x, double[] y) {
    if (y.length < FEWEST) {
      return Arrays.stream(x).mapToDouble(column -> Double.NaN).toArray();
    }
    return switch (sensitivity.measure()) {
      case PEARSON -> pearson(x, y);
      case SPEARMAN -> pearson(ranks(x), ranks(y));
      case PRCC -> partial(ranks(x), ranks(y));
    };
  }

  private static double[] pearson(double[][] x, double[] y) {
    PearsonsCorrelation correlation = new PearsonsCorrelation();
    return Arrays.stream(x).mapToDouble(column -> correlation.correlation(column, y)).toArray();
  }

  private static double[] ranks(double[] numbers) {
    return new NaturalRanking().rank(numbers);
  }

  private static double[][] ranks(double[][] columns) {
    return Arrays.stream(columns).map(Correlations::ranks).toArray(double[][]::new);
  }

  /** By the inverse P of the correlations of all columns and y: -P_iy / sqrt(P_ii P_yy). */
  private static double[] partial(double[][] x, double[] y) {
    int n = x.length;
    double[][] columns = Arrays.copyOf(x, n + 1);
    columns[n] = y;
    RealMatrix correlations = new PearsonsCorrelation(MatrixUtils.createRealMatrix(columns).transpose()).getCorrelationMatrix();
    LUDecomposition factors = new LUDecomposition(correlations, SINGULAR);
    if (!factors.getSolver().isNonSingular()) {
      return Arrays.stream(x).mapToDouble(column -> Double.NaN).toArray();
    }
    RealMatrix inverse = factors.getSolver().getInverse();
    return IntStream.range(0, n)
        .mapToDouble(i -> -inverse.getEntry(i, n) / Math.sqrt(inverse.getEntry(i, i) * inverse.getEntry(n, n))).toArray();
  }
}
