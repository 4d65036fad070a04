package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cartc.compiler.ReferenceData;
import org.cartc.runtime.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reconstructed cohort R1-R8 day by day against an independent Python program, and what follows from the equations alone. */
class CohortTest {
  private static final String FOLDER = "models/santurio2025/";
  private static final double RELATIVE = 1e-6;
  private static final double CELL = 1e-3;
  private static final double MACROPHAGE = 1;
  private static final double IL_6 = 1e-6;

  private static Table data(String file) {
    return Table.read(ReferenceData.topLevel().resolve(FOLDER + "data/" + file));
  }

  private static Outputs cohort(String... options) {
    return Outputs.of(FOLDER + "figures.cart", "cohort", options);
  }

  private record Compared(String ours, double floor) {}

  private static Map<String, Compared> columns() {
    Map<String, Compared> columns = new LinkedHashMap<>();
    columns.put("CI", new Compared("C_I", CELL));
    columns.put("CE", new Compared("C_E", CELL));
    columns.put("CP", new Compared("C_P", CELL));
    columns.put("CAR_total", new Compared("C_T", CELL));
    columns.put("TP", new Compared("T_P", CELL));
    columns.put("TN", new Compared("T_N", CELL));
    columns.put("tumour_total", new Compared("T", CELL));
    columns.put("Mi", new Compared("M_i", MACROPHAGE));
    columns.put("Ma_total", new Compared("M_a", MACROPHAGE));
    columns.put("M1", new Compared("M_a.damps", MACROPHAGE));
    columns.put("M2", new Compared("M_a.antigen", MACROPHAGE));
    columns.put("M3", new Compared("M_a.cd40", MACROPHAGE));
    columns.put("N1", new Compared("M_a.damps.inflow", MACROPHAGE));
    columns.put("N2", new Compared("M_a.antigen.inflow", MACROPHAGE));
    columns.put("N3", new Compared("M_a.cd40.inflow", MACROPHAGE));
    columns.put("IL6", new Compared("IL_6", IL_6));
    return columns;
  }

  /** reference.csv: DOP853 at a relative tolerance of 1e-10; the tolerance here is that of the project. */
  @ParameterizedTest
  @ValueSource(strings = {"R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8"})
  void everyDailyStateAgreesWithTheIndependentProgram(String patient) {
    Table reference = data("reference.csv");
    List<Integer> rows = Outputs.rows(reference, "patient", patient);
    assertThat(rows).hasSize(61);
    columns().forEach((theirs, compared) -> {
      double[] ours = cohort().curve(compared.ours(), "patient", patient);
      assertThat(ours).hasSize(61);
      for (int day = 0; day <= 60; day++) {
        double expected = reference.number(rows.get(day), theirs);
        assertThat(ours[day]).as("%s of %s on day %d", compared.ours(), patient, day)
            .isCloseTo(expected, within(RELATIVE * Math.abs(expected) + compared.floor()));
      }
    });
  }

  /** M_i + M_a relaxes: ss + (M_i(0) - ss) exp(-delta_M t) with ss = sigma_M/delta_M, the sum of Eqs (8) and (9). */
  @Test
  void everyRowOfBothTablesSaysThatTheCohortIsReconstructed() {
    for (Table table : List.of(cohort().curves(), cohort().valueTable())) {
      assertThat(table.columns().getLast()).isEqualTo("note");
      for (int row = 0; row < table.rows(); row++) {
        assertThat(table.text(row, "note")).contains("reconstructed cohort R1-R8, not published data");
      }
    }
  }

  @Test
  void allMacrophagesFollowTheirClosedForm() {
    Table patients = data("cohort.csv");
    for (int row = 0; row < patients.rows(); row++) {
      double delta = patients.number(row, "delta_M");
      double rest = patients.number(row, "sigma_M") / delta;
      double initial = patients.number(row, "Mi0");
      double[] naive = cohort().curve("M_i", "patient", patients.text(row, "patient"));
      double[] activated = cohort().curve("M_a", "patient", patients.text(row, "patient"));
      for (int day = 0; day <= 60; day++) {
        double expected = rest + (initial - rest) * Math.exp(-delta * day);
        assertThat(naive[day] + activated[day]).isCloseTo(expected, within(RELATIVE * expected + MACROPHAGE));
      }
    }
  }

  /** Eq (13): the parts obey the same linear outflow, so that they add up to rounding. */
  @Test
  void thePartsOfTheActivatedMacrophagesAddUp() {
    Table curves = cohort().curves();
    assertThat(curves.columns().stream().filter(c -> c.startsWith("M_a.") && !c.endsWith(".inflow")))
        .as("nothing is there at the start, and nothing flows in but by mechanisms")
        .containsExactly("M_a.damps", "M_a.antigen", "M_a.cd40");
    for (int row = 0; row < curves.rows(); row++) {
      double all = curves.number(row, "M_a");
      double parts = curves.number(row, "M_a.damps") + curves.number(row, "M_a.antigen") + curves.number(row, "M_a.cd40");
      assertThat(parts).isCloseTo(all, within(1e-12 * all + 1e-6));
    }
  }

