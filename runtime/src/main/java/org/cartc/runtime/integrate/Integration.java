package org.cartc.runtime.integrate;

import java.util.List;

/**
 * Solves initial value problems.
 *
 * <p>Order of things. At the start modes are those of the initial values; then the stops there act. A stop or an event restarts the
 * integration; guards and events are then examined again, so that a jump over the threshold of an event is an edge like any other, also
 * at the start. An event whose condition holds initially waits for its next edge. At one time: first edges, in declared order (those
 * found together all count, whatever the effects of the earlier do to the later), then stops.
 */
public final class Integration {
  /** The most steps of one integration, accepted and rejected. */
  public static final int MOST_STEPS = 10_000_000;

  private Integration() {}

  /**
   * Integrates from start to end, or to where the outcome says; never throws for what the equations yield.
   *
   * @throws IllegalArgumentException if the method is {@link Method.Rosenbrock} and the equations do not know their derivatives
   */
  public static Solution solve(Problem problem, Method method) {
    return solve(problem, method, MOST_STEPS);
  }

  /** What an integration found that failed before it could start. */
  public static Solution failed(Problem problem, Outcome.Failed failed) {
    var run = new Run(problem);
    run.begin(1);
    run.fail(failed);
    return run.solution();
  }

  static Solution solve(Problem problem, Method method, int mostSteps) {
    var run = new Run(problem);
    Stepper stepper = switch (method) {
      case Method.Controlled controlled -> new AdaptiveStepper(run, controlled, mostSteps);
      case Method.RungeKutta4 fixed -> new FixedStepper(run, fixed, mostSteps);
    };
    run.begin(stepper.degree());
    int next = actAt(run, stepper, 0);
    if (run.t < problem.end()) {
      run.requireUniqueSolutions();
    }
    while (!run.over() && run.t < problem.end()) {
      double target = next < problem.stops().size() ? problem.stops().get(next).time() : problem.end();
      if (stepper.advance(target) == Stepper.Progress.EDGE) {
        run.keepLeft();
        if (run.settle()) {
          stepper.restart(run.jumped());
        }
      }
      if (!run.over() && run.t == target) {
        next = actAt(run, stepper, next);
      }
    }
    return run.solution();
  }

  /** Acts on the stops at the present time; returns the index of the one that follows them. */
  private static int actAt(Run run, Stepper stepper, int next) {
    List<Stop> stops = run.problem.stops();
    int after = next;
    while (after < stops.size() && stops.get(after).time() == run.t) {
      after++;
    }
    if (after > next) {
      run.keepLeft();
      stepper.restart(run.act(stops.subList(next, after)));
    }
    return after;
  }
}
