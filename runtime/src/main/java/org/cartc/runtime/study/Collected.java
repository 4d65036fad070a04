package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is kept of all runs of a study: keys, values, and of the recorded curves those that are plotted. */
public final class Collected {
  private final Study study;
  private final Set<Integer> plotted = new LinkedHashSet<>();
  private final List<TrialResult> results = new ArrayList<>();
  private int failures;

  public Collected(Study study) {
    this.study = study;
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < study.columns().size(); i++) {
      columns.put(study.columns().get(i).name(), i);
    }
    for (Study.Plot plot : study.plots()) {
      plot.series().stream().filter(Study.Series::curve).forEach(s -> plotted.add(columns.get(s.name())));
      if (columns.containsKey(plot.against())) {
        plotted.add(columns.get(plot.against()));
      }
    }
  }

  /** Keeps what is needed of a result. */
  public void add(TrialResult result) {
    failures += result.failure().isPresent() ? 1 : 0;
    results.add(plotted.isEmpty()
        ? new TrialResult(result.trial(), new double[0][], result.values(), result.notes(), result.failure(), result.statistics())
        : result);
  }

  /** Computes the values that compare runs. */
  public void finish() {
    LateValues.fill(study, results);
  }

  public Study study() {
    return study;
  }

  public List<TrialResult> results() {
    return results;
  }

  /** How many runs could not be finished. */
  public int failures() {
    return failures;
  }
}
