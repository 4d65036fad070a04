package org.cartc.runtime.integrate;

/**
 * The classical Runge-Kutta method of order 4 at a fixed step: four right-hand sides per step. The cubic Hermite interpolant of a step
 * takes its last slope from the first stage of the next step; {@link Solution} supplies those that no step follows.
 */
final class FixedStepper implements Stepper {
  static final int DEGREE = 3;

  private static final double LANDING = 1e-9;

  private final Run run;
  private final double size;
  private final int mostSteps;
  private final double[] stage;
  private final double[] k1;
  private final double[] k2;
  private final double[] k3;
  private final double[] k4;
  private final double[] end;
  private double origin;
  private long count;
  private boolean open;

  FixedStepper(Run run, Method.RungeKutta4 method, int mostSteps) {
    this.run = run;
    this.mostSteps = mostSteps;
    size = method.step();
    int n = run.y.length;
    stage = new double[n];
    k1 = new double[n];
    k2 = new double[n];
    k3 = new double[n];
    k4 = new double[n];
    end = new double[n];
    origin = run.t;
  }

  @Override
  public int degree() {
    return DEGREE;
  }

  @Override
  public void restart(boolean jumped) {
    origin = run.t;
    count = 0;
    open = false;
  }

  @Override
  public Progress advance(double target) {
    if (run.accepted >= mostSteps || run.pieces.full()) {
      return failed(Outcome.Reason.TOO_MANY_STEPS);
    }
    double next = origin + (count + 1) * size;
    boolean lands = next >= target - LANDING * size;
    double h = next > target + LANDING * size ? target - run.t : size;
    double time = lands ? target : next;
    if (!(time > run.t)) {
      return failed(Outcome.Reason.STEP_TOO_SMALL);
    }
    int warmAt = run.layout.conditions().size();
    run.derivative(run.t, run.y, k1);
    if (open) {
      Hermite.close(run.pieces, run.pieces.count() - 1, run.y, k1);
    }
    if (!stages(h)) {
      return failed(Outcome.Reason.NOT_A_NUMBER);
    }
    int piece = run.pieces.append(h, time, run.w, warmAt);
    Hermite.open(run.pieces, piece, run.y, k1);
    System.arraycopy(end, 0, run.y, 0, end.length);
    run.t = time;
    run.accepted++;
    count++;
    open = true;
    return run.conditionCount() > 0 ? Progress.EDGE : Progress.SMOOTH;
  }

  private boolean stages(double h) {
    double[] y = run.y;
    int n = y.length;
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h / 2 * k1[i];
    }
    run.derivative(run.t + h / 2, stage, k2);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h / 2 * k2[i];
    }
    run.derivative(run.t + h / 2, stage, k3);
    for (int i = 0; i < n; i++) {
      stage[i] = y[i] + h * k3[i];
    }
    run.derivative(run.t + h, stage, k4);
    double check = 0;
    for (int i = 0; i < n; i++) {
      end[i] = y[i] + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
      check += 0 * end[i];
    }
    return check == 0;
  }

  private Progress failed(Outcome.Reason reason) {
    run.fail(reason, -1);
    return Progress.FAILED;
  }
}
