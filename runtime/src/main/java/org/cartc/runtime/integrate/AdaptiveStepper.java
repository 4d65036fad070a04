package org.cartc.runtime.integrate;

import java.util.Arrays;
import org.cartc.runtime.model.DifferentiableEquations;

/**
 * Steps of methods that estimate their error, their size by a proportional-integral controller (Hairer, Norsett, Wanner I, section II.4).
 */
final class AdaptiveStepper implements Stepper {
  private static final double SAFETY = 0.9;
  private static final double MOST_SHRINKING = 0.2;
  private static final double MOST_GROWTH = 10;
  private static final double LEAST_LOG_ERROR = StrictMath.log(1e-4);
  private static final double LEAST_STEP_ULPS = 16;

  private final Run run;
  private final double largestStep;
  private final int mostSteps;
  private final Scale scale;
  private final Selection selection;
  private final Edges edges;
  private final double[] warm;
  private final int warmAt;
  private final double[] trial;
  private final double[] trialSlope;
  private Step step;
  private double integral;
  private double proportional;
  private double h;
  private double logErrorBefore;
  private boolean fresh = true;
  private boolean sized;

  AdaptiveStepper(Run run, Method.Controlled method, int mostSteps) {
    this.run = run;
    this.mostSteps = mostSteps;
    largestStep = method.largestStep();
    int n = run.y.length;
    scale = new Scale(method.tolerance(), n);
    selection = selection(run, method, scale);
    edges = new Edges(run);
    warm = new double[run.layout.constraints().size()];
    warmAt = run.layout.conditions().size();
    trial = new double[n];
    trialSlope = new double[n];
    Arrays.fill(warm, Double.NaN);
    use(selection.step());
  }

  private static Selection selection(Run run, Method.Controlled method, Scale scale) {
    return switch (method) {
      case Method.Adaptive adaptive -> new Selection.Single(new TsitourasStep(run, scale));
      case Method.DormandPrince853 high -> new Selection.Single(new DormandPrinceStep(run, scale));
      case Method.Rosenbrock stiff when run.equations instanceof DifferentiableEquations differentiable ->
          new Selection.Single(new RosenbrockStep(run, new Linearisation(run, differentiable), scale));
      case Method.Rosenbrock stiff -> throw new IllegalArgumentException(run.layout.model() + " has no Jacobian");
      case Method.Automatic automatic -> new Selection.Automatic(run, new TsitourasStep(run, scale), () -> automatic.derivatives()
          .of(run.equations).map(differentiable -> new RosenbrockStep(run, new Linearisation(run, differentiable), scale)));
    };
  }

  private void use(Step next) {
    step = next;
    integral = next.memory() / next.errorOrder();
    proportional = (1 - 0.75 * next.memory()) / next.errorOrder();
  }

  @Override
  public int degree() {
    return step.degree();
  }

  @Override
  public void restart(boolean jumped) {
    fresh = true;
    sized &= !jumped;
  }

  @Override
  public Progress advance(double target) {
    if (fresh && !start(target)) {
      return failed(Outcome.Reason.NOT_A_NUMBER);
    }
    boolean shrunk = false;
    h = Math.max(h, leastStep());
    while (run.accepted + run.rejected < mostSteps && !run.pieces.full()) {
      double distance = target - run.t;
      boolean lands = h >= distance;
      double size = lands ? distance : Math.min(h, distance / 2);
      double end = lands ? target : run.t + size;
      double error = step.attempt(run.t, size, end);
      if (error <= 1) {
        resize(error, size, shrunk, size < h);
        return accept(size, end);
      }
      run.rejected++;
      shrunk = true;
      System.arraycopy(warm, 0, run.w, warmAt, warm.length);
      h = size
          * (error < Double.POSITIVE_INFINITY ? Math.max(MOST_SHRINKING, SAFETY / StrictMath.pow(error, proportional)) : MOST_SHRINKING);
      if (h < leastStep()) {
        return failed(error < Double.POSITIVE_INFINITY ? Outcome.Reason.STEP_TOO_SMALL : Outcome.Reason.NOT_A_NUMBER);
      }
    }
    return failed(Outcome.Reason.TOO_MANY_STEPS);
  }

