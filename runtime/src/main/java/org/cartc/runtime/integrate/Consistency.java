package org.cartc.runtime.integrate;

import java.util.Optional;
import java.util.function.Supplier;
import org.cartc.runtime.constraint.CoupledConstraints;
import org.cartc.runtime.constraint.CoupledRoots;
import org.cartc.runtime.constraint.Roots;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/** Whether constraints determine their unknowns at one time and state: each has a grip on its unknown, and one solution. */
final class Consistency {
  /** Residuals that differ by less than this share of the largest do not differ. */
  private static final double ROUNDING = 1e-14;

  private static final double[] SHARES = {0, 0x1p-20, 0.13, 0.5, 0.71, 1};

  private final Equations equations;
  private final double t;
  private final double[] y;
  private final double[] c;
  private final Supplier<double[]> workspace;

  /** @param workspace workspaces with modes, in which nothing is solved yet */
  Consistency(Equations equations, double t, double[] y, double[] c, Supplier<double[]> workspace) {
    this.equations = equations;
    this.t = t;
    this.y = y;
    this.c = c;
    this.workspace = workspace;
  }

  /** @param constraint its number; of a block the first */
  record Fault(Outcome.Reason reason, int constraint) {}

  Optional<Fault> fault() {
    Layout layout = equations.layout();
    for (int k = 0; k < layout.scalars(); k++) {
      if (isFree(k)) {
        return Optional.of(new Fault(Outcome.Reason.SINGULAR_CONSTRAINT, k));
      }
      if (Roots.areSeveral(equations, k, t, y, c, workspace.get())) {
        return Optional.of(new Fault(Outcome.Reason.SEVERAL_SOLUTIONS, k));
      }
    }
    for (int block = 0; equations instanceof CoupledConstraints coupled && block < layout.blocks().size(); block++) {
      int first = layout.blocks().get(block).first();
      var roots = new CoupledRoots(coupled, block, t, y, c, workspace.get());
      if (roots.isSingular()) {
        return Optional.of(new Fault(Outcome.Reason.SINGULAR_CONSTRAINT, first));
      }
      if (roots.solutions().size() > 1) {
        return Optional.of(new Fault(Outcome.Reason.SEVERAL_SOLUTIONS, first));
      }
    }
    return Optional.empty();
  }

  /** Whether a residual is the same all over the bracket. */
  private boolean isFree(int constraint) {
    double[] w = workspace.get();
    double[] bounds = new double[2];
    equations.bracket(constraint, bounds, t, y, 0, c, w);
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    for (double share : SHARES) {
      double residual = equations.residual(constraint, bounds[0] + share * (bounds[1] - bounds[0]), t, y, 0, c, w);
      least = Math.min(least, residual);
      most = Math.max(most, residual);
    }
    return bounds[0] != bounds[1] && most - least <= ROUNDING * Math.max(Math.abs(most), Math.abs(least));
  }
}
