package org.cartc.runtime.ensemble;

import org.cartc.runtime.integrate.Problem;

/** The trajectories of an ensemble, numbered from 0; asked for by any thread, each once. */
public interface Trajectories {
  long size();

  /** The problem of a trajectory; all have the equations of the ensemble. */
  Problem problem(long id);
}
