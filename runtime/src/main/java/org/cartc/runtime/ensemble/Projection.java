package org.cartc.runtime.ensemble;

import org.cartc.runtime.model.LaneEquations;

/** Whether projected unknowns of constraints have come to rest. */
final class Projection {
  private static final double AT_REST = 1e-10;

  private Projection() {}

  /** Whether the last Newton step of every unknown was at most 1e-10 of it, and it lies in its bracket but for as much. */
  static boolean isSettled(double[][] projected, int lane) {
    for (int first = 0; first < projected.length; first += LaneEquations.RESULTS) {
      double x = projected[first + LaneEquations.SOLUTION][lane];
      double a = projected[first + LaneEquations.BOUND][lane];
      double b = projected[first + LaneEquations.OTHER_BOUND][lane];
      double slack = AT_REST * Math.max(Math.abs(a), Math.abs(b));
      boolean rests = Math.abs(projected[first + LaneEquations.STEP][lane]) <= AT_REST * Math.abs(x) + Double.MIN_NORMAL;
      if (!(rests && x >= Math.min(a, b) - slack && x <= Math.max(a, b) + slack)) {
        return false;
      }
    }
    return true;
  }
}
