package org.cartc.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.cartc.compiler.Written;
import org.cartc.compiler.Written.Trajectory;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Expr;
import org.junit.jupiter.api.Test;

/** Constraints whose unknowns depend on each other, against closed forms. */
class CoupledTest {
  private static Trajectory trajectory(String observed, String... statements) {
    return new Trajectory(Written.structure(Written.model(statements)), observed.split(", "));
  }

  @Test
  void linearSystemOfThreeUnknownsHasItsClosedForm() {
    // 4a + b + c = 6S, a + 5b - c = 5S, a - b + 3c = 3S has the solution a = b = c = S for every S
    Trajectory t = trajectory("a, b, c", "compartment S = 2", "rate loss: S -> = a + b + c",
        "constraint all solve (a in 0 .. 10 * S, b in -S .. 9 * S, c in 0 .. 1e9)"
            + " such that 4 * a + b + c == 6 * S and a + 5 * b - c == 5 * S and a - b + 3 * c == 3 * S");
    for (double s : new double[] {2, 1e-9, 3.7e6}) {
      assertThat(t.observed(0, s)).as("S = %s", s).containsExactly(new double[] {s, s, s}, within(4e-15 * s));
      assertThat(t.derivatives(0, s)[0]).isCloseTo(-3 * s, within(1e-14 * s));
    }
    assertThat(t.observed(0, 0)).containsExactly(0, 0, 0);
  }

  @Test
  void unknownsOfSeveralConstraintsThroughDefinitionsAreSolvedTogether() {
    // x y = P, x + y = S: the roots of z² - S z + P
    Trajectory t = trajectory("x, y, product", "compartment P = 6", "param S = 5", "let product = x * y", "rate loss: P -> = x",
        "constraint one solve x in 0 .. S / 2 such that product == P", "constraint two solve y in S / 2 .. S such that x + y == S");
    double root = Math.sqrt(25 - 4 * 3.3);
    assertThat(t.observed(0, 3.3)).containsExactly(new double[] {(5 - root) / 2, (5 + root) / 2, 3.3}, within(1e-14));
  }

  @Test
  void stiffBindingToTwoTargetsIsFoundFromAnyTotals() {
    // drug and two targets in quasi-equilibrium: the scalar equation for the free drug is the oracle
    Trajectory t = trajectory("C, R1, R2", "compartment A = 2", "compartment T1 = 1", "compartment T2 = 1", "param K1 = 1e-3",
        "param K2 = 10", "rate loss: A -> = C", "rate less: T1 -> = R1", "rate lose: T2 -> = R2",
        "constraint binding solve (C in 0 .. A, R1 in 0 .. T1, R2 in 0 .. T2) such that C + C * R1 / K1 + C * R2 / K2 == A"
            + " and R1 + C * R1 / K1 == T1 and R2 + C * R2 / K2 == T2");
    for (double[] y : new double[][] {{2, 1, 1}, {1e-6, 1, 1e3}, {1e6, 1, 1}, {1, 1e6, 1e-6}, {5, 5, 5}, {1e-12, 1e9, 1e-9}, {0, 1, 1}}) {
      Arrays.fill(t.w, t.layout.warmStart(0), t.layout.warmStart(3), Double.NaN);
      double[] found = t.observed(0, y);
      double c = free(y);
      assertThat(found[0]).as("A, T1, T2 = %s", y).isCloseTo(c, within(1e-12 * c));
      assertThat(found[1]).isCloseTo(y[1] / (1 + c / 1e-3), within(1e-12 * y[1]));
      assertThat(found[2]).isCloseTo(y[2] / (1 + c / 10), within(1e-12 * y[2]));
    }
  }

  /** By bisection of C (1 + T1/(K1 + C) + T2/(K2 + C)) = A, which rises with C. */
  private static double free(double[] y) {
    double low = 0;
    double high = y[0];
    for (int i = 0; i < 2000 && high > low; i++) {
      double c = low + (high - low) / 2;
      if (c * (1 + y[1] / (1e-3 + c) + y[2] / (10 + c)) < y[0]) {
        low = c;
      } else {
        high = c;
      }
      if (c == low && c == high || Math.nextUp(low) >= high) {
        break;
      }
    }
    return high;
  }

  @Test
  void theEvaluatorOfExpressionsFindsNothingLeftOfTheEquationsAndTheSameRates() {
    Structure structure = Written.structure(Written.model("compartment a = 2", "compartment b = 3", "compartment d = 4", "param k = 0.7",
        "let bound = k * x * y * exp(-z / 9)",
        "constraint pair solve (x in 0 .. a, y in 0 .. b) such that x + bound == a and y + bound == b",
        "constraint third solve z in 0 .. d such that z * (1 + x / (1 + y)) == d", "rate gain: -> a = bound", "rate pass: a -> b = x * z",
        "rate loss: d -> = sqrt(y)"));
    assertThat(structure.blocks()).extracting(b -> b.members().size()).containsExactly(3);
    double[] y = {1.7, 0.3, 5.1};
    double[] found = new Trajectory(structure, "x", "y", "z").observed(0, y);
    Evaluate evaluate = new Evaluate(leaf -> leaf(structure, y, found, (Expr.Symbol) leaf));
    for (Structure.Solved member : structure.blocks().get(0).members()) {
      assertThat(evaluate.value(member.residual())).as(member.unknown()).isCloseTo(0, within(4 * Math.ulp(5.1)));
    }
    double[] rates = structure.states().stream().mapToDouble(s -> evaluate.value(structure.derivatives().get(s))).toArray();
    assertThat(new Trajectory(structure).derivatives(0, y)).containsExactly(rates, within(1e-14));
  }

  private static double leaf(Structure structure, double[] y, double[] found, Expr.Symbol symbol) {
    int unknown = List.of("x", "y", "z").indexOf(symbol.path());
    int state = structure.states().indexOf(symbol.path());
    return unknown >= 0 ? found[unknown] : state >= 0 ? y[state] : symbol.path().equals("k") ? 0.7
        : new Evaluate(leaf -> leaf(structure, y, found, (Expr.Symbol) leaf)).value(structure.definitions().get(symbol.path()));
  }

  @Test
  void unknownsWithoutASolutionShowAsNotANumber() {
    Trajectory t = trajectory("x, y", "compartment P = 7", "rate loss: P -> = x",
        "constraint none solve (x in 0 .. 5, y in 0 .. 5) such that x * y == P and x + y == 5");
    assertThat(t.observed(0, 7)).containsOnly(Double.NaN);
    assertThat(t.derivatives(0, 7)[0]).isNaN();
    assertThat(t.observed(0, 6)).doesNotContain(Double.NaN);
  }
}
