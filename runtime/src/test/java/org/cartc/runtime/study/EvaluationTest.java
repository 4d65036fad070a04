package org.cartc.runtime.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cartc.runtime.study.Growth.number;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.runtime.integrate.Solution;
import org.junit.jupiter.api.Test;

/** Readings of cos t and -sin t, whose values are known, with and without what is known of states. */
class EvaluationTest {
  private static final double END = 20;
  private static final Solution SOLUTION = new Oscillator(true).until(END);
  private static final Formula TWICE = new Formula.Apply(Formula.Arithmetic.MULTIPLY, List.of(number(2), Oscillator.X));
  private static final Formula MIXED = new Formula.Apply(Formula.Arithmetic.SUBTRACT,
      List.of(TWICE, new Formula.Apply(Formula.Arithmetic.DIVIDE, List.of(Oscillator.SUM, number(3)))));

  private static double read(boolean sums, Formula formula) {
    Oscillator equations = new Oscillator(sums);
    return new Evaluation(equations.until(END), Observations.of(equations), Map.of(), Optional.empty()).value(formula);
  }

  private static Formula holds(Formula of, double above) {
    return new Formula.Holds(new Formula.Apply(Formula.Arithmetic.SUBTRACT, List.of(of, number(above))), true);
  }

  private static Formula reading(Formula.Kind kind, Formula of) {
    return new Formula.Reading(kind, of, Optional.empty(), Optional.empty());
  }

  /** Found by bounds of polynomials or by sampling, a time or value is the same to the last bit. */
  @Test
  void boundsChangeNoReading() {
    for (Formula of : List.of(Oscillator.X, Oscillator.V, Oscillator.SUM, TWICE, MIXED)) {
      for (Formula.Kind kind : List.of(Formula.Kind.MAX, Formula.Kind.MIN, Formula.Kind.PEAK, Formula.Kind.TROUGH)) {
        assertThat(read(true, reading(kind, of))).as("%s of %s", kind, of).isEqualTo(read(false, reading(kind, of)));
      }
      for (double above : new double[] {-0.7, 0, 0.5, 3}) {
        for (boolean first : new boolean[] {true, false}) {
          Formula time = new Formula.FoundTime(first, holds(of, above));
          Formula not = new Formula.FoundTime(first, new Formula.Not(holds(of, above)));
          assertThat(read(true, time)).as("%s %s", of, above).isEqualTo(Double.valueOf(read(false, time)));
          assertThat(read(true, not)).as("not %s %s", of, above).isEqualTo(Double.valueOf(read(false, not)));
        }
      }
    }
  }

  /** cos t = 1/2 last before 20 at 19 pi / 3; cos t - sin t is greatest at 7 pi / 4, where it is the root of 2. */
  @Test
  void readingsMeetTheirClosedForms() {
    assertThat(read(true, new Formula.FoundTime(false, holds(Oscillator.X, 0.5)))).isCloseTo(19 * Math.PI / 3, within(1e-8));
    assertThat(read(true, new Formula.FoundTime(true, holds(Oscillator.V, 0.5)))).isCloseTo(7 * Math.PI / 6, within(1e-8));
    assertThat(read(true, reading(Formula.Kind.MAX, Oscillator.SUM))).isCloseTo(Math.sqrt(2), within(1e-8));
    assertThat(read(true, reading(Formula.Kind.MAX, Oscillator.PRODUCT))).isCloseTo(0.5, within(1e-8));
  }

  @Test
  void everyValueOfAPieceLiesWithinItsBounds() {
    Observations observations = Observations.of(new Oscillator(true));
    double[] bounds = new double[2];
    for (Formula of : List.of(Oscillator.X, Oscillator.SUM, MIXED)) {
      FormulaCurve curve = new FormulaCurve(SOLUTION, observations, of);
      for (int piece = 0; piece < SOLUTION.pieces(); piece++) {
        assertThat(curve.bounds(piece, bounds)).isTrue();
        for (int i = 0; i <= 50; i++) {
          double t = i == 50 ? curve.end(piece) : curve.start(piece) + (curve.end(piece) - curve.start(piece)) * i / 50;
          assertThat(curve.at(piece, t)).isBetween(bounds[0], bounds[1]);
        }
      }
    }
  }

  @Test
  void aProductOfStatesHasNoBounds() {
    FormulaCurve curve = new FormulaCurve(SOLUTION, Observations.of(new Oscillator(true)),
        new Formula.Apply(Formula.Arithmetic.MULTIPLY, List.of(Oscillator.X, Oscillator.V)));
    assertThat(curve.bounds(0, new double[2])).isFalse();
  }
}
