package org.cartc.runtime.study;

import java.util.List;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/** x' = v, v' = -x from x = 1, v = 0: x = cos t, v = -sin t. Observed: x, v, their sum as a sum of states, their product as none. */
final class Oscillator implements Equations {
  static final Formula X = new Formula.Quantity(0, true);
  static final Formula V = new Formula.Quantity(1, true);
  static final Formula SUM = new Formula.Quantity(2, true);
  static final Formula PRODUCT = new Formula.Quantity(3, true);

  private static final List<Layout.Quantity> STATES = List.of(new Layout.Quantity("x", "", ""), new Layout.Quantity("v", "", ""));

  private final Layout layout;

  /** @param sums whether the layout tells which observed quantities are states or sums of them */
  Oscillator(boolean sums) {
    layout = new Layout("oscillator", "s", STATES, List.of(),
        List.of(STATES.get(0), STATES.get(1), new Layout.Quantity("sum", "", ""), new Layout.Quantity("product", "", "")), List.of(),
        List.of(),
        List.of(), 0, 0,
        sums ? List.of(List.of(0), List.of(1), List.of(0, 1), List.of()) : List.of(List.of(), List.of(), List.of(), List.of()));
  }

  Solution until(double end) {
    return Integration.solve(new Problem(this, new double[0], new double[] {1, 0}, List.of(), 0, end), new Method.Adaptive(1e-10, 1e-12));
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void prepare(double[] p, double[] c) {}

  @Override
  public void initial(double[] c, double[] y, int yo) {
    y[yo] = 1;
    y[yo + 1] = 0;
  }

  @Override
  public void rightHandSide(double t, double[] y, int yo, double[] dy, int dyo, double[] c, double[] w) {
    dy[dyo] = y[yo + 1];
    dy[dyo + 1] = -y[yo];
  }

  @Override
  public void observe(double t, double[] y, int yo, double[] out, int oo, double[] c, double[] w) {
    out[oo] = y[yo];
    out[oo + 1] = y[yo + 1];
    out[oo + 2] = y[yo] + y[yo + 1];
    out[oo + 3] = y[yo] * y[yo + 1];
  }

  @Override
  public void conditions(double t, double[] y, int yo, double[] g, int go, double[] c, double[] w) {}

  @Override
  public void apply(int condition, double t, double[] y, int yo, double[] c, double[] w) {}

  @Override
  public double residual(int constraint, double unknown, double t, double[] y, int yo, double[] c, double[] w) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void bracket(int constraint, double[] bounds, double t, double[] y, int yo, double[] c, double[] w) {
    throw new UnsupportedOperationException();
  }
}
