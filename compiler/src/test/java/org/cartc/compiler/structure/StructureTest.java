package org.cartc.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.cartc.compiler.Variant;
import org.cartc.compiler.Written;
import org.cartc.compiler.Written.Trajectory;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.junit.jupiter.api.Test;

class StructureTest {
  @Test
  void unknownsAreMatchedAcrossConstraints() {
    // only the second equation contains x, and the first is then left for y
    Structure structure = Written.structure(Written.model("compartment C = 5", "rate loss: C -> = x + 100 * y",
        "constraint one solve x in 0 .. C such that y^2 == C + 4", "constraint two solve y in 0 .. C such that x + y == C"));
    assertThat(structure.solved()).extracting(Structure.Solved::unknown).containsExactly("y", "x");
    // y = sqrt(9) = 3, x = 5 - 3 = 2
    assertThat(new Trajectory(structure).derivatives(0, 5)).containsExactly(-302);
  }

  @Test
  void unknownsOfOneConstraintThatFollowEachOtherAreSolvedInTurn() {
    Structure structure = Written.structure(Written.model("compartment T = 6", "rate loss: T -> = a + 10 * b",
        "constraint both solve (a in 0 .. T, b in 0 .. T) such that a + b == T and 2 * a == T - 2"));
    assertThat(new Trajectory(structure).derivatives(0, 6)[0]).isCloseTo(-(2 + 40), within(1e-13));
  }

  @Test
  void bracketMayDependOnStatesAndDefinitions() {
    // x^2 = C² has the root C, at the end of its bracket 0 .. 2 half
    Structure structure = Written.structure(Written.model("compartment C = 3", "let half = C / 2", "rate loss: C -> = x",
        "constraint root solve x in 0 .. 2 * half such that x^2 == C^2"));
    Trajectory trajectory = new Trajectory(structure);
    double[] bounds = new double[2];
    trajectory.equations.bracket(0, bounds, 0, new double[] {7}, 0, trajectory.c, trajectory.w);
    assertThat(bounds).containsExactly(0, 7);
    for (double c : new double[] {3, 1e-9, 0, 7e8}) {
      assertThat(trajectory.derivatives(0, c)).containsExactly(-c);
    }
    assertThat(trajectory.equations.residual(0, 5, 0, new double[] {7}, 0, trajectory.c, trajectory.w)).isEqualTo(25 - 49);
  }

  @Test
  void definitionsMayDependOnAnUnknownAndItsEquationOnThem() {
    // free (1 + K free) = C with bound = K free²:  free = 2C / (1 + sqrt(1 + 4 K C))
    Structure structure = Written.structure(Written.model("compartment C = 3", "param K = 0.5", "let bound = K * free^2",
        "rate loss: C -> = bound", "constraint binding solve free in 0 .. C such that free + bound == C"));
    double free = 2 * 12 / (1 + Math.sqrt(1 + 4 * 0.5 * 12));
    assertThat(new Trajectory(structure, "free", "bound").observed(0, 12)).containsExactly(new double[] {free, 0.5 * free * free},
        within(1e-14));
    assertThat(new Trajectory(structure).derivatives(0, 12)[0]).isCloseTo(-0.5 * free * free, within(1e-14));
  }

  @Test
  void iterationOfANumericsBlockReplacesNewton() {
    Model model = Written.model("compartment C = 3", "rate loss: C -> = x", "constraint root solve x in 0 .. C such that x * x == C");
    Expr x = Expr.symbol("x");
    Expr c = Expr.symbol("C");
    Expr heron = Expr.divide(Expr.add(x, Expr.divide(c, x)), Expr.constant(2));
    Structure.Iteration iteration = new Structure.Iteration(heron, c, Expr.constant(1e-3), Expr.constant(Double.NaN));
    Variant variant = new Variant(Map.of(), Set.of(), List.of(), List.of(), Map.of("root", iteration), Set.of());
    Trajectory trajectory = new Trajectory(Written.structure(model, variant));
    double iterate = 9;
    double before;
    int count = 0;
    do {
      before = iterate;
      iterate = (before + 9 / before) / 2;
      count++;
    } while (Math.abs(iterate - before) > 1e-3);
    assertThat(trajectory.derivatives(0, 9)).containsExactly(-iterate);
    assertThat(trajectory.w[trajectory.layout.counters(0) + 1]).isEqualTo(count);
  }

  @Test
  void unknownWithoutASolutionShowsAsNotANumber() {
    Structure structure = Written.structure(Written.model("compartment C = 3", "rate loss: C -> = x",
        "constraint none solve x in 0 .. C such that x^2 == -1"));
    assertThat(new Trajectory(structure).derivatives(0, 3)[0]).isNaN();
  }

  @Test
  void equilibriaInAChainAndInACircleHaveTheirExplicitSolution() {
    String[] chain = {"compartment X = 2", "compartment A = 0", "compartment B = 0", "compartment D = 0",
        "rate loss: X -> = D", "d/dt A = 3 * X - 2 * A", "d/dt B = A - 5 * B", "rate make: -> D = B * X", "rate lose: D -> = 4 * D"};
    List<String> circle = new ArrayList<>(List.of(chain));
    circle.set(5, "d/dt A = 3 * X - 2 * A + D");
    String together = "equilibrium D, A, B";
    // A = 3X/2, B = A/5, D = B X/4
    assertThat(new Trajectory(Written.structure(Written.model(String.join("\n", chain), together)), "A", "B", "D").observed(0, 2))
        .containsExactly(new double[] {3, 0.6, 0.3}, within(1e-15));
    // with D in A: A (1 - X/(40)) = 3X/2 for D = A X/20, A = (3X + D)/2
    double a = 3 / (1 - 2.0 / 40);
    assertThat(new Trajectory(Written.structure(Written.model(String.join("\n", circle), together)), "A", "B", "D").observed(0, 2))
        .containsExactly(new double[] {a, a / 5, a / 10}, within(1e-15));
  }

