package org.cartc.runtime.ensemble;

import java.util.stream.IntStream;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.integrate.TsitourasLanes;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/** Delivers rows: columns that are states by interpolation alone, others by observing the interpolated state. */
final class Rows implements Delivery {
  /** Where at least one lane in so many has a row, rows of all lanes are computed at once. */
  private static final int FEW = 8;

  private final Equations single;
  private final Layout layout;
  private final TsitourasLanes steps;
  private final Pace pace;
  private final Sink sink;
  private final double[] times;
  private final int[] columns;
  private final int[] stateOf;
  private final boolean statesOnly;
  private final int[] needed;
  private final int[] due;
  private final double[] state;
  private final double[] observed;
  private final double[] w;
  private final double[] values;

  Rows(Ensemble ensemble, TsitourasLanes steps, Pace pace, Sink sink) {
    this.steps = steps;
    this.pace = pace;
    this.sink = sink;
    single = ensemble.equations().single();
    layout = single.layout();
    times = ensemble.times();
    due = new int[ensemble.width()];
    columns = ensemble.columns();
    stateOf = new int[columns.length];
    boolean plain = true;
    for (int i = 0; i < columns.length; i++) {
      stateOf[i] = layout.state(layout.observed().get(columns[i]).path());
      plain &= stateOf[i] >= 0;
    }
    statesOnly = plain;
    needed = plain ? IntStream.of(stateOf).distinct().toArray() : IntStream.range(0, layout.states().size()).toArray();
    state = new double[layout.states().size()];
    observed = new double[layout.observed().size()];
    w = new double[layout.workspace()];
    values = new double[columns.length];
  }

  @Override
  public void within(Lane[] lanes, boolean[] accepted, int active) {
    for (int count = due(accepted, active); count > 0; count = due(accepted, active)) {
      boolean together = count * FEW >= active;
      if (together) {
        steps.interpolate(needed, 0, active);
      }
      for (int i = 0; i < count; i++) {
        int l = due[i];
        if (!together) {
          steps.interpolate(needed, l, l + 1);
        }
        row(l, lanes[l]);
        pace.nextRow[l] = lanes[l].nextRow(times);
      }
    }
  }

  /** Finds the lanes that have a row in their step, and where in it; returns how many there are. */
  private int due(boolean[] accepted, int active) {
    int count = 0;
    for (int l = 0; l < active; l++) {
      if (pace.nextRow[l] < steps.endTime[l] && accepted[l]) {
        steps.place[l] = (pace.nextRow[l] - steps.time[l]) / steps.step[l];
        due[count++] = l;
      }
    }
    return count;
  }

  private void row(int l, Lane lane) {
    if (statesOnly) {
      for (int i = 0; i < values.length; i++) {
        values[i] = steps.within[stateOf[i]][l];
      }
      sink.row(lane.id, lane.nextTime++, values);
    } else {
      for (int i = 0; i < state.length; i++) {
        state[i] = steps.within[i][l];
      }
      observe(times[lane.nextTime], l, lane);
    }
  }

  @Override
  public void end(int l, Lane lane) {
    for (int i = 0; i < state.length; i++) {
      state[i] = steps.y()[i][l];
    }
    while (lane.nextTime < times.length && times[lane.nextTime] <= steps.time[l]) {
      observe(times[lane.nextTime], l, lane);
    }
    sink.end(lane.id, lane.run.outcome());
  }

  private void observe(double t, int l, Lane lane) {
    for (int k = 0; k < layout.constraints().size(); k++) {
      w[layout.warmStart(k)] = steps.y()[state.length + k][l];
    }
    lane.run.enter(w);
    single.observe(t, state, 0, observed, 0, lane.run.constants(), w);
    deliver(lane);
  }

  private void deliver(Lane lane) {
    for (int i = 0; i < values.length; i++) {
      values[i] = observed[columns[i]];
    }
    sink.row(lane.id, lane.nextTime++, values);
  }

  /** Delivers the rows that are missing. */
  @Override
  public void end(Lane lane, Solution solution) {
    while (lane.nextTime < times.length && times[lane.nextTime] <= solution.end()) {
      solution.observe(times[lane.nextTime], observed);
      deliver(lane);
    }
    sink.end(lane.id, solution.outcome());
  }
}
