package org.cartc.compiler.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.syntax.Modifier;
import org.cartc.compiler.syntax.StudyItem;
import org.cartc.runtime.study.Key;

/**
 * One of several ways in which the runs of a study differ: a patient, a value of a variable, a scenario, a row of a table.
 *
 * @param named values of study variables
 * @param mechanism the mechanism that `each mechanism` stands for
 */
record Choice(
    Key key, List<Assigned> assigned, List<Modifier> modifiers, List<StudyItem.Schedule> schedules, Map<String, Double> named,
    Optional<String> mechanism) {
  static Choice of(Key key, List<Assigned> assigned) {
    return new Choice(key, List.copyOf(assigned), List.of(), List.of(), Map.of(), Optional.empty());
  }
}
