package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.cartc.runtime.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Classic initial value problems as models: the whole way from text to table, at relative tolerances of 1e-4, 1e-6 and 1e-8 and absolute
 * ones a hundredth of these.
 */
class ClassicModelsTest {
  /** Below it the states of ROBER and E5 lie, so that their models count in this share of a unit. */
  private static final double ROBER_UNIT = 1e-6;
  private static final double E5_UNIT = 1e-18;
  private static final int[] DIGITS = {4, 6, 8};

  /**
   * Digits: F. Mazzia, C. Magherini, Test Set for Initial Value Problem Solvers, University of Bari, release 2.4 (2008), each recomputed
   * with a program of another hand and agreeing to at least ten digits.
   */
  private enum Problem {
    HIRES("hires", "ends", 1, 7.371312573325668e-4, 1.442485726316185e-4, 5.888729740967575e-5, 1.175651343283149e-3,
        2.386356198831330e-3, 6.238968252742796e-3, 2.849998395185769e-3, 2.850001604814231e-3),
    OREGO("orego", "ends", 1, 1.000814870318523, 1228.178521549917, 132.0554942846706),
    ROBER("rober", "ends", ROBER_UNIT, 2.083340149701255e-8, 8.333360770334713e-14, 0.9999999791665050),
    VDPOL("vdpol", "ends", 1, 1.706167732170483, -0.8928097010247975),
    E5_EARLY("e5", "early", E5_UNIT, 1.61807699991e-3, 1.38223703050e-10, 8.25157350067e-12, 1.29972129549e-10),
    E5_LATE("e5", "late", E5_UNIT, 4.71503331498e-10, 1.81888955834e-14, 1.81888124697e-14, 8.34840198720e-20),
    AKZO("akzo", "ends", 1, 0.1150794920661702, 1.203831471567715e-3, 0.1611562887407974, 3.656156421249283e-4,
        1.708010885264404e-2, 4.873531310307455e-3),
    /** The sum of exponentials of Bateman (1910), in 40 digits. */
    BATEMAN("bateman", "ends", 1, 0.00453999297624848515, 1.33850941386459645, 0.444656542334570069, 21.4349153695686702,
        9.25648589831526004),
    /** Position and velocity by Kepler's equation, E - e sin E = t, in 40 digits. */
    KEPLER("kepler", "ends", 1, -0.578043295303536123, 0.86338400091941928, -0.959508373038072736, -0.0650491512671209017),
    /** Positions, x of all bodies before y. */
    PLEIADES("pleiades", "ends", 1, 0.370613914390, 3.23728409206, -3.22255903242, 0.659709145578, 0.342558170716, 1.56217210140,
        -0.700309292221, -3.94343758552, -3.27138097397, 5.22508184345, -2.59061243498, 1.19821369339, -0.242968234494, 1.09144924043);

    private final String file;
    private final String study;
    private final double unit;
    private final double[] digits;

    Problem(String file, String study, double unit, double... digits) {
      this.file = file;
      this.study = study;
      this.unit = unit;
      this.digits = digits;
    }

    Outputs run(String method, int tolerance) {
      return Outputs.of("compiler/src/test/resources/classic/" + file + ".cart", study, "--numerics", method + "_" + tolerance);
    }

    /** The published states in the end, as the model counts them, and what was computed. */
    private double[][] ends(String method, int tolerance) {
      Table table = run(method, tolerance).curves();
      double[] published = Arrays.stream(digits).map(digit -> digit / unit).toArray();
      double[] computed = new double[digits.length];
      for (int i = 0; i < digits.length; i++) {
        computed[i] = table.number(table.rows() - 1, table.columns().get(i + 1));
      }
      return new double[][] {published, computed};
    }

    /** The largest relative error at the end. */
    double error(String method, int tolerance) {
      double[][] ends = ends(method, tolerance);
      double worst = 0;
      for (int i = 0; i < digits.length; i++) {
        worst = Math.max(worst, Math.abs(ends[1][i] / ends[0][i] - 1));
      }
      return worst;
    }

