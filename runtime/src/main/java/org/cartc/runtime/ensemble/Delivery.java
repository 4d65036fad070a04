package org.cartc.runtime.ensemble;

import org.cartc.runtime.integrate.Solution;

/** What becomes of the trajectories. */
sealed interface Delivery permits Rows, Solutions {
  /** Delivers what lies within the steps just attempted, before their ends, of the lanes that accept them. */
  void within(Lane[] lanes, boolean[] accepted, int active);

  /** Ends a trajectory where its lane stands. */
  void end(int l, Lane lane);

  /** Ends a trajectory that was integrated by itself. */
  void end(Lane lane, Solution solution);
}
