package org.cartc.runtime.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a study records of its runs and how it shows it.
 *
 * @param keys the names of the keys that its runs have
 * @param times the times of the recorded rows, rising; the last one is the end
 * @param columns the recorded curves
 * @param values one number a run each, in the order in which they are computed: later ones may read earlier ones
 * @param notes what must be said with every table and figure, such as that a cohort is reconstructed
 * @param keyUnits the units of keys that are numbers
 * @param sensitivity what is made of its values
 */
public record Study(
    String name, String doc, String timeUnit, List<String> keys, double[] times, List<Column> columns, List<Value> values, List<Plot> plots,
    List<String> notes, Map<String, String> keyUnits, Optional<Sensitivity> sensitivity) {
  /** A study without a sensitivity analysis. */
  public Study(String name, String doc, String timeUnit, List<String> keys, double[] times, List<Column> columns, List<Value> values,
      List<Plot> plots, List<String> notes, Map<String, String> keyUnits) {
    this(name, doc, timeUnit, keys, times, columns, values, plots, notes, keyUnits, Optional.empty());
  }

  /** The unit of a column, value or key; empty for none. */
  public String unitOf(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).map(Column::unit).findFirst()
        .or(() -> values.stream().filter(v -> v.name().equals(name)).map(Value::unit).findFirst())
        .orElseGet(() -> keyUnits.getOrDefault(name, ""));
  }

  /** A recorded curve; one that is not shown serves a plot and stays out of tables. */
  public record Column(String name, String unit, String doc, Formula formula, boolean shown) {}

  /** A value; one that is not shown serves others and stays out of tables, a late one needs other runs. */
  public record Value(String name, String unit, String doc, Formula formula, boolean shown, boolean late) {}

  /**
   * A figure.
   *
   * @param series what is drawn: columns against time or each other, or values against a key or a value
   * @param against the horizontal quantity: the name of a value, column or key; empty for the time, or for bars by key
   * @param by keys that tell series apart; empty for all that are not horizontal
   * @param facet keys that tell panels apart
   * @param only what is left of a key, in this order; a key that is not named keeps all
   */
  public record Plot(
      String file, String title, Kind kind, List<Series> series, String against, List<String> by, List<String> facet, List<Only> only,
      Scale x, Scale y) {}

  /** A column or value of a plot. */
  public record Series(String name, String label, boolean curve, List<Only> only) {}

  public record Only(String key, List<String> texts) {}

  /** A scale; empty ends and label are chosen from what is drawn. */
  public record Scale(boolean log, double from, double to, Optional<String> label) {}

  /** How a plot is drawn. */
  public enum Kind {
    LINES,
    POINTS,
    BARS
  }
}
