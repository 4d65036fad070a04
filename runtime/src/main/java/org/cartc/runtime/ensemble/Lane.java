package org.cartc.runtime.ensemble;

import java.util.List;
import org.cartc.runtime.integrate.LaneRun;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Stop;

/** Which trajectory a lane carries, and how far it has come. */
final class Lane {
  final LaneRun run;
  long id;
  Problem problem;
  int nextTime;
  private int nextStop;

  Lane(LaneRun run, Problem none) {
    this.run = run;
    problem = none;
  }

  void take(long trajectory, Problem of, double[] times) {
    id = trajectory;
    problem = of;
    nextStop = 0;
    nextTime = 0;
    while (nextTime < times.length && times[nextTime] < of.start()) {
      nextTime++;
    }
  }

  boolean stopsNow(double time) {
    return nextStop < problem.stops().size() && problem.stops().get(nextStop).time() == time;
  }

  /** The stops at a time, which then lie behind. */
  List<Stop> takeStops(double time) {
    int first = nextStop;
    while (stopsNow(time)) {
      nextStop++;
    }
    return problem.stops().subList(first, nextStop);
  }

  /** The time of the next stop, or the end. */
  double target() {
    return nextStop < problem.stops().size() ? problem.stops().get(nextStop).time() : problem.end();
  }

  /** The time of the next row, infinite if none is left. */
  double nextRow(double[] times) {
    return nextTime < times.length ? times[nextTime] : Double.POSITIVE_INFINITY;
  }
}
