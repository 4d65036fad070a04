package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.cartc.runtime.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the library computes, against numbers worked out by hand and closed forms of linear systems. */
class StandardLibraryTest {
  private static final String LIBRARY = "compiler/src/test/resources/library/";

  /** Converged numerics keep about 1e-8 of the largest value. */
  private static final Offset<Double> CLOSE = within(1e-6);

  @ParameterizedTest
  @CsvSource({
      "michaelis_half, 0.5", "inhibition_fifth, 0.2", "hill_nine_tenths, 0.9", "bound_three_quarters, 0.75", "logistic_quarter, 0.25",
      "gompertz_two, 2", "hill_limited_fifth, 0.2", "exponential_one, 1", "mass_action_six, 6", "holling_ii_three, 3", "saturated_three, 3",
      "ratio_dependent_two, 2", "de_pillis_eight, 8", "inhibited_quarter, 0.25", "inhibited_part, 0.7", "stimulated_four, 4",
      "steady_production_six, 6", "switching_nine_tenths, 0.9", "restrained_tenth, 0.1", "copies, 2.5e5", "blood, 5e6", "marrow, 5e8",
      "blasts, 4.25e9", "weighted, 140"})
  void functionHasItsValue(String output, double value) {
    Table curves = Outputs.of(LIBRARY + "functions.cart", "functions").curves();
    assertThat(curves.number(0, output)).isCloseTo(value, within(1e-12 * value));
  }

  /** The burden is 1 + (t - 3)^2, the mediator 1 + 3 t until day 2. */
  @ParameterizedTest
  @CsvSource({"progression, 6", "relapse, 6", "response, 1", "deeper_response, 2", "reduction, 0.9", "complete, 1", "not_complete, 0",
      "partial, 1", "fold, 7", "grade, 2"})
  void endpointIsReadFromTheCurve(String value, double expected) {
    assertThat(Outputs.of(LIBRARY + "functions.cart", "endpoints").value(value)).isCloseTo(expected, CLOSE);
  }

  private static Table parts() {
    return Outputs.of(LIBRARY + "parts.cart", "parts").curves();
  }

  private static void follows(String column, DoubleUnaryOperator closedForm) {
    Table table = parts();
    for (int row : Outputs.rows(table, "scenario", "all")) {
      assertThat(table.number(row, column)).as(column + " at " + table.number(row, "time"))
          .isCloseTo(closedForm.applyAsDouble(table.number(row, "time")), CLOSE);
    }
  }

  /** Bateman's function with k_a = 36, k_e = 2.4 per day and 80 % of 100 mg. */
  private static double oral(double t) {
    return 80 * 36 / (36 - 2.4) * (Math.exp(-2.4 * t) - Math.exp(-36 * t));
  }

  @Test
  void oneCompartmentIsBatemansFunction() {
    follows("oral.central", StandardLibraryTest::oral);
  }

  /** Rates per day: out 12/3, to the periphery 12/3, back 12/2; the roots of s^2 + 14 s + 24 are -2 and -12. */
  @Test
  void twoCompartmentsDecayInTwoExponentials() {
    follows("drug.central", t -> 30 * (4 * Math.exp(-2 * t) + 6 * Math.exp(-12 * t)) / 10);
  }

  /** C_e' = 6 (C - C_e) with C = B (exp(-2.4 t) - exp(-36 t)). */
  @Test
  void effectCompartmentLagsBehindPlasma() {
    double b = 80 * 36 / (36 - 2.4) / 20;
    follows("site.C_e",
        t -> 6 * b * ((Math.exp(-2.4 * t) - Math.exp(-6 * t)) / (6 - 2.4) - (Math.exp(-6 * t) - Math.exp(-36 * t)) / (36 - 6)));
  }

  @Test
  void inhibitedProductionMovesTheMediatorToItsNewLevel() {
    follows("inhibited_production.R", t -> 2 + 6 * Math.exp(-0.3 * t));
  }

  /** Without antigen effector cells leave at 0.05 + 0.2 per day. */
  @Test
  void effectorCellsTurnToMemoryWithoutAntigen() {
    Table table = parts();
    for (int row : Outputs.rows(table, "scenario", "all")) {
      double t = table.number(row, "time");
      double effectors = 1e6 * Math.exp(-0.25 * t);
      double memory = 1e6 * 0.05 / (0.25 - 0.005) * (Math.exp(-0.005 * t) - Math.exp(-0.25 * t));
      assertThat(table.number(row, "resting.E")).isCloseTo(effectors, within(1e-6 * effectors));
      assertThat(table.number(row, "resting.M")).isCloseTo(memory, within(1e-6 * memory + 1e-3));
    }
  }

  /** With k_off = 1e4 per day the full model differs from fast binding by about k_int / k_off of the complex. */
  @Test
  void fastBindingIsTheLimitOfTheFullModel() {
    Table table = parts();
    for (int row : Outputs.rows(table, "scenario", "all")) {
      if (table.number(row, "time") > 0) {
        double bound = table.number(row, "full.LR");
        assertThat(table.number(row, "fast.L_total") - table.number(row, "fast.L")).isCloseTo(bound, within(2e-4 * bound));
        assertThat(table.number(row, "full.L") + bound).isCloseTo(table.number(row, "fast.L_total"), within(1e-3));
      }
    }
  }

  @Test
  void aPartLeavesAsAMechanismDoes() {
    Table table = parts();
    int row = Outputs.rows(table, "scenario", "without_drug").getLast();
    assertThat(table.isEmpty(row, table.column("drug.central"))).isTrue();
    assertThat(table.number(row, "oral.central")).isCloseTo(oral(2), CLOSE);
  }
}