    /** The largest error at the end, as a multiple of what the tolerances grant a state of its size. */
    double errorInTolerances(String method, int tolerance) {
      double[][] ends = ends(method, tolerance);
      double relative = Math.pow(10, -tolerance);
      double worst = 0;
      for (int i = 0; i < digits.length; i++) {
        worst = Math.max(worst, Math.abs(ends[1][i] - ends[0][i]) / (relative * Math.abs(ends[0][i]) + relative / 100));
      }
      return worst;
    }
  }

  private static double[] errors(Problem problem, String method) {
    return Arrays.stream(DIGITS).mapToDouble(tolerance -> problem.error(method, tolerance)).toArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"HIRES", "OREGO", "ROBER", "E5_EARLY", "AKZO", "BATEMAN", "KEPLER"})
  void errorsOfRodas5pFallByFiftyForTwoDigitsOfTolerance(Problem problem) {
    double[] errors = errors(problem, "rodas5p");
    assertThat(errors[0]).isLessThan(problem == Problem.KEPLER ? 1e-2 : 1e-4);
    assertThat(errors[1]).isLessThan(errors[0] / 50);
    assertThat(errors[2]).isLessThan(errors[1] / 50);
  }

  /** scipy 1.17.1 at the same relative and absolute tolerances: DOP853 for PLEIADES, BATEMAN and KEPLER, else Radau, y6 of AKZO eliminated. */
  @ParameterizedTest
  @CsvSource({
      "HIRES, rodas5p, 5.44e-5, 2.94e-7, 1.62e-9", "OREGO, rodas5p, 1.73e-5, 5.44e-8, 1.32e-10",
      "ROBER, rodas5p, 3.81e-6, 2.10e-8, 6.82e-11", "VDPOL, rodas5p, 8.87e-7, 7.28e-9, 2.98e-11",
      "E5_EARLY, rodas5p, 5.95e-8, 1.23e-9, 3.59e-11", "AKZO, rodas5p, 5.39e-6, 3.00e-8, 2.12e-10",
      "PLEIADES, dop853, 5.10e-2, 1.63e-4, 1.91e-6", "BATEMAN, dop853, 5.07e-5, 7.47e-7, 9.41e-9",
      "KEPLER, dop853, 4.72e-3, 7.44e-4, 1.00e-5"
  })
  void errorsAreAtMostThreeTimesThoseOfScipy(Problem problem, String method, double loose, double middle, double tight) {
    double[] errors = errors(problem, method);
    assertThat(errors[0]).isLessThanOrEqualTo(3 * loose);
    assertThat(errors[1]).isLessThanOrEqualTo(3 * middle);
    assertThat(errors[2]).isLessThanOrEqualTo(3 * tight);
  }

  /** At 1e-4 it is better than asked by more than at 1e-6: the errors fall by 39 and by 330. */
  @Test
  void errorsOfRodas5pOnVanDerPolFallByFiftyForTwoDigitsOfToleranceOnAverage() {
    double[] errors = errors(Problem.VDPOL, "rodas5p");
    assertThat(errors[0]).isLessThan(1e-6);
    assertThat(errors[1]).isLessThan(errors[0] / 25);
    assertThat(errors[2]).isLessThan(errors[0] / 2500);
  }

  /**
   * Rounding decides: a step h leaves of y2 = y3 + y4 a rest of about machine precision times h times 1e4, the largest rate; with h of 1e5
   * that is 1e-7, and some ten such steps lie within the slow time of the problem.
   */
  @ParameterizedTest
  @ValueSource(strings = {"rodas5p", "auto"})
  void e5IsLimitedByRoundingAtLateTimes(String method) {
    assertThat(Arrays.stream(errors(Problem.E5_LATE, method)).max().orElseThrow()).isLessThan(5e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dop853", "tsit5", "auto"})
  void errorsOnTheChainOfBatemanFallByFiftyForTwoDigitsOfTolerance(String method) {
    double[] errors = errors(Problem.BATEMAN, method);
    assertThat(errors[0]).isLessThan(1e-3);
    assertThat(errors[1]).isLessThan(errors[0] / 50);
    assertThat(errors[2]).isLessThan(errors[1] / 50);
  }

  /** Three orbits: phases drift, and errors of opposite sign may meet at one time; dop853 at 1e-4 is better than asked, as scipy's is. */
  @Test
  void errorsOfTsit5OnTheOrbitOfKeplerFallByFiftyForTwoDigitsOfToleranceOnAverage() {
    double[] errors = errors(Problem.KEPLER, "tsit5");
    assertThat(errors[1]).isLessThan(errors[0] / 50);
    assertThat(errors[2]).isLessThan(errors[0] / 2500);
  }

  /** The scatter of close encounters: errors are large, and fall with the tolerance. */
  @Test
  void errorsOfDop853OnPleiadesFallByFiftyForTwoDigitsOfTolerance() {
    double[] errors = errors(Problem.PLEIADES, "dop853");
    assertThat(errors[0]).isLessThan(0.1);
    assertThat(errors[1]).isLessThan(errors[0] / 50);
    assertThat(errors[2]).isLessThan(errors[1] / 50);
  }

  @Test
  void errorsOfTsit5OnPleiadesFallByFiftyForTwoDigitsOfToleranceOnAverage() {
    double[] errors = errors(Problem.PLEIADES, "tsit5");
    assertThat(errors[0]).isLessThan(0.1);
    assertThat(errors[1]).isLessThan(errors[0] / 25);
    assertThat(errors[2]).isLessThan(errors[0] / 2500);
  }

  /** The explicit part keeps to the tolerance itself at each step, and errors add up. */
  @ParameterizedTest
  @EnumSource(names = {"HIRES", "OREGO", "ROBER", "VDPOL", "E5_EARLY", "AKZO"})
  void theAutomaticChoiceErrsByAFewTolerancesAtMost(Problem problem) {
    for (int tolerance : DIGITS) {
      assertThat(problem.errorInTolerances("auto", tolerance)).as("1e-%d", tolerance).isLessThan(5);
    }
  }

  private static boolean findsStiffness(Problem problem, int tolerance) {
    return problem.run("auto", tolerance).manifest().contains(": rodas5p, stability bounds the explicit step");
  }

  @ParameterizedTest
  @EnumSource(names = {"HIRES", "OREGO", "ROBER", "VDPOL", "E5_EARLY", "E5_LATE"})
  void theAutomaticChoiceFindsThatStiffProblemsAreStiff(Problem problem) {
    for (int tolerance : DIGITS) {
      assertThat(findsStiffness(problem, tolerance)).as("1e-%d", tolerance).isTrue();
    }
  }

  /** At 1e-8 the accuracy bounds the steps: 360 explicit ones, against 596 of rodas5p. */
  @Test
  void theProblemOfAkzoNobelIsStiffAtLooseTolerancesOnly() {
    assertThat(findsStiffness(Problem.AKZO, 4)).isTrue();
    assertThat(findsStiffness(Problem.AKZO, 6)).isTrue();
    assertThat(findsStiffness(Problem.AKZO, 8)).isFalse();
  }

  @Test
  void theAutomaticChoiceStaysExplicitWhereNothingIsStiff() {
    for (Problem problem : List.of(Problem.PLEIADES, Problem.BATEMAN, Problem.KEPLER)) {
      for (int tolerance : DIGITS) {
        assertThat(problem.run("auto", tolerance).manifest()).doesNotContain("\"switches\"");
        assertThat(problem.ends("auto", tolerance)).isDeepEqualTo(problem.ends("tsit5", tolerance));
      }
    }
  }

  /** 0 = 115.83 y1 y4 - y6, to a few roundings of its terms. */
  @Test
  void theAlgebraicUnknownOfAkzoNobelHoldsItsEquation() {
    Table table = Problem.AKZO.run("rodas5p", 6).curves();
    int end = table.rows() - 1;
    double product = 115.83 * table.number(end, "y1") * table.number(end, "y4");
    assertThat(Math.abs(table.number(end, "y6") / product - 1)).isLessThan(1e-14);
  }
}
