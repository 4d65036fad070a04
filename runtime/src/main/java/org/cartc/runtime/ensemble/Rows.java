package org.cartc.runtime.ensemble;

import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.integrate.TsitourasLanes;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/** Delivers rows: columns that are states by interpolation alone, others by observing the interpolated state. */
final class Rows {
  private final Equations single;
  private final Layout layout;
  private final TsitourasLanes steps;
  private final Sink sink;
  private final double[] times;
  private final int[] columns;
  private final int[] stateOf;
  private final boolean statesOnly;
  private final double[] state;
  private final double[] observed;
  private final double[] w;
  private final double[] values;

  Rows(Ensemble ensemble, TsitourasLanes steps, Sink sink) {
    this.steps = steps;
    this.sink = sink;
    single = ensemble.equations().single();
    layout = single.layout();
    times = ensemble.times();
    columns = ensemble.columns();
    stateOf = new int[columns.length];
    boolean plain = true;
    for (int i = 0; i < columns.length; i++) {
      stateOf[i] = layout.state(layout.observed().get(columns[i]).path());
      plain &= stateOf[i] >= 0;
    }
    statesOnly = plain;
    state = new double[layout.states().size()];
    observed = new double[layout.observed().size()];
    w = new double[layout.workspace()];
    values = new double[columns.length];
  }

  /** The rows at or after the start and before the end of the step just attempted. */
  void within(int l, Lane lane) {
    while (lane.nextTime < times.length && times[lane.nextTime] < steps.endTime[l]) {
      double t = times[lane.nextTime];
      double x = (t - steps.time[l]) / steps.step[l];
      if (statesOnly) {
        for (int i = 0; i < values.length; i++) {
          values[i] = steps.interpolate(stateOf[i], l, x);
        }
        sink.row(lane.id, lane.nextTime++, values);
      } else {
        for (int i = 0; i < state.length; i++) {
          state[i] = steps.interpolate(i, l, x);
        }
        observe(t, l, lane);
      }
    }
  }

  /** The row at the end of a trajectory, if it is asked for. */
  void atEnd(int l, Lane lane) {
    if (lane.nextTime < times.length && times[lane.nextTime] == lane.problem.end()) {
      for (int i = 0; i < state.length; i++) {
        state[i] = steps.y()[i][l];
      }
      observe(times[lane.nextTime], l, lane);
    }
  }

  private void observe(double t, int l, Lane lane) {
    for (int k = 0; k < layout.constraints().size(); k++) {
      w[layout.warmStart(k)] = steps.y()[state.length + k][l];
    }
    single.observe(t, state, 0, observed, 0, lane.c, w);
    deliver(lane);
  }

  private void deliver(Lane lane) {
    for (int i = 0; i < values.length; i++) {
      values[i] = observed[columns[i]];
    }
    sink.row(lane.id, lane.nextTime++, values);
  }

  /** The rows that are missing, from a solution. */
  void rest(Lane lane, Solution solution) {
    while (lane.nextTime < times.length && times[lane.nextTime] <= solution.end()) {
      solution.observe(times[lane.nextTime], observed);
      deliver(lane);
    }
  }
}
