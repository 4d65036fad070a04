package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is kept of the runs of a study until it ends: of all of them what values over runs and figures need, else of the first
 * {@link #FIRST} only what a summary shows. Runs count from 0 in the order of the trials.
 */
public final class Collected {
  /** Of so many runs keys and values are kept in any case. */
  public static final int FIRST = 1000;

  private final Study study;
  private final int width;
  private final boolean all;
  private final int[] plotted;
  private final List<List<Key>> keys = new ArrayList<>();
  private final List<double[][]> curves = new ArrayList<>();
  private final Map<String, Noted> notes = new LinkedHashMap<>();
  private double[] values = new double[0];
  private int runs;
  private int failures;

  /** A note of runs: how many have it, and the keys of the first. */
  public record Noted(int count, List<Key> first) {}

  /** @param figures whether {@link Figures} will be made */
  public Collected(Study study, boolean figures) {
    this.study = study;
    this.width = study.values().size();
    this.plotted = figures ? plotted(study) : new int[0];
    this.all = figures && !study.plots().isEmpty() || study.values().stream().anyMatch(Study.Value::late)
        || study.sensitivity().isPresent();
  }

  private static int[] plotted(Study study) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < study.columns().size(); i++) {
      columns.put(study.columns().get(i).name(), i);
    }
    Set<Integer> plotted = new LinkedHashSet<>();
    for (Study.Plot plot : study.plots()) {
      plot.series().stream().filter(Study.Series::curve).forEach(s -> plotted.add(columns.get(s.name())));
      if (columns.containsKey(plot.against())) {
        plotted.add(columns.get(plot.against()));
      }
    }
    return plotted.stream().mapToInt(Integer::intValue).toArray();
  }

  /** The result without rows that are not drawn; for any thread. */
  public TrialResult needed(TrialResult result) {
    return plotted.length > 0 || result.rows().length == 0 ? result
        : new TrialResult(result.trial(), new double[0][], result.values(), result.notes(), result.failure(), result.statistics());
  }

  /** Keeps what is needed of the next run. */
  public void add(TrialResult result) {
    failures += result.failure().isPresent() ? 1 : 0;
    for (String note : result.notes()) {
      String kept = notes.size() < FIRST || notes.containsKey(note) ? note : "further notes of other runs";
      notes.merge(kept, new Noted(1, result.trial().keys()), (a, b) -> new Noted(a.count() + 1, a.first()));
    }
    if (all || runs < FIRST) {
      values = values.length >= (runs + 1) * width ? values : Arrays.copyOf(values, Math.multiplyExact(2 * (runs + 1), width));
      System.arraycopy(result.values(), 0, values, runs * width, width);
      keys.add(result.trial().keys());
      if (plotted.length > 0) {
        curves.add(curves(result.rows()));
      }
    }
    runs++;
  }

  private double[][] curves(double[][] rows) {
    double[][] kept = new double[plotted.length][rows.length];
    for (int i = 0; i < plotted.length; i++) {
      for (int row = 0; row < rows.length; row++) {
        kept[i][row] = rows[row][plotted[i]];
      }
    }
    return kept;
  }

  /** Computes the values that compare runs. */
  public void finish() {
    if (study.values().stream().anyMatch(Study.Value::late)) {
      LateValues.fill(this);
    }
  }

  /** The sensitivity analysis of the study, if there is one; once all runs are known. */
  public Optional<Correlations> correlations() {
    return study.sensitivity().map(sensitivity -> Correlations.of(sensitivity, this));
  }

  public Study study() {
    return study;
  }

  /** How many runs there were. */
  public int runs() {
    return runs;
  }

  /** Of how many runs, the first ones, keys and values are known. */
  public int known() {
    return keys.size();
  }

  /** The keys of a known run. */
  public List<Key> keys(int run) {
    return keys.get(run);
  }

  /** A value of a known run, NaN where there is none. */
  public double value(int run, int value) {
    return values[run * width + value];
  }

  void set(int run, int value, double number) {
    values[run * width + value] = number;
  }

  /** The number of a study variable in a known run, NaN if there is none of that name. */
  double variable(int run, String name) {
    for (Key key : keys.get(run)) {
      if (key.name().equals(name)) {
        return key.number();
      }
    }
    return Double.NaN;
  }

  /** A plotted column of a known run, a number per recorded time as far as the run came. */
  double[] curve(int run, int column) {
    for (int i = 0; i < plotted.length; i++) {
      if (plotted[i] == column) {
        return curves.get(run)[i];
      }
    }
    throw new IllegalStateException("column " + column + " is not plotted");
  }

  /** What must be said of runs, in the order of its first run. */
  public Map<String, Noted> notes() {
    return notes;
  }

  /** How many runs could not be finished. */
  public int failures() {
    return failures;
  }
}
