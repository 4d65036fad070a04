package org.cartc.runtime.integrate;

/** How to integrate. */
public sealed interface Method {
  /**
   * The pair of Tsitouras, of order 5 with an embedded order 4 and an interpolant of order 4 that costs no right-hand side (Comput.
   * Math. Appl. 62 (2011) 770-775). The error of a step, the root mean square of |e|/(absolute + relative max(|y|, |y'|)) over the
   * states, is held below 1.
   *
   * <p>Conditions are examined at three interior points and the end of every step; their edges are found to a few units in the last
   * place of the time. A condition that holds for less than a quarter of a step may be missed: bound the step.
   *
   * @param relativeTolerance positive
   * @param absoluteTolerance zero or positive, in the unit of each state
   * @param largestStep positive; infinity when there is no bound
   */
  record Adaptive(double relativeTolerance, double absoluteTolerance, double largestStep) implements Method {
    public Adaptive {
      if (!(relativeTolerance > 0) || !(absoluteTolerance >= 0) || !(largestStep > 0)) {
        throw new IllegalArgumentException(
            "tolerances " + relativeTolerance + ", " + absoluteTolerance + " or largest step " + largestStep + " out of range");
      }
    }

    public Adaptive(double relativeTolerance, double absoluteTolerance) {
      this(relativeTolerance, absoluteTolerance, Double.POSITIVE_INFINITY);
    }
  }

  /**
   * The classical method of order 4 at a fixed step, as programs of papers use it; cubic Hermite interpolation between steps.
   *
   * <p>Like in such programs conditions are examined on the grid: modes change, events are found and effects apply at ends of steps
   * only. The grid begins anew at every stop; a step that would pass a stop or the end is shortened to land on it.
   *
   * @param step positive
   */
  record RungeKutta4(double step) implements Method {
    public RungeKutta4 {
      if (!(step > 0) || Double.isInfinite(step)) {
        throw new IllegalArgumentException("step " + step + " is not positive and finite");
      }
    }
  }
}
