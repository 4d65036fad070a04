package org.cartc.runtime.integrate;

import java.util.Arrays;
import java.util.List;
import org.cartc.runtime.linear.Factorisation;
import org.cartc.runtime.model.DifferentiableEquations;

/**
 * The state to which a system tends from given initial values: integration by a stiff method over spans that grow tenfold, until what
 * still changes is small; then Newton's method on f(y) = 0.
 *
 * <p>A Newton step is taken as one step of the implicit Euler method that is a hundred times as long as all of the integration. It
 * differs from Newton's by a hundredth or less, keeps what is conserved (L f = 0 gives L dy = 0), and has a regular matrix also then.
 */
public final class SteadyState {
  private static final int MOST_STEPS = 50_000;
  private static final int SPANS = 9;
  private static final double GROWTH = 10;
  private static final double TOLERANCE = 1e-6;
  private static final double LENGTH = 100;
  private static final int MOST_ITERATIONS = 50;

  /** What changes in the time that has passed by less than this share of its size is slow. */
  private static final double SLOW = 1e-3;

  /** Newton's method may move a state by this share of its size at most: it polishes, and does not look elsewhere. */
  private static final double NEAR = 0.01;

  /** A state below this share of its largest size so far counts as zero. */
  private static final double NOTHING = 1e-9;

  /** What has grown beyond this does so without bound. */
  private static final double HUGE = 1e100;
  private static final double CONVERGED = 1e-13;
  private static final double ROUNDING = 1e-9;

  private final DifferentiableEquations equations;
  private final double[] parameters;
  private final double[] y;
  private final double[] largest;
  private final double[] slope;
  private final double[] dt;
  private final double[] jacobian;
  private final Factorisation matrix;
  private double passed;

  private SteadyState(DifferentiableEquations equations, double[] parameters, double[] initial) {
    this.equations = equations;
    this.parameters = parameters;
    int n = initial.length;
    y = initial.clone();
    largest = new double[n];
    slope = new double[n];
    dt = new double[n];
    jacobian = new double[equations.pattern().size()];
    matrix = Factorisation.of(equations.pattern());
  }

  /** What was found. */
  public sealed interface Result {
    /** The steady state. */
    record Found(double[] state) implements Result {}

    /** There is none within reach; the fastest state is its index, -1 where rates read the time. */
    record None(Outcome.Failed failed) implements Result {}
  }

  /** @param span the length of the first integration, positive; the last is 10^8 times as long */
  public static Result of(DifferentiableEquations equations, double[] parameters, double[] initial, double span) {
    return new SteadyState(equations, parameters, initial).find(span);
  }

  private Result find(double first) {
    double span = first;
    int steps = 0;
    for (int i = 0; i < SPANS; i++) {
      Problem problem = new Problem(equations, parameters, y, List.of(), 0, span);
      Solution solution =
          Integration.solve(problem, new Method.Rosenbrock(Tolerance.scaled(TOLERANCE), Double.POSITIVE_INFINITY), MOST_STEPS - steps);
      solution.state(solution.end(), y);
      passed += solution.end();
      steps += solution.statistics().accepted() + solution.statistics().rejected();
      if (!(solution.outcome() instanceof Outcome.Completed)) {
        return solution.outcome() instanceof Outcome.Failed failed && isOwnFault(failed) ? new Result.None(failed) : none();
      }
      Run run = at(y);
      if (!isAutonomous()) {
        return none();
      }
      if (isSlow() && polish(run)) {
        return new Result.Found(run.y.clone());
      }
      span *= GROWTH;
    }
    return none();
  }

  /** Whether a failure has a cause of its own, which is told better than that there is no steady state. */
  private static boolean isOwnFault(Outcome.Failed failed) {
    return switch (failed.reason()) {
      case CHATTER, SEVERAL_SOLUTIONS, SINGULAR_CONSTRAINT -> true;
      case NOT_A_NUMBER -> Arrays.stream(failed.state()).allMatch(state -> Math.abs(state) < HUGE);
      case STEP_TOO_SMALL, TOO_MANY_STEPS, NO_STEADY_STATE -> false;
    };
  }

  /** A run that stands at a state, whose rates of change are known. */
  private Run at(double[] state) {
    Run run = new Run(new Problem(equations, parameters, state, List.of(), 0, 0));
    run.begin(1);
    run.slope(slope);
    new Linearisation(run, equations).at(jacobian, dt);
    for (int i = 0; i < y.length; i++) {
      largest[i] = Math.max(largest[i], Math.abs(state[i]));
    }
    return run;
  }

  private boolean isAutonomous() {
    for (double change : dt) {
      if (change != 0) {
        return false;
      }
    }
    return true;
  }

  private double share(int state, double change) {
    double size = Math.max(Math.abs(y[state]), NOTHING * largest[state]);
    return change == 0 ? 0 : Math.abs(change) / size;
  }

  private boolean isSlow() {
    return largestShare(slope, passed) <= SLOW;
  }

  private double largestShare(double[] changes, double factor) {
    double share = 0;
    for (int i = 0; i < changes.length; i++) {
      share = Math.max(share, share(i, changes[i] * factor));
    }
    return share;
  }

  private boolean polish(Run run) {
    double before = NEAR;
    for (int i = 0; i < MOST_ITERATIONS; i++) {
      if (!matrix.factorise(1 / (LENGTH * passed), jacobian)) {
        return false;
      }
      matrix.solve(slope);
      double moved = largestShare(slope, 1);
      if (!(moved <= NEAR)) {
        return false;
      }
      for (int j = 0; j < run.y.length; j++) {
        run.y[j] += slope[j];
      }
      if (moved <= CONVERGED || moved <= ROUNDING && moved > before / 2) {
        return true;
      }
      before = moved;
      run.slope(slope);
      new Linearisation(run, equations).at(jacobian, dt);
    }
    return false;
  }

  private Result none() {
    Run run = at(y);
    int fastest = -1;
    for (int i = 0; isAutonomous() && i < y.length; i++) {
      fastest = fastest < 0 || share(i, slope[i]) > share(fastest, slope[fastest]) ? i : fastest;
    }
    run.fail(Outcome.Reason.NO_STEADY_STATE, fastest);
    Outcome.Failed here = (Outcome.Failed) run.solution().outcome();
    return new Result.None(new Outcome.Failed(here.reason(), passed, here.state(), here.parameters(), here.modes(), here.index()));
  }
}
