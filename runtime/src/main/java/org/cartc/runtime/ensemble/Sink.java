package org.cartc.runtime.ensemble;

import org.cartc.runtime.integrate.Outcome;

/**
 * Receives what an ensemble computes. One thread delivers a trajectory, its rows in the order of time and then its end; trajectories
 * come in any order, several threads deliver at once.
 */
public interface Sink {
  /**
   * A trajectory at a time: after what happens at that time.
   *
   * @param time the index of the time
   * @param values one number per column; the array is used again
   */
  void row(long id, int time, double[] values);

  /** A trajectory has ended. */
  void end(long id, Outcome outcome);
}