  private double leastStep() {
    return LEAST_STEP_ULPS * Math.ulp(run.t);
  }

  private Progress failed(Outcome.Reason reason) {
    run.fail(reason, -1);
    return Progress.FAILED;
  }

  private void resize(double error, double size, boolean shrunk, boolean cut) {
    double logarithm = StrictMath.log(Math.max(error, Double.MIN_NORMAL));
    double growth = SAFETY * StrictMath.exp(integral * logErrorBefore - proportional * logarithm);
    double factor = Math.clamp(growth, MOST_SHRINKING, MOST_GROWTH);
    logErrorBefore = Math.max(logarithm, LEAST_LOG_ERROR);
    double next = size * (shrunk ? Math.min(1, factor) : factor);
    h = Math.min(cut && !shrunk ? Math.max(next, h) : next, largestStep);
  }

  private Progress accept(double size, double end) {
    run.accepted++;
    int piece = run.pieces.append(size, end, warm, 0);
    step.interpolant(run.t, size, run.pieces.block(piece), run.pieces.at(piece));
    double edge = edges.first(piece, step.end());
    boolean smooth = edge > end;
    if (edge < end) {
      run.pieces.truncate(edge);
      run.pieces.interpolate(piece, edge, run.y);
      run.t = edge;
    } else {
      System.arraycopy(step.end(), 0, run.y, 0, run.y.length);
      run.t = end;
      fresh = selection.changes(size);
      follow();
    }
    scale.reach(run.y);
    System.arraycopy(run.w, warmAt, warm, 0, warm.length);
    fresh |= !smooth;
    return smooth ? Progress.SMOOTH : Progress.EDGE;
  }

  private void follow() {
    if (fresh) {
      use(selection.step());
    } else {
      step.follow();
    }
  }

  /** Evaluates the derivative and, after a jump, chooses a step; false if the derivative is not finite. */
  private boolean start(double target) {
    scale.reach(run.y);
    boolean finite = step.start();
    System.arraycopy(run.w, warmAt, warm, 0, warm.length);
    if (!finite) {
      return false;
    }
    if (!sized) {
      h = Math.min(firstStep(target - run.t), largestStep);
    }
    edges.start();
    logErrorBefore = LEAST_LOG_ERROR;
    fresh = false;
    sized = true;
    return true;
  }

  /** A first step from the size of state, derivative and second derivative (Hairer, Norsett, Wanner I, section II.4). */
  private double firstStep(double distance) {
    int n = run.y.length;
    double[] y = run.y;
    double[] f = step.slope();
    double state = 0;
    double slope = 0;
    for (int i = 0; i < n; i++) {
      double size = scale.of(i, y[i], y[i]);
      state += square(y[i] / size);
      slope += square(f[i] / size);
    }
    double guess = state < 1e-10 * n || slope < 1e-10 * n ? 1e-6 * distance : 0.01 * Math.sqrt(state / slope);
    guess = Math.max(leastStep(), Math.min(guess, Math.min(distance, largestStep)));
    for (int i = 0; i < n; i++) {
      trial[i] = y[i] + guess * f[i];
    }
    run.derivative(run.t + guess, trial, trialSlope);
    System.arraycopy(warm, 0, run.w, warmAt, warm.length);
    double bend = 0;
    for (int i = 0; i < n; i++) {
      bend += square((trialSlope[i] - f[i]) / scale.of(i, y[i], y[i]));
    }
    if (!(bend < Double.POSITIVE_INFINITY)) {
      return guess;
    }
    double largest = Math.sqrt(Math.max(slope, bend / (guess * guess)) / Math.max(1, n));
    double second = largest <= 1e-15 ? Math.max(1e-6 * distance, 1e-3 * guess) : StrictMath.pow(0.01 / largest, 1.0 / step.errorOrder());
    return Math.min(100 * guess, second);
  }

  private static double square(double x) {
    return x * x;
  }
}
