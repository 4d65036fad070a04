package org.cartc.runtime.ensemble;

import org.cartc.runtime.integrate.Solution;

/** Receives the solutions of an ensemble, in any order; several threads deliver at once. */
public interface SolutionSink {
  /**
   * A trajectory has ended, as its outcome says.
   *
   * @param solution what {@link org.cartc.runtime.integrate.Integration#solve} would return but for the choice of steps; to be read during
   *     this call only, as its memory is used again
   */
  void end(long id, Solution solution);
}
