package org.cartc.runtime.integrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.model.SensitiveEquations;

/** Where an integration stands: time, state, parameters in force, modes; and what a discontinuity does to them. */
final class Run {
  final Equations equations;
  final Layout layout;
  final Problem problem;
  final double[] y;

  /** The workspace of right-hand sides. */
  final double[] w;

  /** A workspace for everything else, so that the counters in {@link #w} are those of right-hand sides. */
  final double[] observing;

  double t;
  Pieces pieces;
  int accepted;
  int rejected;
  long rightHandSides;
  long jacobians;
  long factorisations;
  final List<Statistics.Switch> switches = new ArrayList<>();

  private final List<Layout.Condition> conditions;
  private final Shift shift;
  private final double[] p;
  private double[] c;
  private final double[] left;
  private final double[] g;
  private final boolean[] spent;
  private final boolean[] unknown;
  private final boolean[] changed;
  private final Chatter chatter;
  private final List<Occurrence> occurrences = new ArrayList<>();
  private Outcome outcome = new Outcome.Completed();
  private boolean over;

  Run(Problem problem) {
    this.problem = problem;
    equations = problem.equations();
    layout = equations.layout();
    conditions = layout.conditions();
    y = problem.initial().clone();
    p = problem.parameters().clone();
    c = new double[layout.constants()];
    w = workspace(layout);
    observing = workspace(layout);
    t = problem.start();
    left = y.clone();
    int n = conditions.size();
    g = new double[n];
    spent = new boolean[n];
    unknown = new boolean[n];
    changed = new boolean[n];
    chatter = new Chatter(this, n);
    shift = new Shift(this);
  }

  /** Lets the next right-hand side solve its constraints without a warm start. */
  void forgetSolutions() {
    forget(layout, w);
  }

  private static void forget(Layout layout, double[] w) {
    for (int i = 0; i < layout.constraints().size(); i++) {
      w[layout.warmStart(i)] = Double.NaN;
    }
  }

  /** A workspace in which no constraint has been solved. */
  static double[] workspace(Layout layout) {
    double[] w = new double[layout.workspace()];
    forget(layout, w);
    return w;
  }

  /**
   * Sets constants and modes at the start and begins the first phase.
   *
   * @param degree of the pieces of the solution
   */
  void begin(int degree) {
    begin(new Pieces(y.length, degree, layout.constraints().size(), t));
  }

  /** Begins, with pieces that may be used again. */
  void begin(Pieces empty) {
    pieces = empty;
    equations.prepare(p, c);
    evaluateConditions(t, y, g);
    for (int i = 0; i < conditions.size(); i++) {
      unknown[i] = Double.isNaN(g[i]);
      mode(i, holds(i, g[i]));
    }
    phase();
  }

  /** The derivative for the method; counted. */
  void derivative(double time, double[] state, double[] dy) {
    rightHandSides++;
    equations.rightHandSide(time, state, 0, dy, 0, c, w);
  }

  /** The derivative at the present time and state; false if it is not finite. */
  boolean slope(double[] dy) {
    derivative(t, y, dy);
    double check = 0;
    for (double slope : dy) {
      check += 0 * slope;
    }
    return check == 0;
  }

  /** The constants in force: another array whenever a parameter changes. */
  double[] constants() {
    return c;
  }

  /** The parameters in force. */
  double[] parameters() {
    return p;
  }

  /** The derivative at the present time and state, not counted. */
  void slopeAside(double[] dy) {
    equations.rightHandSide(t, y, 0, dy, 0, c, observing);
  }

  /** How conditions change at the present time and state. */
  void edges(SensitiveEquations sensitive, double[] out) {
    sensitive.edges(t, y, 0, out, 0, c, observing);
  }

  int conditionCount() {
    return g.length;
  }

  void evaluateConditions(double time, double[] state, double[] values) {
    if (values.length > 0) {
      equations.conditions(time, state, 0, values, 0, c, observing);
    }
  }

  boolean mode(int condition) {
    return w[condition] != 0;
  }

  private void mode(int condition, boolean holds) {
    w[condition] = holds ? 1 : 0;
    observing[condition] = w[condition];
  }

  private boolean holds(int condition, double value) {
    return value > 0 || value == 0 && conditions.get(condition).holdsAtZero();
  }

  /** Whether the value of a condition contradicts its mode. On the way an event happens behind its threshold, not on it. */
  boolean contradicts(int condition, double value) {
    boolean touches = value == 0 && conditions.get(condition).kind() == Layout.Condition.Kind.EVENT;
    return !touches && contradictsAfterJump(condition, value);
  }

  private boolean contradictsAfterJump(int condition, double value) {
    return !Double.isNaN(value) && holds(condition, value) != mode(condition);
  }

  /** Whether a change of a condition away from its mode has consequences. */
  boolean matters(int condition) {
    var about = conditions.get(condition);
    return switch (about.kind()) {
      case GUARD -> true;
      case EVENT -> about.rises() != mode(condition) && !(about.once() && spent[condition]) && !unknown[condition];
    };
  }

  /** Whether a change of a condition, now or later, may have consequences. */
  boolean watches(int condition) {
    return !(conditions.get(condition).once() && spent[condition]);
  }

  /** Takes note of a value of the function of a condition between two of its edges. */
  void strays(int condition, double value) {
    chatter.strays(condition, value);
  }

