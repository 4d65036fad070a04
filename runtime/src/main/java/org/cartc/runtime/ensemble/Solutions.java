package org.cartc.runtime.ensemble;

import org.cartc.runtime.integrate.Solution;

/** Delivers whole solutions. */
record Solutions(Pace pace, SolutionSink sink) implements Delivery {
  @Override
  public void within(Lane[] lanes, boolean[] accepted, int active) {}

  @Override
  public void end(int l, Lane lane) {
    sink.end(lane.id, lane.run.solution(l, pace.attempts[l]));
  }

  @Override
  public void end(Lane lane, Solution solution) {
    sink.end(lane.id, solution);
  }
}
