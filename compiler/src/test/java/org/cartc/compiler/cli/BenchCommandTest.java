package org.cartc.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the bench prints; how long anything takes is not asserted. */
class BenchCommandTest {
  private record Outcome(int code, String out, String err) {}

  @TempDir
  Path folder;
  private Path file;

  @BeforeEach
  void aDecayOfOneState() throws IOException {
    file = folder.resolve("decay.cart");
    Files.writeString(file, """
        model decay {
          time [day]
          param k [1/day] = 0.5
          compartment A [cell] = 100
          rate loss: A -> = k * A
        }
        study first { simulate decay until 4 [day] every 1 [day] }
        study burst {
          for k in 0.25, 0.5
          simulate decay until 4 [day] every 1 [day]
        }
        """);
  }

  private Outcome bench(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), 100, false);
    List<String> all = new ArrayList<>(List.of("bench", file.toString(), "--repeats", "2"));
    all.addAll(List.of(arguments));
    int code = Main.run(all.toArray(String[]::new), console);
    return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aTableNamesItsColumnsAndSaysWhatTheErrorIs() {
    var outcome = bench("--study", "burst", "--threads", "2");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("burst: model decay", "2 runs").contains("us/solve", "us/rhs", "us/run", "bytes/solve", "error")
        .contains("|reference| + 1 in the column's unit").contains("1 thread: ").contains("2 threads: ")
        .contains("us per trajectory on one core, one at a time", "occupancy");
  }

  @Test
  void theErrorFallsWithTheToleranceAndStatesComeOnDemand() {
    var outcome = bench("--study", "first", "--threads", "1", "--tolerances", "1e-4,1e-6,1e-8", "--absolute", "0.5", "--json", "--values");
    assertThat(outcome.code()).isZero();
    JsonObject study = JsonParser.parseString(outcome.out()).getAsJsonObject().getAsJsonArray("studies").get(0).getAsJsonObject();
    assertThat(study.get("study").getAsString()).isEqualTo("first");
    assertThat(study.get("floor").getAsDouble()).isEqualTo(1);
    assertThat(study.getAsJsonArray("throughput")).hasSize(1);
    JsonObject lanes = study.getAsJsonObject("lanes");
    assertThat(lanes.keySet()).contains("vectors", "width", "microseconds", "microsecondsOneAtATime", "ratio", "threads");
    assertThat(lanes.get("occupancy").getAsDouble()).isBetween(0.5, 1.0);
    JsonArray rows = study.getAsJsonArray("rows");
    assertThat(rows).hasSize(3);
    double before = 1;
    for (var each : rows) {
      JsonObject row = each.getAsJsonObject();
      assertThat(row.keySet()).contains("method", "accepted", "rejected", "rightHandSides", "microsecondsPerRightHandSide");
      assertThat(row.getAsJsonObject("solve").get("microseconds").getAsDouble()).isPositive();
      assertThat(row.getAsJsonObject("solve").get("bytes").getAsDouble()).isPositive();
      assertThat(row.get("error").getAsDouble()).isLessThan(before / 10);
      before = row.get("error").getAsDouble();
      double atTheEnd = row.getAsJsonArray("values").get(4).getAsJsonArray().get(0).getAsDouble();
      // 100 exp(-0.5 * 4)
      assertThat(Math.abs(atTheEnd - 100 * Math.exp(-2)) / (100 * Math.exp(-2) + 1)).isLessThanOrEqualTo(before + 1e-11);
    }
    assertThat(rows.get(1).getAsJsonObject().getAsJsonObject("method").get("absoluteTolerance").getAsDouble()).isEqualTo(5e-7);
  }

  @Test
  void unusableOptionsAreAFaultOfUsage() {
    assertThat(bench("--tolerances", "2").code()).isEqualTo(ExitCode.USAGE);
    assertThat(bench("--threads", "0").code()).isEqualTo(ExitCode.USAGE);
    assertThat(bench("--repeats", "0").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void anUnknownStudyIsNamed() {
    var outcome = bench("--study", "fist");
    assertThat(outcome.code()).isEqualTo(ExitCode.MODEL_OR_DATA);
    assertThat(outcome.err()).contains("did you mean `first`?");
  }
}
