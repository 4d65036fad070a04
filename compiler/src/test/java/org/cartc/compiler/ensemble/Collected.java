package org.cartc.compiler.ensemble;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.cartc.runtime.ensemble.Sink;
import org.cartc.runtime.integrate.Outcome;

/** Keeps all rows of all trajectories; NaN where there is none. */
final class Collected implements Sink {
  private final int times;
  private final int columns;
  private final Map<Long, double[][]> rows = new ConcurrentHashMap<>();
  private final Map<Long, Outcome> ends = new ConcurrentHashMap<>();

  Collected(int times, int columns) {
    this.times = times;
    this.columns = columns;
  }

  @Override
  public void row(long id, int time, double[] values) {
    double[][] mine = rows.computeIfAbsent(id, k -> {
      double[][] empty = new double[times][columns];
      Arrays.stream(empty).forEach(row -> Arrays.fill(row, Double.NaN));
      return empty;
    });
    System.arraycopy(values, 0, mine[time], 0, columns);
  }

  @Override
  public void end(long id, Outcome outcome) {
    ends.put(id, outcome);
  }

  double[][] of(long id) {
    return rows.get(id);
  }

  Map<Long, double[][]> all() {
    return new TreeMap<>(rows);
  }

  Map<Long, Outcome> ends() {
    return new TreeMap<>(ends);
  }
}
