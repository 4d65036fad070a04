package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control plan of Li and Lei (2025) over 1,000 parameter sets, each parameter within 10 % of its value, in one command. */
class ManySetsTest {
  private static final int SETS = 1000;
  private static final int CHECKED_CONVERGED = 12;

  @TempDir
  static Path folder;
  private static final List<Map<String, Double>> DRAWN = new ArrayList<>();
  private static Outputs published;
  private static Outputs converged;

  @BeforeAll
  static void runs() throws IOException {
    Random random = new Random(2025);
    Map<String, Double> nominal = Paper.parameters();
    for (int i = 0; i < SETS; i++) {
      Map<String, Double> set = new LinkedHashMap<>();
      nominal.forEach((name, value) -> set.put(name, value * (0.9 + 0.2 * random.nextDouble())));
      DRAWN.add(set);
    }
    String rows = DRAWN.stream().map(set -> set.values().stream().map(String::valueOf).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n"));
    Path sets = Files.writeString(folder.resolve("sets.csv"), String.join(",", nominal.keySet()) + "\n" + rows + "\n");
    published = Outputs.of("models/li2025/control.cart", "control", "--over", sets.toString(), "--numerics", "published");
    converged = Outputs.of("models/li2025/control.cart", "control", "--over", sets.toString());
  }

  @Test
  void theValuesHaveOneRowPerSetCountedFromOne() {
    for (Outputs outputs : List.of(published, converged)) {
      assertThat(outputs.valueTable().columns()).containsExactly("row", "name", "value", "unit");
      assertThat(outputs.valueTable().rows()).isEqualTo(SETS);
      for (int row = 0; row < SETS; row++) {
        assertThat(outputs.valueTable().text(row, "row")).isEqualTo(String.valueOf(row + 1));
        assertThat(outputs.valueTable().text(row, "name")).isEqualTo("pfs");
        assertThat(outputs.valueTable().text(row, "unit")).isEqualTo("day");
      }
    }
  }

  @Test
  void everyPublishedSurvivalIsThatOfAnIndependentProgram() {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int set = 0; set < SETS; set++) {
      ours.add(published.valueTable().number(set, "value"));
      theirs.add((double) Paper.publishedDays(DRAWN.get(set)));
    }
    assertThat(ours).isEqualTo(theirs);
    assertThat(ours.stream().distinct().count()).as("the sets differ").isGreaterThan(10);
  }

  /** The oracle's own change from 50 to 100 steps a day is below 1e-5 day. */
  @Test
  void convergedSurvivalsAreThoseOfAnIndependentProgram() {
    for (int set = 0; set < CHECKED_CONVERGED; set++) {
      assertThat(converged.valueTable().number(set, "value")).as("row %d", set + 1)
          .isCloseTo(Paper.convergedDays(DRAWN.get(set), 50), within(1e-3));
    }
  }

  @Test
  void theOracleItselfMeetsTheControlPlan() {
    assertThat(Paper.publishedDays(Paper.parameters())).isEqualTo(76);
    assertThat(Paper.convergedDays(Paper.parameters(), 50)).isCloseTo(75.60, within(0.02));
  }
}
