package org.cartc.compiler.structure;

import static org.assertj.core.api.Assertions.assertThat;

import org.cartc.compiler.Written;
import org.cartc.compiler.Written.Trajectory;
import org.cartc.runtime.model.Layout;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static Structure structure(String... statements) {
    return Written.structure(Written.model(statements));
  }

  @Test
  void guardHoldsByItsModeAndItsEdgeIsTheDifference() {
    Structure structure = structure("compartment X = 2", "rate grow: -> X = 3 * X while X >= 1");
    Trajectory trajectory = new Trajectory(structure);
    assertThat(trajectory.layout.conditions()).containsExactly(
        new Layout.Condition("X >= 1", Layout.Condition.Kind.GUARD, false, false, false, true));
    assertThat(trajectory.conditions(0, 2)).containsExactly(1);
    assertThat(trajectory.conditions(0, 0.25)).containsExactly(-0.75);
    trajectory.w[0] = 1;
    assertThat(trajectory.derivatives(0, 0.5)).as("the mode decides, not the state").containsExactly(1.5);
    trajectory.w[0] = 0;
    assertThat(trajectory.derivatives(0, 2)).containsExactly(0);
  }

  @Test
  void eachComparisonHoldsWhereItsFunctionIsPositive() {
    Structure structure = structure("compartment X = 2", "rate a: -> X = if X > 1 then 1 else 0", "rate b: -> X = if X < 1 then 1 else 0",
        "rate c: -> X = if X <= 1 then 1 else 0");
    Trajectory trajectory = new Trajectory(structure);
    assertThat(trajectory.conditions(0, 3)).containsExactly(2, -2, -2);
    assertThat(trajectory.layout.conditions()).extracting(Layout.Condition::holdsAtZero).containsExactly(false, false, true);
    assertThat(trajectory.settled(0, 1).derivatives(0, 1)).containsExactly(1);
  }

  @Test
  void equalComparisonsAreOneCondition() {
    Structure structure =
        structure("compartment X = 2", "compartment Y = 2", "rate a: -> X = 1 while X > 1", "rate b: -> Y = 1 while X > 1");
    assertThat(structure.conditions()).hasSize(1);
  }

  @Test
  void conditionsInsideLogicDefinitionsAndArithmeticHaveTheirEdges() {
    Structure structure = structure("compartment X = 2", "let active = X > 1 and not (time > 5 or X > 10)",
        "rate a: -> X = 2 while active", "rate b: -> X = 3 * (X > 4)");
    assertThat(structure.conditions()).extracting(Structure.Edge::name).containsExactly("X > 1", "time > 5", "X > 10", "X > 4");
    Trajectory trajectory = new Trajectory(structure, "active");
    assertThat(trajectory.settled(0, 2).derivatives(0, 2)).containsExactly(2);
    assertThat(trajectory.settled(0, 5).derivatives(0, 5)).containsExactly(5);
    assertThat(trajectory.settled(6, 5).derivatives(6, 5)).containsExactly(3);
    assertThat(trajectory.settled(0, 2).observed(0, 2)).containsExactly(1);
  }

  @Test
  void comparisonsOfParametersAndOfWhatIsOnlyObservedStayComparisons() {
    Structure structure = structure("compartment X = 2", "param k = 3", "let twice = 2 * k", "rate a: -> X = if twice > 5 then 1 else 0",
        "output high = if X > 1 then 1 else 0", "switch s = on", "rate b: -> X = 10 while s");
    assertThat(structure.conditions()).isEmpty();
    Trajectory trajectory = new Trajectory(structure, "high");
    assertThat(trajectory.derivatives(0, 2)).containsExactly(11);
    assertThat(trajectory.with("k", 2).derivatives(0, 2)).containsExactly(10);
    assertThat(trajectory.observed(0, 2)).containsExactly(1);
    assertThat(trajectory.observed(0, 0)).containsExactly(0);
  }

  @Test
  void comparisonInTheBracketOfAnUnknownHasAnEdge() {
    Structure structure = structure("compartment X = 2", "let top = if X > 1 then X else 1", "rate a: X -> = u",
        "constraint c solve u in 0 .. top such that 2 * u == X");
    assertThat(structure.conditions()).hasSize(1);
  }

  @Test
  void eventsStandBehindGuardsWithTheirEffects() {
    Structure structure = structure("compartment X = 2", "compartment Y = 1", "when X rises above 10 once as full { X = Y\nY = X\nstop }",
        "when Y falls below 0.5 { dose Y 3 * X }", "rate a: -> X = 1 while Y > 0", "d/dt Y = -Y");
    Trajectory trajectory = new Trajectory(structure);
    assertThat(trajectory.layout.conditions()).containsExactly(
        new Layout.Condition("Y > 0", Layout.Condition.Kind.GUARD, false, false, false, false),
        new Layout.Condition("full", Layout.Condition.Kind.EVENT, true, true, true, false),
        new Layout.Condition("event_at_line_8", Layout.Condition.Kind.EVENT, false, false, false, true));
    assertThat(trajectory.conditions(0, 12, 0.25)).containsExactly(0.25, 2, -0.25);
    double[] y = {5, 7};
    trajectory.equations.apply(1, 0, y, 0, trajectory.c, trajectory.w);
    assertThat(y).as("all values are those before the event").containsExactly(7, 5);
    trajectory.equations.apply(2, 0, y, 0, trajectory.c, trajectory.w);
    assertThat(y).containsExactly(7, 26);
    trajectory.equations.apply(0, 0, y, 0, trajectory.c, trajectory.w);
    assertThat(y).as("a guard has no effect").containsExactly(7, 26);
  }
}
