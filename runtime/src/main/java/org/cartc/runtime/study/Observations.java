package org.cartc.runtime.study;

import java.util.BitSet;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/** Where the observed quantities of a system come from: those that are states or sums of states need nothing else. */
public final class Observations {
  private final int[][] sums;
  private final int states;

  private Observations(int[][] sums, int states) {
    this.sums = sums;
    this.states = states;
  }

  public static Observations of(Equations equations) {
    Layout layout = equations.layout();
    return new Observations(layout.sums().stream().map(sum -> sum.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new),
        layout.states().size());
  }

  /** How many quantities are observed. */
  int count() {
    return sums.length;
  }

  /** How many states there are. */
  int states() {
    return states;
  }

  /** The states that an observed quantity is the sum of; empty if it is none. */
  int[] sum(int observed) {
    return sums[observed];
  }

  boolean isSum(int observed) {
    return sums[observed].length > 0;
  }

  /** The sum in a state. */
  double sum(int observed, double[] state) {
    int[] summed = sums[observed];
    double sum = state[summed[0]];
    for (int i = 1; i < summed.length; i++) {
      sum += state[summed[i]];
    }
    return sum;
  }

  /** The sum at a time of a piece of a solution. */
  double sum(int observed, Solution solution, int piece, double t) {
    int[] summed = sums[observed];
    double sum = solution.state(piece, t, summed[0]);
    for (int i = 1; i < summed.length; i++) {
      sum += solution.state(piece, t, summed[i]);
    }
    return sum;
  }

  /** The sum at a time of a solution, after what happens then. */
  double sum(int observed, Solution solution, double t) {
    int[] summed = sums[observed];
    double sum = solution.state(t, summed[0]);
    for (int i = 1; i < summed.length; i++) {
      sum += solution.state(t, summed[i]);
    }
    return sum;
  }

  /** The observed quantities that a formula has, rising. */
  int[] read(Formula formula) {
    BitSet read = new BitSet();
    collect(formula, read);
    return read.stream().toArray();
  }

  private static void collect(Formula formula, BitSet read) {
    if (formula instanceof Formula.Quantity q) {
      read.set(q.observed());
    }
    formula.parts().forEach(part -> collect(part, read));
  }
}
