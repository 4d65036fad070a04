package org.cartc.runtime.constraint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cartc.runtime.model.Layout;

/** What can be said of a block at one time and state: its solutions, how near a failed search came to one, and whether it has a grip. */
public final class CoupledRoots {
  /** Solutions that differ by less than this share of an unknown, or of a millionth of its bracket, are one. */
  private static final double SAME = 1e-6;

  private final CoupledConstraints f;
  private final int block;
  private final double t;
  private final double[] y;
  private final double[] c;
  private final double[] w;
  private final int k;
  private final int x;
  private final int work;

  /** @param w a workspace with modes, in which the constraints that the block reads are solved anew */
  public CoupledRoots(CoupledConstraints f, int block, double t, double[] y, double[] c, double[] w) {
    this.f = f;
    this.block = block;
    this.t = t;
    this.y = y;
    this.c = c;
    this.w = w;
    Layout layout = f.layout();
    k = layout.blocks().get(block).size();
    x = layout.warmStart(layout.blocks().get(block).first());
    work = layout.blockWork();
    f.given(block, t, y, 0, c, w);
    f.brackets(block, t, y, 0, w, work, c, w);
  }

  /** The bracket of every unknown: lower and upper bound in turn. */
  public double[] brackets() {
    return Arrays.copyOfRange(w, work, work + 2 * k);
  }

  private boolean isBracketed() {
    boolean finite = true;
    for (int j = 0; j < k; j++) {
      double low = Math.min(w[work + 2 * j], w[work + 2 * j + 1]);
      double high = Math.max(w[work + 2 * j], w[work + 2 * j + 1]);
      w[work + 2 * j] = low;
      w[work + 2 * j + 1] = high;
      finite &= high - low < Double.POSITIVE_INFINITY;
    }
    return finite;
  }

  /** The solutions that the search finds from all its starts, each with one number per unknown. */
  public List<double[]> solutions() {
    List<double[]> found = new ArrayList<>();
    for (int start = 0; isBracketed() && start < CoupledNewton.STARTS; start++) {
      CoupledNewton.start(start, k, x, work, w);
      if (searches()) {
        double[] root = Arrays.copyOfRange(w, x, x + k);
        if (found.stream().noneMatch(other -> isSame(other, root))) {
          found.add(root);
        }
      }
    }
    return found;
  }

  private boolean searches() {
    return CoupledNewton.newton(f, block, k, x, work, f.layout().counters(f.layout().blocks().get(block).first()), t, y, 0, c, w);
  }

  private boolean isSame(double[] one, double[] other) {
    for (int j = 0; j < k; j++) {
      double width = w[work + 2 * j + 1] - w[work + 2 * j];
      if (Math.abs(one[j] - other[j]) > SAME * Math.max(Math.max(Math.abs(one[j]), Math.abs(other[j])), SAME * width)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Where a search ended.
   *
   * @param unknowns the trial values
   * @param residuals what is left of each equation there, in its own unit
   * @param shares the same as shares of the largest term that the unknowns make
   */
  public record Closest(double[] unknowns, double[] residuals, double[] shares) {
    double worst() {
      return Arrays.stream(shares).map(Math::abs).max().orElse(0);
    }
  }

  /** The nearest to a solution that the search comes from all its starts; nothing but NaN if it can be made nowhere. */
  public Closest closest() {
    double[] nothing = new double[k];
    Arrays.fill(nothing, Double.NaN);
    Closest best = new Closest(nothing, nothing, nothing);
    for (int start = 0; isBracketed() && start < CoupledNewton.STARTS; start++) {
      CoupledNewton.start(start, k, x, work, w);
      searches();
      Closest here = here();
      if (here.worst() < best.worst() || Double.isNaN(best.worst()) && !Double.isNaN(here.worst())) {
        best = here;
      }
    }
    return best;
  }

  private Closest here() {
    double[] values = new double[k + k * k];
    f.system(block, t, y, 0, values, 0, c, w);
    double[] shares = new double[k];
    for (int i = 0; i < k; i++) {
      double largest = Math.abs(values[i]);
      for (int j = 0; j < k; j++) {
        largest = Math.max(largest, Math.abs(values[k + i * k + j] * w[x + j]));
      }
      shares[i] = values[i] == 0 ? 0 : values[i] / largest;
    }
    return new Closest(Arrays.copyOfRange(w, x, x + k), Arrays.copyOf(values, k), shares);
  }

  /** Whether the equations do not determine the unknowns wherever one looks: their derivatives in the unknowns are singular there. */
  public boolean isSingular() {
    if (!isBracketed()) {
      return false;
    }
    for (int start = 0; start < CoupledNewton.STARTS; start++) {
      CoupledNewton.start(start, k, x, work, w);
      f.system(block, t, y, 0, w, work + 2 * k, c, w);
      if (CoupledNewton.factorised(w, k, x, work)) {
        return false;
      }
    }
    return true;
  }
}
