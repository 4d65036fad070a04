package org.cartc.runtime.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cartc.runtime.study.Growth.X;
import static org.cartc.runtime.study.Growth.number;
import static org.cartc.runtime.study.Growth.reaches;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.cartc.runtime.study.Growth.Plan;
import org.cartc.runtime.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values over runs, tables of several runs, and their order. */
class SeveralRunsTest {
  private static final List<String> KEYS = List.of("patient", "scenario");
  private static final Formula LAST = new Formula.At(X, number(10));

  private static List<Trial> trials(double... slopes) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < slopes.length; i++) {
      trials.add(Plan.NOTHING.sloped(slopes[i]).keyed("patient", "R" + (i / 2 + 1), "scenario", i % 2 == 0 ? "plain" : "treated").trial());
    }
    return trials;
  }

  private static Collected run(Study study, List<Trial> trials, int threads) {
    Collected collected = new Collected(study, false);
    Execution.run(study, trials, threads, collected::add);
    collected.finish();
    return collected;
  }

  private static double[] values(Collected collected, int value) {
    return IntStream.range(0, collected.runs()).mapToDouble(run -> collected.value(run, value)).toArray();
  }

  @Test
  void whereReadsTheRunThatDiffersInOneKeyAlone() {
    Formula plain = new Formula.Elsewhere(new Formula.Named("last"), "scenario", new Formula.Text("plain"));
    Formula cut = new Formula.Apply(v -> 1 - v[0] / v[1], List.of(new Formula.Named("last"), plain));
    Study study = Growth.study(KEYS, Growth.value("last", LAST), Growth.value("cut", cut));
    assertThat(values(run(study, trials(4, 1, 2, 1), 2), 1)).containsExactly(new double[] {0, 0.75, 0, 0.5}, within(1e-9));
  }

  /** A table may number its patients: their keys are names. */
  @Test
  void whereFindsANumberedName() {
    Formula first = new Formula.Elsewhere(new Formula.Named("last"), "patient", number(1));
    Study study = Growth.study(List.of("patient"), Growth.value("last", LAST), Growth.value("first", first));
    List<Trial> trials = List.of(Plan.NOTHING.sloped(3).keyed("patient", "1").trial(), Plan.NOTHING.keyed("patient", "2").trial());
    assertThat(values(run(study, trials, 1), 1)).containsExactly(new double[] {30, 30}, within(1e-8));
  }

  @Test
  void overJoinsTheRunsThatDifferInOneKeyAlone() {
    Formula mean = new Formula.Over(Formula.Aggregate.MEAN, new Formula.Named("last"), "patient");
    Formula most = new Formula.Over(Formula.Aggregate.MAX, new Formula.Named("last"), "patient");
    Study study = Growth.study(KEYS, Growth.value("last", LAST), Growth.value("mean", mean), Growth.value("most", most));
    Collected collected = run(study, trials(4, 1, 2, 2), 2);
    assertThat(values(collected, 1)).containsExactly(new double[] {30, 15, 30, 15}, within(1e-8));
    assertThat(values(collected, 2)).containsExactly(new double[] {40, 20, 40, 20}, within(1e-8));
  }

  /** Slopes 4, 1 and 2 reach 15 within 10 days, or not. */
  @Test
  void whatIsMissingInOneRunIsMissingOverRuns() {
    List<Study.Value> values = new ArrayList<>(List.of(Growth.value("day", reaches(15))));
    for (Formula.Aggregate aggregate : Formula.Aggregate.values()) {
      values.add(Growth.value(aggregate.name(), new Formula.Over(aggregate, new Formula.Named("day"), "patient")));
    }
    Study study = Growth.study(KEYS, values.toArray(Study.Value[]::new));
    Collected collected = run(study, trials(4, 4, 1, 2, 2, 2), 1);
    for (int i = 1; i < values.size(); i++) {
      assertThat(collected.value(0, i)).as(values.get(i).name()).isNaN();
      assertThat(collected.value(1, i)).as(values.get(i).name()).isFinite();
    }
  }

  @Test
  void theMedianOfAnEvenNumberOfRunsIsTheMeanOfTheMiddleTwo() {
    Study study = Growth.study(KEYS, Growth.value("last", LAST),
        Growth.value("median", new Formula.Over(Formula.Aggregate.MEDIAN, new Formula.Named("last"), "patient")));
    assertThat(values(run(study, trials(4, 0, 1, 0, 2, 0, 3, 0), 1), 1)[0]).isCloseTo(25, within(1e-8));
  }

  @Test
  void resultsComeInTheOrderOfTheTrialsAtAnyNumberOfThreads() {
    double[] slopes = new double[200];
    for (int i = 0; i < slopes.length; i++) {
      slopes[i] = i % 5;
    }
    Study study = Growth.study(KEYS, Growth.value("last", LAST));
    assertThat(values(run(study, trials(slopes), 3), 0)).isEqualTo(values(run(study, trials(slopes), 1), 0));
  }

  private static Collected written(Path folder, double... slopes) {
    Study study = Growth.study(KEYS, Growth.value("day", reaches(15)));
    Collected collected = new Collected(study, false);
    try (Tables tables = new Tables(study, folder)) {
      Execution.run(study, trials(slopes), 2, result -> {
        tables.add(result);
        collected.add(result);
      });
      collected.finish();
      tables.commit(collected);
    }
    return collected;
  }

  @Test
  void aMissingValueIsAnEmptyCell(@TempDir Path folder) throws Exception {
    written(folder, 4, 1);
    assertThat(folder.resolve("growth.values.csv")).content().startsWith("patient,scenario,name,value,unit\nR1,plain,day,3.75")
        .endsWith("R1,treated,day,,cell\n");
    assertThat(Table.read(folder.resolve("growth.csv")).rows()).isEqualTo(2 * 11);
  }

  /** The second of three runs fails after day 4. */
  @Test
  void aFailedRunAmongGoodOnesKeepsAllRowsAsAPartialTableAlone(@TempDir Path folder) throws Exception {
    Collected collected = written(folder, 1, -1, 1);
    assertThat(collected.failures()).isEqualTo(1);
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString())).containsExactly("growth.partial.csv");
    }
    Table partial = Table.read(folder.resolve("growth.partial.csv"));
    assertThat(partial.rows()).isEqualTo(11 + 5 + 11);
    assertThat(partial.text(partial.rows() - 1, "patient")).isEqualTo("R2");
  }
}
