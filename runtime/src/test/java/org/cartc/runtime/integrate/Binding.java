package org.cartc.runtime.integrate;

import java.util.List;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/**
 * Decay of y at a rate x that the constraint x + x^3 = y determines, solved by Newton's method from the warm start; its counters as the
 * contract says. Substituting y gives dx/dt = -x/(1 + 3 x^2), so that ln x + 3 x^2/2 falls by t.
 */
final class Binding implements Equations {
  private final Layout layout = new Layout("binding", "day", List.of(new Layout.Quantity("y", "", "")), List.of(),
      List.of(new Layout.Quantity("x", "", "")), List.of(), List.of(new Layout.Constraint("binding", "x")), 0, 4);

  private double solve(double y, double[] w) {
    int warm = layout.warmStart(0);
    int counters = layout.counters(0);
    double x = Double.isNaN(w[warm]) ? y : w[warm];
    int iterations = 0;
    double change = 1;
    while (Math.abs(change) > 1e-8 * Math.abs(x) && iterations < 100) {
      change = (x + x * x * x - y) / (1 + 3 * x * x);
      x -= change;
      iterations++;
    }
    w[warm] = x;
    w[counters]++;
    w[counters + 1] += iterations;
    w[counters + 2] = Math.max(w[counters + 2], iterations);
    return x;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void prepare(double[] p, double[] c) {}

  @Override
  public void initial(double[] c, double[] y, int yo) {
    y[yo] = 2;
  }

  @Override
  public void rightHandSide(double t, double[] y, int yo, double[] dy, int dyo, double[] c, double[] w) {
    dy[dyo] = -solve(y[yo], w);
  }

  @Override
  public void observe(double t, double[] y, int yo, double[] out, int oo, double[] c, double[] w) {
    out[oo] = solve(y[yo], w);
  }

  @Override
  public void conditions(double t, double[] y, int yo, double[] g, int go, double[] c, double[] w) {}

  @Override
  public void apply(int condition, double t, double[] y, int yo, double[] c, double[] w) {}

  @Override
  public double residual(int constraint, double unknown, double t, double[] y, int yo, double[] c, double[] w) {
    return unknown + unknown * unknown * unknown - y[yo];
  }

  @Override
  public void bracket(int constraint, double[] bounds, double t, double[] y, int yo, double[] c, double[] w) {
    bounds[0] = 0;
    bounds[1] = y[yo];
  }
}
