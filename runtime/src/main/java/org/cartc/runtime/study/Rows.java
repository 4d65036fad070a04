package org.cartc.runtime.study;

import java.util.Arrays;
import java.util.List;
import org.cartc.runtime.integrate.Solution;

/** The recorded rows of one run: columns that are states or sums of states are taken from them, the others need the observed quantities of the row. */
final class Rows {
  private final double[] times;
  private final Observations observations;
  private final int[] quantities;
  private final Term[] terms;
  private final boolean statesOnly;
  private final double[] state;
  private final double[] observed;

  /** @param evaluation of the run, for what does not vary in a column */
  Rows(Study study, Observations observations, Evaluation evaluation) {
    this.times = study.times();
    this.observations = observations;
    List<Study.Column> columns = study.columns();
    quantities = new int[columns.size()];
    terms = new Term[columns.size()];
    boolean plain = true;
    for (int i = 0; i < terms.length; i++) {
      Formula formula = columns.get(i).formula();
      quantities[i] = formula instanceof Formula.Quantity q && observations.isSum(q.observed()) ? q.observed() : -1;
      terms[i] = Term.of(evaluation.fixed(formula));
      plain &= quantities[i] >= 0;
    }
    statesOnly = plain;
    state = new double[observations.states()];
    observed = new double[observations.count()];
  }

  /** The rows up to where the run came. */
  double[][] of(Solution solution) {
    double[][] rows = new double[times.length][];
    int count = 0;
    while (count < times.length && times[count] <= solution.end()) {
      rows[count] = new double[terms.length];
      fill(rows[count], solution, times[count]);
      count++;
    }
    return count == times.length ? rows : Arrays.copyOf(rows, count);
  }

  private void fill(double[] row, Solution solution, double time) {
    if (statesOnly) {
      solution.state(time, state);
      for (int i = 0; i < row.length; i++) {
        row[i] = observations.sum(quantities[i], state);
      }
      return;
    }
    solution.observe(time, observed);
    for (int i = 0; i < row.length; i++) {
      row[i] = terms[i].at(time, observed);
    }
  }
}
