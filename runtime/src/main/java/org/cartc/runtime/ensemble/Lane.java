package org.cartc.runtime.ensemble;

import java.util.List;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Stop;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.LaneEquations;

/** Which trajectory a lane carries, and how far it has come. */
final class Lane {
  final double[] p;

  /** The constants of the trajectory as the single system has them. */
  final double[] c;

  long id;
  Problem problem;
  int nextStop;
  int nextTime;

  Lane(LaneEquations equations) {
    Equations single = equations.single();
    p = new double[single.layout().parameters().size()];
    c = new double[single.layout().constants()];
    problem = new Problem(single, p, new double[single.layout().states().size()], List.of(), 0, 0);
  }

  void take(long trajectory, Problem of, double[] times) {
    id = trajectory;
    problem = of;
    System.arraycopy(of.parameters(), 0, p, 0, p.length);
    nextStop = 0;
    nextTime = 0;
    while (nextTime < times.length && times[nextTime] < of.start()) {
      nextTime++;
    }
  }

  boolean stopsNow(double time) {
    return nextStop < problem.stops().size() && problem.stops().get(nextStop).time() == time;
  }

  /** The stop that is next, which then lies behind. */
  Stop takeStop() {
    return problem.stops().get(nextStop++);
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
