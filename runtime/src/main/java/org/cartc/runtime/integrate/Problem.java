package org.cartc.runtime.integrate;

import java.util.Comparator;
import java.util.List;
import org.cartc.runtime.model.Equations;

/**
 * An initial value problem.
 *
 * @param equations the compiled system
 * @param parameters one value per parameter, at the start
 * @param initial one value per state, before the actions of a stop at the start
 * @param stops known times in any order; stops at one time act in the order given; those outside [start, end] are ignored
 * @param start the first time
 * @param end the last time, not before the start
 */
public record Problem(Equations equations, double[] parameters, double[] initial, List<Stop> stops, double start, double end) {
  public Problem {
    var layout = equations.layout();
    if (parameters.length != layout.parameters().size() || initial.length != layout.states().size()) {
      throw new IllegalArgumentException(parameters.length + " parameters and " + initial.length + " initial values for " + layout.model());
    }
    if (!(start <= end) || Double.isInfinite(start) || Double.isInfinite(end)) {
      throw new IllegalArgumentException("no interval of time: " + start + " to " + end);
    }
    parameters = parameters.clone();
    initial = initial.clone();
    double first = start;
    double last = end;
    stops = stops.stream()
        .filter(stop -> stop.time() >= first && stop.time() <= last)
        .sorted(Comparator.comparingDouble(Stop::time))
        .toList();
  }
}