  /** Eq (14): what flowed in is there or died, N_j = M_j + delta_M int M_j. */
  @Test
  void whatFlowedIntoAPartIsThereOrDied(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("identity.cart"), """
        use "%s"
        study identity {
          for each patient of cohort
          simulate santurio2025 with doses until 60 [day] every 60 [day]
          attribute M_a by mechanism
          let in_damps [cell] = inflow(M_a.damps)
          let left_damps [cell] = (M_a.damps at 60 [day]) + delta_M * integral(M_a.damps)
          let in_antigen [cell] = inflow(M_a.antigen)
          let left_antigen [cell] = (M_a.antigen at 60 [day]) + delta_M * integral(M_a.antigen)
          let in_cd40 [cell] = inflow(M_a.cd40)
          let left_cd40 [cell] = (M_a.cd40 at 60 [day]) + delta_M * integral(M_a.cd40)
        }
        """.formatted(ReferenceData.topLevel().resolve(FOLDER + "cohort.cart")));
    Outputs identity = Outputs.of(file.toString(), "identity");
    for (String part : List.of("damps", "antigen", "cd40")) {
      for (int i = 1; i <= 8; i++) {
        double in = identity.value("in_" + part, "patient", "R" + i);
        assertThat(identity.value("left_" + part, "patient", "R" + i)).isCloseTo(in, within(RELATIVE * in));
      }
    }
  }

  /** Caption of S1 Fig: 10, 30 and 60 % on days 0, 1 and 3. Without death and priming C_I keeps what was given. */
  @Test
  void aSplitDoseJumpsByItsPartsAndADoseDayIsToldAfterTheDose() {
    double dose = 1.1e9;
    double[] injected = cohort("--set", "mu_I=0", "--set", "eta=0").curve("C_I", "patient", "R4");
    assertThat(new double[] {injected[0], injected[1], injected[2], injected[3], injected[60]})
        .containsExactly(0.1 * dose, 0.4 * dose, 0.4 * dose, dose, dose);
    double[] real = cohort().curve("C_I", "patient", "R4");
    assertThat(real[0]).isEqualTo(0.1 * dose);
    assertThat(real[1]).isBetween(0.3 * dose, 0.4 * dose);
    assertThat(real[2]).isLessThan(0.4 * dose * Math.exp(-1.2));
    assertThat(real[3]).isBetween(0.6 * dose, 0.7 * dose);
  }

  /** Two-step method of the paper: layers 2 and 3 read layer 1 and never the other way. On a fixed grid nothing else can show. */
  @Test
  void activationOfMacrophagesDoesNotTouchCarTCellsOrTumour(@TempDir Path folder) throws IOException {
    Path grid = Files.writeString(folder.resolve("grid.cart"), "numerics grid of santurio2025 { rk4 step 0.05 [day] }\n");
    Outputs outputs = Outputs.of(FOLDER + "figures.cart", "figure7a", "--with", grid.toString(), "--numerics", "grid");
    for (String column : List.of("C_I", "C_E", "C_P", "T_P", "T_N")) {
      double[] full = outputs.curve(column, "scenario", "full");
      for (String scenario : List.of("damps_only", "antigen_only", "cd40_only", "small_triggers")) {
        assertThat(outputs.curve(column, "scenario", scenario)).as(column + " " + scenario).isEqualTo(full);
      }
    }
    assertThat(outputs.curve("IL_6", "scenario", "full")).isNotEqualTo(outputs.curve("IL_6", "scenario", "damps_only"));
  }

  /** CD40 contact needs activated macrophages to begin with: M_a is identically 0 and IL-6 rests at IL_6_min. */
  @Test
  void withoutTriggersNoMacrophageIsActivated() {
    Outputs outputs = Outputs.of(FOLDER + "figures.cart", "figure7a");
    assertThat(outputs.curve("M_a", "scenario", "cd40_only")).containsOnly(0);
    for (double il6 : outputs.curve("IL_6", "scenario", "cd40_only")) {
      assertThat(il6).isCloseTo(5, within(1e-9));
    }
  }

  /** Below one cell a tumour never grows again; R3, R4 and R5 are the complete responders. */
  @ParameterizedTest
  @ValueSource(strings = {"R3", "R4", "R5"})
  void anExtinctTumourStaysExtinctForAYear(String patient) {
    double[] tumour = Outputs.of(FOLDER + "figures.cart", "figure3").curve("T", "patient", patient);
    int extinct = 0;
    while (tumour[extinct] >= 1) {
      extinct++;
    }
    for (int day = extinct; day <= 365; day++) {
      assertThat(tumour[day]).isLessThanOrEqualTo(tumour[day - 1]).isGreaterThanOrEqualTo(0);
    }
  }
}
