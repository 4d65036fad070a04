package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.Variant;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.constraint.ScalarConstraints;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Binding equilibria as constraints: their residuals at every accepted step, closed forms, and the limit of fast binding. */
class BindingModelsTest {
  private static final Path TMDD = ReferenceData.topLevel().resolve("compiler/src/test/resources/classic/tmdd.cart");
  private static final Path LI2025 = ReferenceData.topLevel().resolve("models/li2025/model.cart");

  static Stream<Method> methods() {
    return Stream.of(new Method.Adaptive(1e-8, 1e-10), new Method.DormandPrince853(tolerance(1e-8), Double.POSITIVE_INFINITY),
        new Method.Rosenbrock(tolerance(1e-8), Double.POSITIVE_INFINITY), new Method.Rosenbrock(tolerance(1e-4), Double.POSITIVE_INFINITY));
  }

  private static org.cartc.runtime.integrate.Tolerance tolerance(double relative) {
    return org.cartc.runtime.integrate.Tolerance.of(relative, relative / 100);
  }

  private static DifferentiableEquations equations(Path file, String model, String... observed) {
    Diagnostics diagnostics = new Diagnostics();
    Structure structure = Compiler.structure(
        Compiler.model(Load.program(file, List.of(), diagnostics), model, diagnostics, Compiler.SILENT).model(), Variant.PLAIN, diagnostics,
        Compiler.SILENT);
    return Compiler.differentiable(structure, Arrays.stream(observed).map(path -> new Layout.Quantity(path, "", "")).toList(),
        Compiler.SILENT);
  }

  private static Solution run(DifferentiableEquations equations, double[] parameters, double end, Method method) {
    double[] c = new double[equations.layout().constants()];
    double[] y = new double[equations.layout().states().size()];
    equations.prepare(parameters, c);
    equations.initial(c, y, 0);
    Solution solution = Integration.solve(new Problem(equations, parameters, y, List.of(), 0, end), method);
    assertThat(solution.outcome()).isInstanceOf(Outcome.Completed.class);
    return solution;
  }

  /** The largest size of each observed quantity over the ends of all accepted steps. */
  private static double[] largestAtSteps(Solution solution, int observed) {
    double[] largest = new double[observed];
    double[] values = new double[observed];
    for (int piece = 0; piece < solution.pieces(); piece++) {
      solution.observe(piece, solution.pieceEnd(piece), values);
      for (int i = 0; i < observed; i++) {
        largest[i] = Math.max(largest[i], Math.abs(values[i]));
      }
    }
    return largest;
  }

  /** Asked: 1e-10. Newton's method ends at rounding: a few units in the last place of the terms. */
  @ParameterizedTest
  @MethodSource("methods")
  void residualsOfTwoTargetsAreRoundingAtEveryAcceptedStep(Method method) {
    DifferentiableEquations two = equations(TMDD, "tmdd_two", "left_drug", "left_1", "left_2");
    assertThat(two.layout().blocks()).containsExactly(new Layout.Block(0, 3));
    Solution solution = run(two, two.layout().nominal(), 1000, method);
    assertThat(solution.pieces()).isGreaterThan(20);
    assertThat(Arrays.stream(largestAtSteps(solution, 3)).max().orElseThrow()).isLessThan(1e-14);
  }

  @ParameterizedTest
  @MethodSource("methods")
  void residualOfFreeTumourCellsIsRoundingAtEveryAcceptedStep(Method method) {
    DifferentiableEquations li = equations(LI2025, "li2025", "C_free");
    Solution solution = run(li, li.layout().nominal(), 200, method);
    double[] c = new double[li.layout().constants()];
    double[] w = new double[li.layout().workspace()];
    double[] y = new double[li.layout().states().size()];
    double[] free = new double[1];
    li.prepare(li.layout().nominal(), c);
    for (int piece = 0; piece < solution.pieces(); piece++) {
      double t = solution.pieceEnd(piece);
      solution.state(piece, t, y);
      solution.observe(piece, t, free);
      double residual = ((ScalarConstraints) li).residual(0, free[0], t, y, 0, c, w);
      assertThat(Math.abs(residual)).as("t = %s", t).isLessThanOrEqualTo(1e-14 * y[li.layout().state("C")]);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void oneTargetHasItsClosedFormAtEveryAcceptedStep(Method method) {
    DifferentiableEquations one = equations(TMDD, "tmdd_one", "C", "closed_form");
    Solution solution = run(one, one.layout().nominal(), 1000, method);
    double[] both = new double[2];
    for (int piece = 0; piece < solution.pieces(); piece++) {
      solution.observe(piece, solution.pieceEnd(piece), both);
      // the closed form loses nothing: it adds numbers of one sign only
      assertThat(Math.abs(both[0] / both[1] - 1)).as("t = %s", solution.pieceEnd(piece)).isLessThan(1e-12);
    }
  }

  /** The distance of binding with rates from quasi-equilibrium is of the order of internalisation over dissociation. */
  @Test
  void bindingWithRatesTendsToQuasiEquilibriumInProportionToItsTime() {
    Method method = new Method.Rosenbrock(tolerance(1e-9), Double.POSITIVE_INFINITY);
    DifferentiableEquations two = equations(TMDD, "tmdd_two", "C");
    DifferentiableEquations full = equations(TMDD, "tmdd_full", "C");
    double[] limit = new double[1];
    run(two, two.layout().nominal(), 150, method).observe(150, limit);
    double[] distances = Stream.of(1e2, 1e3, 1e4).mapToDouble(off -> {
      double[] parameters = full.layout().nominal();
      parameters[full.layout().parameter("k_off")] = off;
      double[] free = new double[1];
      run(full, parameters, 150, method).observe(150, free);
      return Math.abs(free[0] / limit[0] - 1);
    }).toArray();
    assertThat(distances[0]).isLessThan(0.1);
    assertThat(distances[0] / distances[1]).isBetween(8.0, 12.0);
    assertThat(distances[1] / distances[2]).isBetween(8.0, 12.0);
  }
}