  /** Changes the mode of a condition whose change has no consequences. */
  void follow(int condition) {
    unknown[condition] = false;
    mode(condition, !mode(condition));
  }

  /** Begins a discontinuity: what the state is now is the left limit. */
  void keepLeft() {
    System.arraycopy(y, 0, left, 0, y.length);
  }

  private void phase() {
    pieces.begin(c, Arrays.copyOf(w, conditions.size()), left);
  }

  /**
   * Acts on the actions of a stop, then on what they change. The left limit must have been kept.
   *
   * @return whether the state has jumped
   */
  boolean act(List<Stop> stops) {
    boolean prepared = false;
    for (Stop stop : stops) {
      boolean prepare = false;
      shift.leave(stop.motion());
      for (Action action : stop.actions()) {
        switch (action) {
          case Action.Dose dose -> y[dose.state()] += dose.amount();
          case Action.SetState set -> y[set.state()] = set.value();
          case Action.SetParameter set -> {
            p[set.parameter()] = set.value();
            prepare = true;
          }
        }
      }
      if (prepare) {
        c = new double[layout.constants()];
        equations.prepare(p, c);
        prepared = true;
      }
    }
    switchConditions(prepared || jumped());
    phase();
    return jumped();
  }

  /**
   * Switches every condition that contradicts its mode, with the effects of events, until none does. The left limit must have been
   * kept.
   *
   * @return whether integration must restart
   */
  boolean settle() {
    boolean restart = switchConditions(false);
    if (restart) {
      phase();
    }
    return restart;
  }

  boolean jumped() {
    return !Arrays.equals(left, y);
  }

  private boolean switchConditions(boolean afterJump) {
    boolean restart = false;
    while (!over && findChanged(afterJump || restart)) {
      leaveAtFirstThatMatters();
      restart |= switchChanged();
    }
    shift.arrive();
    return restart;
  }

  private void leaveAtFirstThatMatters() {
    for (int i = 0; i < g.length; i++) {
      if (changed[i] && matters(i)) {
        shift.leaveAt(i);
        return;
      }
    }
  }

  private boolean findChanged(boolean afterJump) {
    evaluateConditions(t, y, g);
    boolean any = false;
    for (int i = 0; i < g.length; i++) {
      strays(i, g[i]);
      changed[i] = afterJump ? contradictsAfterJump(i, g[i]) : contradicts(i, g[i]);
      any |= changed[i];
    }
    return any;
  }

  /** Conditions that change at one time all change before the first effect; effects follow in declared order. */
  private boolean switchChanged() {
    boolean matter = false;
    for (int i = 0; i < g.length; i++) {
      if (!changed[i]) {
        continue;
      }
      changed[i] = matters(i);
      follow(i);
      matter |= changed[i];
      if (changed[i]) {
        occurrences.add(new Occurrence(i, t, mode(i)));
      }
      if (chatter.switches(i)) {
        fail(Outcome.Reason.CHATTER, i);
        return true;
      }
    }
    for (int i = 0; i < g.length; i++) {
      var about = conditions.get(i);
      if (changed[i] && about.kind() == Layout.Condition.Kind.EVENT) {
        spent[i] = true;
        equations.apply(i, t, y, 0, shift.constants(p, c), observing);
        if (about.stops() && !over) {
          over = true;
          outcome = new Outcome.Stopped(i, t);
        }
      }
    }
    return matter;
  }

  /** Fails if a constraint has several solutions, of which the run could follow any, or does not determine its unknown. */
  void requireUniqueSolutions() {
    new Consistency(equations, t, y, c, () -> {
      double[] trial = workspace(layout);
      System.arraycopy(w, 0, trial, 0, conditions.size());
      return trial;
    }).fault().ifPresent(fault -> fail(fault.reason(), fault.constraint()));
  }

  /** Whether the run has ended before its end. */
  boolean over() {
    return over;
  }

  void fail(Outcome.Reason reason, int index) {
    boolean[] modes = new boolean[conditions.size()];
    for (int i = 0; i < modes.length; i++) {
      modes[i] = mode(i);
    }
    fail(new Outcome.Failed(reason, t, y.clone(), p.clone(), modes, index));
  }

  void fail(Outcome.Failed failed) {
    over = true;
    outcome = failed;
  }

  Outcome outcome() {
    return outcome;
  }

  /** Adds right-hand sides that were not evaluated here, each of which took so many iterations of every constraint. */
  void count(long evaluated, int iterations) {
    rightHandSides += evaluated;
    for (int i = 0; i < layout.constraints().size(); i++) {
      int at = layout.counters(i);
      w[at] += evaluated;
      w[at + 1] += evaluated * iterations;
      w[at + 2] = Math.max(w[at + 2], iterations);
    }
  }

  Solution solution() {
    return new Solution(equations, problem.start(), pieces, y.clone(), observing, outcome, occurrences, statistics());
  }

  private Statistics statistics() {
    var work = new ArrayList<Statistics.ConstraintWork>();
    for (int i = 0; i < layout.constraints().size(); i++) {
      int at = layout.counters(i);
      work.add(new Statistics.ConstraintWork((long) w[at], (long) w[at + 1], (long) w[at + 2]));
    }
    return new Statistics(accepted, rejected, rightHandSides, jacobians, factorisations, work, switches);
  }
}
