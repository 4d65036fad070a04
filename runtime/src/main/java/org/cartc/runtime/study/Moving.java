package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.List;
import org.cartc.runtime.integrate.Action;

/**
 * How a dose changes with each variable, as numbers.
 *
 * @param amounts derivatives of the amount
 * @param at derivatives of the first time
 * @param every derivatives of the time between doses
 */
record Moving(List<Trial.Dosing.Change> changes, List<Double> amounts, List<Double> at, List<Double> every) {
  static Moving of(Trial.Dosing dose, Evaluation from) {
    return new Moving(dose.changes(), dose.changes().stream().map(c -> from.value(c.amount())).toList(),
        dose.changes().stream().map(c -> from.value(c.at())).toList(), dose.changes().stream().map(c -> from.value(c.every())).toList());
  }

  /** The dose, and what it adds to the derivatives of its state. */
  List<Action> actions(int state, double amount) {
    List<Action> actions = new ArrayList<>(List.of(new Action.Dose(state, amount)));
    for (int j = 0; j < changes.size(); j++) {
      if (amounts.get(j) != 0) {
        actions.add(new Action.Dose(changes.get(j).state(), amounts.get(j)));
      }
    }
    return actions;
  }

  /** How the time of a dose moves; empty if it does not. */
  List<Double> motion(long number) {
    List<Double> motion = new ArrayList<>();
    for (int j = 0; j < changes.size(); j++) {
      motion.add(at.get(j) + number * every.get(j));
    }
    return motion.stream().allMatch(m -> m == 0) ? List.of() : motion;
  }
}
