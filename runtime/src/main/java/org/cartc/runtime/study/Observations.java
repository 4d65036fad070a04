package org.cartc.runtime.study;

import java.util.BitSet;
import java.util.List;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/** Where the observed quantities of a system come from: those that are states need no computation. */
public final class Observations {
  private final int[] states;
  private final int stateCount;

  private Observations(int[] states, int stateCount) {
    this.states = states;
    this.stateCount = stateCount;
  }

  public static Observations of(Equations equations) {
    Layout layout = equations.layout();
    List<String> states = layout.states().stream().map(Layout.Quantity::path).toList();
    return new Observations(layout.observed().stream().mapToInt(q -> states.indexOf(q.path())).toArray(),
        states.size());
  }

  int count() {
    return states.length;
  }

  /** How many states there are. */
  int states() {
    return stateCount;
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

  /** The state that an observed quantity is, or -1. */
  int state(int observed) {
    return states[observed];
  }
}
