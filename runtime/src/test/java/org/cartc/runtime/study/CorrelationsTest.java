package org.cartc.runtime.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.runtime.integrate.Statistics;
import org.junit.jupiter.api.Test;

/** Measures of dependence against scipy 1.17.1: pearsonr, spearmanr, and pearsonr of what is left of ranks after linear regression. */
class CorrelationsTest {
  private static final double[][] FACTORS = {{1.061, 1.062, 1.003}, {0.957, 0.911, 0.977}, {0.982, 0.909, 0.91}, {1.1, 1.03, 0.947},
      {0.987, 1.095, 1.08}, {1.069, 0.978, 0.999}, {1.035, 0.912, 1.011}, {0.954, 1.076, 0.913}};
  private static final double[] Y = {1.319, 1.024, 0.979, 1.588, 0.662, 1.549, 1.429, 0.486};

  private static Correlations.Group of(Sensitivity.Measure measure, double[] y) {
    Sensitivity sensitivity =
        new Sensitivity("s", measure, List.of("a", "b", "c"), FACTORS, List.of(new Sensitivity.Quantity("y", 0)), List.of());
    Study plain = Growth.study(List.of(Sensitivity.KEY), Growth.value("y", Growth.X));
    Study study = new Study(plain.name(), "", "day", plain.keys(), plain.times(), plain.columns(), plain.values(), List.of(), List.of(),
        Map.of(), Optional.of(sensitivity));
    Collected collected = new Collected(study, false);
    Trial trial = Growth.Plan.NOTHING.trial();
    for (int i = 0; i < y.length; i++) {
      List<Key> keys = List.of(new Key(Sensitivity.KEY, Integer.toString(i + 1), i + 1, ""));
      Trial keyed = new Trial(keys, trial.equations(), trial.parameters(), List.of(), List.of(), List.of(), Map.of(), 10, trial.method(),
          Optional.empty());
      collected.add(new TrialResult(keyed, new double[0][], new double[] {y[i]}, List.of(), Optional.empty(),
          new Statistics(0, 0, 0, 0, 0, List.of(), List.of())));
    }
    return collected.correlations().orElseThrow().groups().get(0);
  }

  @Test
  void measuresAreThoseOfScipy() {
    assertThat(of(Sensitivity.Measure.PEARSON, Y).numbers()[0])
        .containsExactly(new double[] {0.8773622809790148, -0.35320287133838973, 0.08444024262913116}, within(1e-14));
    assertThat(of(Sensitivity.Measure.SPEARMAN, Y).numbers()[0])
        .containsExactly(new double[] {0.880952380952381, -0.28571428571428575, 0.14285714285714288}, within(1e-14));
    assertThat(of(Sensitivity.Measure.PRCC, Y).numbers()[0])
        .containsExactly(new double[] {0.9373760307633582, -0.7102556705289446, 0.015397947077241797}, within(1e-12));
  }

  @Test
  void runsWithoutTheValueAreLeftOutAndTwoAreTooFew() {
    double[] missing = Y.clone();
    missing[3] = Double.NaN;
    assertThat(of(Sensitivity.Measure.PEARSON, missing).counts()[0]).isEqualTo(7);
    assertThat(of(Sensitivity.Measure.PEARSON, new double[] {1, 2}).numbers()[0]).containsOnly(Double.NaN);
  }
}
