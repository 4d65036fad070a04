package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.Written;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.SteadyState;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that start from a steady state, against closed forms; and systems that have none. */
class SteadyTest {
  private static SteadyState.Result find(double span, String... statements) {
    DifferentiableEquations equations = Compiler.differentiable(Written.structure(Written.model(statements)), List.of(), Compiler.SILENT);
    double[] parameters = equations.layout().nominal();
    double[] c = new double[equations.layout().constants()];
    double[] y = new double[equations.layout().states().size()];
    equations.prepare(parameters, c);
    equations.initial(c, y, 0);
    return SteadyState.of(equations, parameters, y, span);
  }

  private static double[] found(double span, String... statements) {
    return ((SteadyState.Result.Found) find(span, statements)).state();
  }

  private static Outcome.Failed none(String... statements) {
    return ((SteadyState.Result.None) find(10, statements)).failed();
  }

  /** R = k_in / k_out, and of X + Y = 3 the share R / (R + off/on) is bound. */
  @Test
  void studyStartsFromTheSteadyStateOfEachRunAndDosesFollow() {
    Table curves = Outputs.of("compiler/src/test/resources/classic/steady.cart", "course").curves();
    for (int row : new int[] {0, 49}) {
      double receptor = row == 0 ? 200 : 800;
      assertThat(curves.number(row, "R")).isCloseTo(receptor, within(1e-11 * receptor));
      assertThat(curves.number(row, "Y")).isCloseTo(3 * receptor / (receptor + 1.4), within(1e-11));
      assertThat(curves.number(row, "D")).isEqualTo(4);
      assertThat(curves.number(row + 5, "R")).isLessThan(0.1 * receptor);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 1, 1e5})
  void steadyStateIsExactAndKeepsTotalsWhateverTheSpanOfTheRun(double span) {
    // A + B + C = 10 in a circle of rates 1, 20 and 4000: sizes are as the inverse rates
    double[] y = found(span, "compartment A = 10", "compartment B = 0", "compartment C = 0", "rate ab: A -> B = A",
        "rate bc: B -> C = 20 * B", "rate ca: C -> A = 4000 * C");
    double all = 1 + 1.0 / 20 + 1.0 / 4000;
    assertThat(y).containsExactly(new double[] {10 / all, 10 / all / 20, 10 / all / 4000}, within(1e-12));
  }

  @Test
  void whatFadesIsZero() {
    double[] y = found(1, "compartment A = 5", "compartment B = 1", "rate loss: A -> = 3 * A", "rate gain: -> B = 2 + A",
        "rate lose: B -> = B^2");
    assertThat(y[0]).isCloseTo(0, within(1e-9));
    assertThat(y[1]).isCloseTo(Math.sqrt(2), within(1e-12));
  }

  @Test
  void steadyStateThroughConstraintsSolvedTogetherHoldsThem() {
    // x y = A, x + y = 5 with A tending to 6: x = 2, y = 3; A is fed by 3 and lost by A x / 4
    double[] y = found(10, "compartment A = 5", "rate gain: -> A = 3", "rate loss: A -> = A * x / 4",
        "constraint both solve (x in 0 .. 2.5, y in 2.5 .. 5) such that x * y == A and x + y == 5");
    assertThat(y[0]).isCloseTo(6, within(1e-11));
  }

  @Test
  void growthAndOscillationHaveNoSteadyStateAndTheFastestStateIsNamed() {
    Outcome.Failed growth = none("compartment A = 1", "compartment B = 1", "rate still: B -> = 0.1 * B", "rate gain: -> A = 0.5 * A");
    assertThat(growth.reason()).isEqualTo(Outcome.Reason.NO_STEADY_STATE);
    assertThat(growth.index()).isZero();
    Outcome.Failed linear = none("compartment A = 1", "rate gain: -> A = 0.5");
    assertThat(linear.reason()).isEqualTo(Outcome.Reason.NO_STEADY_STATE);
    // predator and prey
    Outcome.Failed circle = none("compartment A = 2", "compartment B = 1", "rate birth: -> A = A", "rate eat: A -> B = A * B",
        "rate death: B -> = B");
    assertThat(circle.reason()).isEqualTo(Outcome.Reason.NO_STEADY_STATE);
    assertThat(none("compartment A = 1", "rate loss: A -> = A", "rate wave: -> A = 2 + sin(time)").index()).isEqualTo(-1);
  }
}
