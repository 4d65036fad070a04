package org.cartc.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleFunction;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.Variant;
import org.cartc.compiler.Written;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.model.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The oracle is the right-hand side itself: differences extrapolated to step zero (Richardson), at random states. */
class JacobianTest {
  private static final int STATES_TRIED = 20;

  @ParameterizedTest
  @CsvSource({
      "li2025/model.cart, li2025, true",
      "li2025/model.cart, li2025, false",
      "li2025/coarse.cart, li2025_coarse, true",
      "santurio2025/model.cart, santurio2025, true"
  })
  void jacobianAgreesWithDifferencesThroughConstraintsAndEquilibria(String file, String model, boolean fast) {
    Path path = ReferenceData.topLevel().resolve("models").resolve(file);
    Diagnostics diagnostics = new Diagnostics();
    Variant variant = new Variant(fast ? Map.of() : Map.of("fast_cytokines", false), Set.of(), List.of(), List.of(), Map.of(), Set.of());
    Structure structure = Compiler.structure(
        Compiler.model(Load.program(path, List.of(), diagnostics), model, diagnostics, Compiler.SILENT).model(), variant, diagnostics,
        Compiler.SILENT);
    checkAtRandomStates(structure);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hires", "orego", "rober", "vdpol", "pleiades", "e5", "akzo"})
  void derivativesOfClassicProblemsAgreeWithDifferences(String model) {
    Path path = ReferenceData.topLevel().resolve("compiler/src/test/resources/classic").resolve(model + ".cart");
    Diagnostics diagnostics = new Diagnostics();
    Structure structure = Compiler.structure(
        Compiler.model(Load.program(path, List.of(), diagnostics), model, diagnostics, Compiler.SILENT).model(), Variant.PLAIN,
        diagnostics, Compiler.SILENT);
    checkAtRandomStates(structure);
  }

  @Test
  void derivativesOfEveryFunctionBranchAndPowerAgreeWithDifferencesInStatesAndTime() {
    DifferentiableEquations equations = checkAtRandomStates(Written.structure(Written.model(
        "compartment a = 2", "compartment b = 3", "compartment x = 1.5", "param k = 0.7", "param n = 2.3",
        "rate gain: -> a = k * exp(-a / 20) * log(1 + b) + sqrt(a * b + time) + log10(2 + time * x)",
        "rate pass: a -> b = min(a, 3 * b) * max(b, x^2, time) / (1 + abs(a - b))",
        "rate loss: b -> = if a > b then a^n * x^0.5 else (b / 7)^(a / 5)",
        "rate wave: -> x = (1 + tanh(x / 9)) * sin(time / 3) + cos(time * x / 50) * a^(b / (b + x)) + k^time + time^k",
        "rate bounded: x -> = k * x while a > time")));
    assertThat(equations.layout().conditions()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void derivativesThroughAConstraintThatReadsTheUnknownOfAnotherAgreeWithDifferencesInStatesAndTime() {
    DifferentiableEquations equations = checkAtRandomStates(Written.structure(Written.model(
        "compartment a = 2", "compartment b = 3", "param k = 0.7",
        "constraint first solve u in 0 .. a such that u * (1 + b / (1 + u)) == a",
        "constraint second solve v in 0 .. 1 + b + time such that v + v * u / (1 + v) == b + log(1 + time)",
        "rate gain: -> a = u * v", "rate pass: a -> b = k * u / (1 + v)", "rate loss: b -> = v^2 * sqrt(time)")));
    assertThat(equations.layout().constraints()).hasSize(2);
  }

  @Test
  void derivativesThroughBlocksThatReadScalarConstraintsAndOneAnotherAgreeWithDifferencesInStatesAndTime() {
    DifferentiableEquations equations = checkAtRandomStates(Written.structure(Written.model(
        "compartment a = 2", "compartment b = 3", "compartment d = 4", "param k = 0.7",
        "constraint first solve u in 0 .. a such that u * (1 + b / (1 + u)) == a", "let bound = k * x * y * (1 + u)",
        "constraint pair solve (x in 0 .. a, y in 0 .. b + log(1 + time)) such that x + bound == a and y + bound == b + log(1 + time)",
        "constraint triple solve (p in 0 .. a, q in 0 .. b, r in 0 .. d)"
            + " such that p * (1 + q + r / (1 + x)) == a and q * (1 + p) == b and r * (1 + p * k / (1 + y)) == d",
        "constraint last solve z in 0 .. 1 + p + q such that z + z * z * r == p + q",
        "rate gain: -> a = u * x * z", "rate pass: a -> b = k * y / (1 + p)", "rate loss: b -> = z^2 * sqrt(time) + r * q",
        "rate fall: d -> = bound * p")));
    assertThat(equations.layout().blocks()).containsExactlyInAnyOrder(new Layout.Block(2, 2), new Layout.Block(4, 3));
  }

  private static DifferentiableEquations checkAtRandomStates(Structure structure) {
    DifferentiableEquations equations = Compiler.differentiable(structure, List.of(), Compiler.SILENT);
    Random random = new Random(7);
    for (int i = 0; i < STATES_TRIED; i++) {
      check(equations, 0.5 + 4 * random.nextDouble(), random);
    }
    return equations;
  }

  private static void check(DifferentiableEquations equations, double t, Random random) {
    Layout layout = equations.layout();
    double[] c = new double[layout.constants()];
    double[] w = new double[layout.workspace()];
    double[] y = new double[layout.states().size()];
    equations.prepare(layout.nominal(), c);
    equations.initial(c, y, 0);
    for (int i = 0; i < y.length; i++) {
      y[i] = (y[i] == 0 ? 10 : y[i]) * Math.exp(random.nextGaussian());
    }
    for (int i = 0; i < layout.conditions().size(); i++) {
      w[i] = random.nextInt(2);
    }
    Arrays.fill(w, layout.conditions().size(), layout.conditions().size() + layout.constraints().size(), Double.NaN);
    double[] slope = slope(equations, t, y, c, w);
    double[][] jacobian = jacobian(equations, t, y, c, w);
    for (int column = 0; column < y.length; column++) {
      int moved = column;
      double[] differences = differences(y[column], value -> {
        double[] at = y.clone();
        at[moved] = value;
        return slope(equations, t, at, c, w);
      });
      for (int row = 0; row < y.length; row++) {
        agree("d f%d / d y%d".formatted(row, column), jacobian[row][column], differences[row], slope[row], y[column]);
      }
    }
    double[] inTime = new double[y.length];
    equations.timeDerivative(t, y, 0, inTime, 0, c, w);
    double[] differences = differences(t, value -> slope(equations, value, y, c, w));
    for (int row = 0; row < y.length; row++) {
      agree("d f%d / d t".formatted(row), inTime[row], differences[row], slope[row], t);
    }
  }

  /** The error of a difference is rounding of f over the step, which is a thousandth of what is moved. */
  private static void agree(String what, double derivative, double difference, double f, double moved) {
    double rounding = 1e-9 * Math.abs(f) / (1e-3 * Math.abs(moved));
    assertThat(derivative).as(what).isCloseTo(difference, within(1e-7 * Math.abs(difference) + rounding + 1e-300));
  }

  private static double[][] jacobian(DifferentiableEquations equations, double t, double[] y, double[] c, double[] w) {
    Pattern pattern = equations.pattern();
    double[] values = new double[pattern.size()];
    equations.jacobian(t, y, 0, values, 0, c, w);
    double[][] full = new double[y.length][y.length];
    for (int row = 0; row < y.length; row++) {
      for (int k = pattern.rowStarts()[row]; k < pattern.rowStarts()[row + 1]; k++) {
        full[row][pattern.columns()[k]] = values[k];
      }
    }
    return full;
  }

  private static double[] slope(DifferentiableEquations equations, double t, double[] y, double[] c, double[] w) {
    double[] dy = new double[y.length];
    equations.rightHandSide(t, y, 0, dy, 0, c, w);
    return dy;
  }

  /** Central differences at steps h, h/2 and h/4, extrapolated twice: the error is of order h^6. */
  private static double[] differences(double at, DoubleFunction<double[]> f) {
    double[][] central = new double[3][];
    double h = 4e-3 * at;
    for (int i = 0; i < 3; i++, h /= 2) {
      double[] above = f.apply(at + h);
      double[] below = f.apply(at - h);
      central[i] = new double[above.length];
      for (int row = 0; row < above.length; row++) {
        central[i][row] = (above[row] - below[row]) / (at + h - (at - h));
      }
    }
    double[] limit = new double[central[0].length];
    for (int row = 0; row < limit.length; row++) {
      double first = (4 * central[1][row] - central[0][row]) / 3;
      double second = (4 * central[2][row] - central[1][row]) / 3;
      limit[row] = (16 * second - first) / 15;
    }
    return limit;
  }
}
