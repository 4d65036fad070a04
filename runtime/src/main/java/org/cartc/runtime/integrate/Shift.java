package org.cartc.runtime.integrate;

import java.util.Arrays;
import java.util.List;
import org.cartc.runtime.model.SensitiveEquations;

/**
 * What a jump does to sensitivities when its time moves with their variables.
 *
 * <p>A state S behind a jump at the time T is known on both sides by its flow: with f- and f+ the derivatives before and behind, an effect h
 * and dT the derivative of T, the sensitivity becomes (dh)(S + f- dT) - f+ dT. The time of an edge of a condition g moves by -g_p / g_t, with
 * g_p its derivative in the variable and g_t its rate of change along the solution (E. N. Rozenwasser and R. M. Yusupov, Sensitivity of
 * Automatic Control Systems, CRC Press 2000, chapter 3). For equations without sensitivities nothing is done.
 */
final class Shift {
  private final Run run;
  private final int variables;
  private final int states;
  private final double[] motion;
  private final double[] constants;
  private final double[] parameters;
  private final double[] edges;
  private final double[] entered;
  private final double[] before;
  private final double[] after;
  private boolean underway;
  private boolean moves;

  Shift(Run run) {
    this.run = run;
    variables = run.equations instanceof SensitiveEquations s ? s.variables() : 0;
    states = run.y.length / (1 + variables);
    motion = new double[variables];
    parameters = new double[variables == 0 ? 0 : run.layout.parameters().size()];
    constants = new double[variables == 0 ? 0 : run.layout.constants()];
    edges = new double[variables == 0 ? 0 : (1 + variables) * run.conditionCount()];
    int n = variables == 0 ? 0 : run.y.length;
    entered = new double[n];
    before = new double[n];
    after = new double[n];
  }

  /** Begins a jump at a known time; an earlier one that moves otherwise ends. */
  void leave(List<Double> known) {
    if (variables == 0 || underway && isSame(known)) {
      return;
    }
    arrive();
    for (int j = 0; j < variables; j++) {
      motion[j] = known.isEmpty() ? 0 : known.get(j);
    }
    enter();
  }

  private boolean isSame(List<Double> known) {
    for (int j = 0; j < variables; j++) {
      if (motion[j] != (known.isEmpty() ? 0 : known.get(j))) {
        return false;
      }
    }
    return true;
  }

  /** Begins a jump at the edge of a condition, unless one has begun. */
  void leaveAt(int condition) {
    if (underway || !(run.equations instanceof SensitiveEquations sensitive)) {
      return;
    }
    run.edges(sensitive, edges);
    int at = condition * (1 + variables);
    for (int j = 0; j < variables; j++) {
      motion[j] = edges[at + 1 + j] == 0 ? 0 : -edges[at + 1 + j] / edges[at];
    }
    enter();
  }

  private void enter() {
    underway = true;
    moves = Arrays.stream(motion).anyMatch(m -> m != 0);
    if (moves) {
      System.arraycopy(run.y, 0, entered, 0, entered.length);
      run.slopeAside(before);
      add(before, 1);
    }
  }

  private void add(double[] slope, int sign) {
    for (int j = 0; j < variables; j++) {
      for (int i = 0; motion[j] != 0 && i < states; i++) {
        run.y[states * (1 + j) + i] += sign * motion[j] * slope[i];
      }
    }
  }

  /** The constants for effects: they know how the time of the jump moves. */
  double[] constants(double[] p, double[] c) {
    if (!moves || !underway) {
      return c;
    }
    System.arraycopy(p, 0, parameters, 0, p.length);
    System.arraycopy(motion, 0, parameters, p.length - variables, variables);
    run.equations.prepare(parameters, constants);
    return constants;
  }

  /** Ends the jump that has begun, if one has: the state is behind it. Where nothing has jumped sensitivities are what they were. */
  void arrive() {
    if (underway && moves) {
      run.slopeAside(after);
      boolean smooth = Arrays.equals(before, 0, states, after, 0, states) && Arrays.equals(entered, 0, states, run.y, 0, states);
      if (smooth) {
        System.arraycopy(entered, states, run.y, states, entered.length - states);
      } else {
        add(after, -1);
      }
    }
    underway = false;
    moves = false;
  }
}
