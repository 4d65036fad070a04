package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cartc.compiler.ReferenceData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the models of Li and Lei (2025) give, against the paper, the authors' published output and closed forms. */
class Li2025Test {
  private static final String FIGURES = "models/li2025/figures.cart";
  private static final List<String> FULL = List.of("time", "T_4", "T_P", "T_E", "T_M", "T_r", "C", "M");
  private static final List<String> COARSE = List.of("time", "T_E", "T_M", "C");
  /** Half of the hundredth to which converged times are stated, and the least that an independent program resolves. */
  private static final double CONVERGED = 0.02;

  private static Path authors(String file) {
    return ReferenceData.require("li2025, the authors' output", "data/li2025/" + file);
  }

  private static Outputs published(String study) {
    return Outputs.of(FIGURES, study, "--numerics", "published");
  }

  private static void agree(String file, Outputs outputs, String scenario, List<String> columns) {
    List<double[]> printed = Printed.read(authors(file));
    for (int i = 0; i < columns.size(); i++) {
      Printed.agree(file + " " + columns.get(i), printed, i, outputs.curve(columns.get(i), "scenario", scenario));
    }
  }

  /** 75.60: an independent program; the paper's Section 3.5 has 76 days. */
  @Test
  void theControlPlanHasConverged75Point60AndPublished76Days() {
    assertThat(Outputs.of(FIGURES, "figure5").value("pfs", "scenario", "control")).isCloseTo(75.60, within(CONVERGED));
    assertThat(published("figure5").value("pfs", "scenario", "control")).isEqualTo(76);
  }

  /** 76.06: an independent program. */
  @Test
  void elevenDifferentialEquationsGive76Point06Days() {
    assertThat(Outputs.of(FIGURES, "ode11").value("pfs", "scenario", "control")).isCloseTo(76.06, within(CONVERGED));
  }

  @Test
  void everyNumberOfTheAuthorsFigure5IsMet() {
    agree("figure5.dat", published("figure5"), "control", FULL);
  }

  @Test
  void convergedNumericsDoNotMeetTheAuthorsFigure5() {
    List<double[]> printed = Printed.read(authors("figure5.dat"));
    double[] tumour = Outputs.of(FIGURES, "figure5").curve("C", "scenario", "control");
    assertThat(Math.abs(tumour[76] - printed.get(76)[6])).isGreaterThan(100 * Printed.unit(printed.get(76)[6]));
  }

  /** Published: the authors' PFS_A.dat and PFS_B.dat; converged: an independent program. */
  @ParameterizedTest
  @CsvSource({
      "A1, 76, 75.60", "A2, 104, 102.86", "A3, 68, 67.12", "A4, 73, 71.86", "A5, 75, 74.47", "A6, 1, 0.00",
      "B1, 1, 0.00", "B2, 80, 78.37", "B3, 94, 92.90", "B4, 90, 88.64", "B5, 76, 75.60", "B6, 71, 70.32"
  })
  void everyPlanOfFigure6HasItsProgressionFreeSurvival(String plan, double days, double converged) {
    assertThat(published("figure6").value("pfs", "scenario", plan)).isEqualTo(days);
    assertThat(Outputs.of(FIGURES, "figure6").value("pfs", "scenario", plan)).isCloseTo(converged, within(CONVERGED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void theAuthorsListsOfProgressionFreeSurvivalAreMet(String plan) {
    List<Double> ours = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      ours.add(published("figure6").value("pfs", "scenario", plan + i));
    }
    assertThat(ours).isEqualTo(Printed.read(authors("figure6/PFS_" + plan + ".dat")).stream().map(row -> row[0]).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void everyNumberOfTheAuthorsFigure6IsMet(String plan) {
    for (int i = 1; i <= 6; i++) {
      agree("figure6/Plan" + plan + "/md" + i + ".dat", published("figure6"), plan + i, FULL);
    }
  }

  /** The authors' optimised plan, 101 days in Section 3.5. */
  @Test
  void everyNumberOfTheAuthorsOptimisedPlanIsMet() {
    assertThat(published("figure9").value("pfs", "scenario", "pso")).isEqualTo(101);
    agree("figure7/figure8.dat", published("figure9"), "pso", FULL);
  }

  @Test
  void everyNumberOfTheAuthorsTreatmentOfFigure4IsMet() {
    agree("figure4/treatment.dat", published("figure4b"), "treatment", COARSE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyNumberOfTheAuthorsDosesOfFigure4IsMet(int dose) {
    agree("figure4/VE-" + dose + ".dat", published("figure4c"), "VE_" + dose, COARSE);
  }

  /** Without CAR-T cells Eq (3.3) is C' = (lambda_C K_C/(K_C + C) - d_C) C, which rests at K_C (lambda_C/d_C - 1) = 5e7 * 43. */
  @Test
  void theUntreatedTumourSettlesWhereGrowthAndDeathBalance() {
    Outputs ours = Outputs.of(FIGURES, "figure4a");
    assertThat(ours.value("plateau", "scenario", "notreatment")).isCloseTo(5e7 * (3.3 / 0.075 - 1), within(2.15e9 * 1e-4));
    assertThat(ours.value("limit", "scenario", "notreatment")).isCloseTo(2.15e9, within(1.0));
  }

  /** A discrepancy of the paper that is kept: its file needs K_C = 5e8 and d_C = 0.132, which stand nowhere in it. */
  @Test
  void theAuthorsUntreatedTumourSettlesAtAValueThatThePublishedParametersDoNotGive() {
    List<double[]> printed = Printed.read(authors("figure4/notreatment.dat"));
    assertThat(printed.getLast()[3]).isCloseTo(5e8 * (3.3 / 0.132 - 1), within(0.01e10)).isGreaterThan(5 * 2.15e9);
    double[] ours = published("figure4a").curve("C", "scenario", "notreatment");
    assertThat(ours[ours.length - 1]).isCloseTo(2.15e9, within(2.15e9 * 1e-4));
  }
}
