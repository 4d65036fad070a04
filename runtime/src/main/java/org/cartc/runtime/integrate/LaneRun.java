package org.cartc.runtime.integrate;

import java.util.List;
import org.cartc.runtime.model.Equations;

/**
 * The trajectory that a lane carries: parameters in force, modes, edges, and the solution so far. What happens at stops and edges is done
 * by the same code as for one trajectory at a time, on a copy of the lane's state. The memory of pieces serves one trajectory after the
 * other: nothing is allocated per step once it has grown.
 */
public final class LaneRun {
  /** At most 16 megabytes of coefficients: there are many lanes. Independent of the width, as it decides who integrates. */
  private static final long MOST_NUMBERS = 1L << 21;

  private final TsitourasLanes steps;
  private final boolean keeps;
  private final Pieces pieces;
  private final double[] end;
  private final double[] warm;
  private Run run;
  private Edges edges;
  private int piece;
  private int starts;

  /** @param keeps whether the pieces of a trajectory are kept for {@link #solution} */
  public LaneRun(TsitourasLanes steps, Equations equations, boolean keeps) {
    this.steps = steps;
    this.keeps = keeps;
    var layout = equations.layout();
    int n = layout.states().size();
    pieces = new Pieces(n, TsitourasStep.DEGREE, layout.constraints().size(), 0, MOST_NUMBERS);
    end = new double[n];
    warm = new double[layout.constraints().size()];
  }

  /** Puts a lane at the start of a trajectory, with the modes of the initial values. */
  public void begin(int lane, Problem problem) {
    run = new Run(problem);
    edges = new Edges(run);
    starts = 0;
    pieces.clear(problem.start());
    run.begin(pieces);
    steps.begin(lane);
    steps.time[lane] = problem.start();
    put(lane);
  }

  /** The parameters in force. */
  public double[] parameters() {
    return run.parameters();
  }

  /** The constants in force, as the single system has them. */
  public double[] constants() {
    return run.constants();
  }

  /** Copies time and state of the lane; what is called left before is the state until then. */
  private void take(int lane) {
    run.t = steps.time[lane];
    double[][] y = steps.y();
    for (int i = 0; i < run.y.length; i++) {
      run.y[i] = y[i][lane];
    }
    run.keepLeft();
  }

  private void put(int lane) {
    double[][] y = steps.y();
    for (int i = 0; i < run.y.length; i++) {
      y[i][lane] = run.y[i];
    }
  }

  /** Acts on stops at the present time; whether the state has jumped. */
  public boolean act(int lane, List<Stop> stops) {
    take(lane);
    boolean jumped = run.act(stops);
    put(lane);
    return jumped;
  }

  /** Switches the conditions that have changed at the present time, with the effects of events; whether the state has jumped. */
  public boolean settle(int lane) {
    take(lane);
    boolean jumped = run.settle() && run.jumped();
    put(lane);
    return jumped;
  }

  /** Ends the trajectory where a constraint has several solutions. */
  public void requireUniqueSolutions() {
    run.requireUniqueSolutions();
  }

  /** Whether the trajectory has ended before its end. */
  public boolean over() {
    return run.over();
  }

  public Outcome outcome() {
    return run.outcome();
  }

  /** Writes the modes in force to a workspace. */
  public void enter(double[] w) {
    System.arraycopy(run.w, 0, w, 0, run.conditionCount());
  }

  /** The derivative at a time and state in the modes in force, constraints solved with all safeguards. */
  public void derivative(double t, double[] y, double[] dy) {
    run.forgetSolutions();
    run.derivative(t, y, dy);
  }

  /** The unknown of a constraint that the derivative found last. */
  public double solved(int constraint) {
    return run.w[run.layout.warmStart(constraint)];
  }

  /** Evaluates the derivative of the lane where it stands, in the modes in force. */
  public void start(int lane) {
    starts++;
    enter(lane);
    steps.start(lane);
  }

  private void enter(int lane) {
    for (int i = 0; i < run.conditionCount(); i++) {
      steps.mode(i, lane, run.mode(i));
    }
  }

  /** Adds a piece for the step just attempted, which is accepted; {@link LaneInterpolants} writes its polynomial. */
  void open(int lane) {
    if (!keeps) {
      pieces.rewind(steps.time[lane]);
    }
    double[][] y = steps.y();
    for (int k = 0; k < warm.length; k++) {
      warm[k] = y[run.y.length + k][lane];
    }
    piece = pieces.append(steps.step[lane], steps.endTime[lane], warm, 0);
  }

  double[] block() {
    return pieces.block(piece);
  }

  int at() {
    return pieces.at(piece);
  }

  /** Whether memory for another step is lacking. */
  public boolean full() {
    return pieces.full();
  }

  /**
   * The first time within the step just accepted at which a condition changes with consequences, or infinity. If it is earlier than the
   * end, the step ends there: {@link #cut} gives the state.
   */
  public double edge(int lane) {
    take(lane);
    edges.start();
    double[][] ends = steps.end();
    for (int i = 0; i < end.length; i++) {
      end[i] = ends[i][lane];
    }
    double edge = edges.first(piece, end);
    enter(lane);
    if (edge < steps.endTime[lane]) {
      pieces.truncate(edge);
      pieces.interpolate(piece, edge, end);
    }
    return edge;
  }

  /** After {@link TsitourasLanes#advance}: puts the lane to where its step was cut. */
  public void cut(int lane) {
    double[][] y = steps.y();
    for (int i = 0; i < end.length; i++) {
      y[i][lane] = end[i];
    }
  }

  /**
   * The solution up to where the lane stands; valid until the next trajectory begins.
   *
   * @param attempts the steps accepted and rejected
   */
  public Solution solution(int lane, int attempts) {
    take(lane);
    run.accepted = pieces.count();
    run.rejected = attempts - run.accepted;
    run.count((long) attempts * TsitourasLanes.RIGHT_HAND_SIDES + starts, TsitourasLanes.ITERATIONS);
    return run.solution();
  }
}
