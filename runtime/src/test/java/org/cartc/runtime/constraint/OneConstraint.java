package org.cartc.runtime.constraint;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.cartc.runtime.model.Layout;

/** A system that is nothing but one scalar constraint or one iteration map, given as functions of the unknown. */
final class OneConstraint implements ScalarConstraints {
  private static final int WARM = 0;
  private static final int COUNTERS = 1;
  private static final int SLOPE = 4;

  private final DoubleUnaryOperator residual;
  private final DoubleUnaryOperator derivative;
  private final double[] w = new double[5];

  /** For {@link FixedPoint} the residual is the map. */
  OneConstraint(DoubleUnaryOperator residual, DoubleUnaryOperator derivative) {
    this.residual = residual;
    this.derivative = derivative;
    w[WARM] = Double.NaN;
  }

  double newton(double bound, double otherBound) {
    return Newton.solve(this, 0, bound, otherBound, WARM, COUNTERS, SLOPE, 0, new double[0], 0, new double[0], w);
  }

  double fixedPoint(double start, double tolerance, double previous) {
    return FixedPoint.solve(this, 0, start, tolerance, previous, COUNTERS, 0, new double[0], 0, new double[0], w);
  }

  OneConstraint warmedTo(double start) {
    w[WARM] = start;
    return this;
  }

  double warmStart() {
    return w[WARM];
  }

  int solutions() {
    return (int) w[COUNTERS];
  }

  int iterations() {
    return (int) w[COUNTERS + 1];
  }

  int mostIterations() {
    return (int) w[COUNTERS + 2];
  }

  @Override
  public double residualAndSlope(int constraint, double x, int slope, double t, double[] y, int yo, double[] c, double[] work) {
    work[slope] = derivative.applyAsDouble(x);
    return residual.applyAsDouble(x);
  }

  @Override
  public double map(int constraint, double x, double t, double[] y, int yo, double[] c, double[] work) {
    return residual.applyAsDouble(x);
  }

  @Override
  public Layout layout() {
    return new Layout("one", "day", List.of(), List.of(), List.of(), List.of(), List.of(), 0, w.length);
  }

  @Override
  public double residual(int constraint, double unknown, double t, double[] y, int yo, double[] c, double[] work) {
    return residual.applyAsDouble(unknown);
  }

  @Override
  public void prepare(double[] p, double[] c) {}

  @Override
  public void initial(double[] c, double[] y, int yo) {}

  @Override
  public void rightHandSide(double t, double[] y, int yo, double[] dy, int dyo, double[] c, double[] work) {}

  @Override
  public void observe(double t, double[] y, int yo, double[] out, int oo, double[] c, double[] work) {}

  @Override
  public void conditions(double t, double[] y, int yo, double[] g, int go, double[] c, double[] work) {}

  @Override
  public void apply(int condition, double t, double[] y, int yo, double[] c, double[] work) {}

  @Override
  public void bracket(int constraint, double[] bounds, double t, double[] y, int yo, double[] c, double[] work) {}
}