  @Test
  void switchDecidesWhetherAnEquilibriumHolds() {
    Model model = Written.model("compartment X = 2", "compartment A = 7", "switch fast = on", "rate loss: X -> = A",
        "d/dt A = (3 + fast) * X - 2 * A", "equilibrium A when fast");
    Trajectory on = new Trajectory(Written.structure(model));
    assertThat(on.layout.states()).hasSize(1);
    assertThat(on.derivatives(0, 2)).containsExactly(-4);
    Trajectory off = new Trajectory(Written.structure(model,
        new Variant(Map.of("fast", false), Set.of(), List.of(), List.of(), Map.of(), Set.of())));
    assertThat(off.initial()).containsExactly(2, 7);
    assertThat(off.derivatives(0, 2, 7)).containsExactly(-7, -8);
  }

  @Test
  void equilibriumInsideAMechanismLeavesWithIt() {
    Model model = Written.model("compartment X = 2", "rate loss: X -> = X",
        "mechanism feedback { compartment I = 0", "rate make: -> I = X", "rate lose: I -> = 4 * I", "rate grow: -> X = I",
        "equilibrium I }");
    assertThat(new Trajectory(Written.structure(model)).derivatives(0, 2)).containsExactly(-1.5);
    assertThat(new Trajectory(Written.structure(model, Written.without("feedback"))).derivatives(0, 2)).containsExactly(-2);
  }

  @Test
  void equilibriumMayReadAnUnknownThatReadsIt() {
    // I = x / 2 in equilibrium, and x + I = C:  x = 2C/3
    Structure structure = Written.structure(Written.model("compartment C = 3", "compartment I = 0", "rate loss: C -> = I",
        "d/dt I = x - 2 * I", "equilibrium I", "constraint share solve x in 0 .. C such that x + I == C"));
    assertThat(new Trajectory(structure, "x", "I").observed(0, 3)).containsExactly(new double[] {2, 1}, within(1e-15));
  }

  @Test
  void orderOfStatementsDoesNotMatter() {
    List<String> statements = new ArrayList<>(List.of("compartment A = 2", "compartment B = p", "compartment I = 0", "param p = 2 * q",
        "param q = 0.75", "let u = v + q", "let v = A * free", "let late = u / p", "rate ab: A -> B = late * A while A >= 0.5",
        "rate loss: B -> = v * B", "constraint binding solve free in 0 .. A such that free * (1 + w) == A", "let w = q * free",
        "d/dt I = u - 3 * I", "equilibrium I", "rate feed: -> A = I", "mechanism m { param k = 3\nrate more: -> B = k * I }"));
    Random random = new Random(4);
    double[] reference = derivatives(statements);
    for (int i = 0; i < 50; i++) {
      Collections.shuffle(statements, random);
      assertThat(derivatives(statements)).containsExactly(reference, within(1e-14));
    }
  }

  private static double[] derivatives(List<String> statements) {
    Trajectory trajectory = new Trajectory(Written.structure(Written.model(String.join("\n", statements))));
    int a = trajectory.layout.state("A");
    double[] y = new double[2];
    y[a] = 1.3;
    y[1 - a] = 0.4;
    double[] dy = trajectory.settled(0, y).derivatives(0, y);
    return new double[] {dy[a], dy[1 - a]};
  }

  @Test
  void parametersFollowParametersAndInitialValuesBoth() {
    Model model = Written.model("compartment A = 3 * p", "param p = 2 * q", "param q = 0.5", "rate loss: A -> = p * A");
    Trajectory trajectory = new Trajectory(Written.structure(model));
    assertThat(trajectory.layout.parameters()).extracting("path").containsExactly("q");
    assertThat(trajectory.initial()).containsExactly(3);
    trajectory.with("q", 4);
    assertThat(trajectory.initial()).containsExactly(24);
    assertThat(trajectory.derivatives(0, 1)).containsExactly(-8);
    Trajectory free = new Trajectory(Written.structure(model,
        new Variant(Map.of(), Set.of(), List.of(), List.of(), Map.of(), Set.of("p")))).with("p", 10);
    assertThat(free.initial()).containsExactly(30);
  }

  @Test
  void everythingOfTheParametersAloneIsAConstantOfTheTrajectory() {
    Structure structure = Written.structure(Written.model("compartment A = 1", "param p = 2", "let u = w + 1", "let w = p^2",
        "let x = u * time", "rate loss: A -> = u * x"));
    assertThat(structure.constants()).containsExactlyInAnyOrder("p", "u", "w");
    assertThat(structure.definitions().keySet()).containsExactly("w", "u", "x", "loss");
  }

  @Test
  void modelsOfTheTwoPapersAreSortedAndRun() throws IOException {
    for (String name : List.of("li2025", "santurio2025")) {
      String text = Files.readString(Path.of("../models/" + name + "/model.cart"));
      Trajectory trajectory = new Trajectory(Written.structure(Written.program(text, name)));
      double[] y = trajectory.initial();
      assertThat(Arrays.stream(trajectory.settled(0, y).derivatives(0, y))).as(name).allMatch(Double::isFinite);
    }
  }
}
