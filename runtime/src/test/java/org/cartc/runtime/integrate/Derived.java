package org.cartc.runtime.integrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Pattern;

/** Equations and their derivatives written by hand. */
final class Derived extends Written implements DifferentiableEquations {
  /** Writes the derivatives in the states. */
  interface Jacobian {
    void at(double t, double[] y, Matrix j, double[] w);
  }

  /** Writes the derivatives in the time. */
  interface InTime {
    void at(double t, double[] y, double[] values);
  }

  /** Receives entries by row and column, counted from 1 as in print. */
  interface Matrix {
    void set(int row, int column, double value);
  }

  private final Jacobian jacobian;
  private final InTime inTime;
  private final Pattern pattern;
  private double[] values;
  private int offset;

  Derived(int states, Pattern pattern, Derivative derivative, Jacobian jacobian, InTime inTime) {
    super(states, 0, derivative);
    this.pattern = pattern;
    this.jacobian = jacobian;
    this.inTime = inTime;
  }

  /** With a full Jacobian and without time. */
  Derived(int states, Derivative derivative, Jacobian jacobian) {
    this(states, band(states, states), derivative, jacobian, (t, y, values) -> {});
  }

  /** The places within a distance from the diagonal. */
  static Pattern band(int n, int width) {
    int[] starts = new int[n + 1];
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      for (int j = Math.max(0, i - width); j <= Math.min(n - 1, i + width); j++) {
        columns.add(j);
      }
      starts[i + 1] = columns.size();
    }
    return new Pattern(starts, columns.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  public Pattern pattern() {
    return pattern;
  }

  @Override
  public void jacobian(double t, double[] y, int yo, double[] values, int vo, double[] c, double[] w) {
    this.values = values;
    offset = vo;
    Arrays.fill(values, vo, vo + pattern.size(), 0);
    jacobian.at(t, y, this::set, w);
  }

  private void set(int row, int column, double value) {
    int[] starts = pattern.rowStarts();
    int place = Arrays.binarySearch(pattern.columns(), starts[row - 1], starts[row], column - 1);
    values[offset + place] = value;
  }

  @Override
  public void timeDerivative(double t, double[] y, int yo, double[] values, int vo, double[] c, double[] w) {
    inTime.at(t, y, values);
  }
}
