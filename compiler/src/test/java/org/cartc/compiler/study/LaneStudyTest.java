package org.cartc.compiler.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.cli.Invocation;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Load;
import org.cartc.runtime.study.Collected;
import org.cartc.runtime.study.Execution;
import org.cartc.runtime.study.Tables;
import org.cartc.runtime.study.TrialResult;
import org.cartc.runtime.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies large enough for lanes: their bytes do not depend on threads, their numbers are those of runs made one by one. */
class LaneStudyTest {
  /** Half a block until a time that is read from the run without it, so that half of the runs are integrated twice. */
  private static final String STUDY = """
      model killing {
        time [day]
        compartment E [cell] = 1e6
        compartment T [cell] = 1e9
        param rho [1/day] = 0.12
        param K_D [cell] = 1e9
        param gamma [1/day] = 0.9
        param kappa [1/day] = 1.2
        constraint binding
          solve T_free [cell] in 0 .. T
          such that T_free + E * T_free / (T_free + K_D) == T
        let bound [cell] = T - T_free
        rate growth:      -> T = rho * T
        rate killing:   T ->   = gamma * bound
        rate expansion:   -> E = kappa * bound
        rate death:     E ->   = 0.3 [1/day] * E
        mechanism exhaustion {
          param epsilon [1/day] = 0.3
          rate loss: E -> = epsilon * bound
        }
      }
      study many {
        simulate killing until 30 [day] every 10 [day]
        scenario full
        scenario blocked { block exhaustion by 50% from 2 [day] until peak(E) }
        let peak_day [day] = peak(E)
        let last [day] = last time T >= 1e8 [cell]
        let relative = peak_day / (peak_day where scenario = full)
      }
      """;

  private static final int ROWS = 1100;

  private static Path files(Path folder) throws IOException {
    StringBuilder table = new StringBuilder("gamma,K_D\n");
    for (int i = 0; i < ROWS; i++) {
      table.append(0.8 + 0.2 * i / ROWS).append(',').append(1e9 + 1e5 * (i * 37 % ROWS)).append('\n');
    }
    Files.writeString(folder.resolve("sets.csv"), table);
    return Files.writeString(folder.resolve("many.cart"), STUDY);
  }

  private static LowerStudy.Prepared prepared(Path folder) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    var program = Load.program(files(folder), List.of(), diagnostics);
    Optional<Table> table = Optional.of(Table.read(folder.resolve("sets.csv")));
    Options options = new Options(List.of(), table, Map.of(), Optional.empty(), List.of());
    return LowerStudy.study(program, program.studies().get(0), options, diagnostics, Compiler.SILENT);
  }

  /** Runs a study as if it had many more runs than it has. */
  private static <R> Optional<Execution.Lanes> run(LowerStudy.Prepared prepared, int threads, Function<TrialResult, R> each,
      Consumer<R> results) {
    return Execution.run(prepared.study(), prepared.trials(), Execution.LANES_FROM, prepared.lanes(), threads, each, results);
  }

  private static Path written(Path folder, int threads) throws IOException {
    LowerStudy.Prepared prepared = prepared(folder);
    Path out = folder.resolve("out" + threads);
    Collected collected = new Collected(prepared.study(), false);
    try (Tables tables = new Tables(prepared.study(), out)) {
      run(prepared, threads, result -> result, result -> {
        tables.add(result);
        collected.add(result);
      });
      collected.finish();
      tables.commit(collected);
    }
    return out;
  }

  @Test
  void bytesDoNotDependOnTheNumberOfThreads(@TempDir Path folder) throws IOException {
    Path one = written(folder, 1);
    for (int threads : new int[] {2, 3}) {
      Path several = written(folder, threads);
      for (String table : List.of("many.csv", "many.values.csv")) {
        assertThat(several.resolve(table)).hasSameBinaryContentAs(one.resolve(table));
      }
    }
  }

  /** The tolerance is 1e-8; found times of curves that change by a part in a day move by as much, relative values by rounding more. */
  @Test
  void lanesGiveTheNumbersOfRunsMadeOneByOne(@TempDir Path folder) throws IOException {
    LowerStudy.Prepared prepared = prepared(folder);
    List<TrialResult> single = new ArrayList<>();
    Execution.run(prepared.study(), prepared.trials(), 2, single::add);
    List<TrialResult> lanes = new ArrayList<>();
    var work = run(prepared, 2, result -> result, lanes::add);
    assertThat(work.orElseThrow().runs()).isEqualTo(2 * ROWS);
    assertThat(work.orElseThrow().handedOver()).isZero();
    assertThat(lanes).hasSameSizeAs(single);
    for (int run = 0; run < single.size(); run++) {
      TrialResult expected = single.get(run);
      TrialResult found = lanes.get(run);
      assertThat(found.trial().keys()).isEqualTo(expected.trial().keys());
      assertThat(found.notes()).isEqualTo(expected.notes());
      for (int i = 0; i < expected.rows().length; i++) {
        for (int column = 0; column < expected.rows()[i].length; column++) {
          double number = expected.rows()[i][column];
          assertThat(found.rows()[i][column]).isCloseTo(number, within(1e-5 * Math.abs(number) + 1e-6));
        }
      }
      for (int value = 0; value < 2; value++) {
        assertThat(found.values()[value]).isCloseTo(expected.values()[value], within(1e-4));
      }
    }
  }

  @Test
  void aSmallStudyIsRunOneByOne(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("small");
    Invocation made = Invocation.of("run", files(folder).toString(), "--out", out.toString(), "--no-figures");
    assertThat(made.exit()).as(made.err()).isZero();
    assertThat(Files.readString(out.resolve("manifest.json"))).doesNotContain("\"lanes\"");
  }

  @Test
  void withoutCurvesThereAreValuesOnly(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("values");
    Invocation made = Invocation.of("run", files(folder).toString(), "--out", out.toString(), "--no-curves");
    assertThat(made.exit()).as(made.err()).isZero();
    try (var names = Files.list(out)) {
      assertThat(names.map(f -> f.getFileName().toString())).containsExactlyInAnyOrder("many.values.csv", "manifest.json", "report.html");
    }
  }
}
