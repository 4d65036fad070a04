package org.cartc.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.cartc.compiler.Variant;
import org.cartc.compiler.Written;
import org.cartc.compiler.Written.Trajectory;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Write;
import org.junit.jupiter.api.Test;

class AttributeTest {
  private static final Model MODEL = Written.model("compartment X = 3", "compartment Y = 5", "param K = 2", "param k = 0.3",
      "rate loss: X -> = k * X", "rate saturating: X -> Y = 4 * X / (K + X)", "rate michaelis: X -> = X * k / (K + X)",
      "rate constant: X -> = 0.7 while X > 0.1", "rate back: Y -> X = 0.2 * Y",
      "mechanism a { rate in1: -> X = 2 * Y\nrate in2: Y -> X = 0.1 * Y * X }",
      "mechanism b { rate in1: -> X = k\nmechanism inner { rate in2: -> X = 1 }\nrate out: X -> = X^2 }",
      "mechanism c { rate away: Y -> = Y }");

  private static Variant attributed(String... compartments) {
    return new Variant(Map.of(), Set.of(), List.of(compartments), List.of(), Map.of(), Set.of());
  }

  @Test
  void sourcesAreMechanismsWithInflowThenBaseThenInitial() {
    assertThat(Attribute.sources(MODEL, "X")).containsExactly("a", "b", "b.inner", "base", "initial");
    assertThat(Attribute.sources(Written.model("compartment X = 0", "rate r: X -> = X"), "X")).isEmpty();
  }

  @Test
  void partsAndTheirChangesSumToTheWhole() {
    Trajectory trajectory = new Trajectory(Written.structure(MODEL, attributed("X")));
    Random random = new Random(9);
    List<String> parts = Attribute.sources(MODEL, "X").stream().map(s -> "X." + s).toList();
    assertThat(parts.stream().mapToDouble(p -> trajectory.initial()[trajectory.layout.state(p)]).sum()).isEqualTo(3);
    for (int i = 0; i < 200; i++) {
      double[] y = random.doubles(trajectory.layout.states().size(), 0.01, 4).toArray();
      y[0] = parts.stream().mapToDouble(p -> y[trajectory.layout.state(p)]).sum();
      double[] dy = trajectory.settled(0, y).derivatives(0, y);
      double sum = parts.stream().mapToDouble(p -> dy[trajectory.layout.state(p)]).sum();
      // some thirty roundings of terms up to 100
      assertThat(sum).isCloseTo(dy[0], within(1e-12));
    }
  }

  @Test
  void wholeChangesAsWithoutAttribution() {
    Trajectory plain = new Trajectory(Written.structure(MODEL));
    Trajectory split = new Trajectory(Written.structure(MODEL, attributed("X")));
    double[] y = split.initial();
    assertThat(split.settled(0, y).derivatives(0, y)).startsWith(plain.settled(0, 3, 5).derivatives(0, 3, 5));
  }

  @Test
  void inflowIsWhatTheMechanismBringsAndNeverFalls() {
    Trajectory trajectory = new Trajectory(Written.structure(MODEL, attributed("X")));
    double[] y = trajectory.initial();
    double[] dy = trajectory.settled(0, y).derivatives(0, y);
    assertThat(dy[trajectory.layout.state("X.a.inflow")]).isCloseTo(2 * 5 + 0.1 * 5 * 3, within(1e-15));
    assertThat(dy[trajectory.layout.state("X.b.inflow")]).isEqualTo(0.3);
    assertThat(dy[trajectory.layout.state("X.b.inner.inflow")]).isEqualTo(1);
    assertThat(dy[trajectory.layout.state("X.base.inflow")]).isEqualTo(1);
    assertThat(trajectory.layout.state("X.initial.inflow")).isNegative();
  }

  @Test
  void outflowIsSharedByItsFactorOrInProportion() {
    Expr x = Expr.symbol("X");
    Expr k = Expr.symbol("k");
    Expr saturation = Expr.add(Expr.symbol("K"), x);
    assertThat(share(Expr.multiply(k, x))).isEqualTo("k * X.m");
    assertThat(share(Expr.divide(Expr.multiply(x, k), saturation))).isEqualTo("X.m * k / (K + X)");
    assertThat(share(Expr.multiply(k, Expr.divide(x, saturation)))).isEqualTo("k * (X.m / (K + X))");
    assertThat(share(Expr.multiply(x, x))).isEqualTo("X * X.m");
    assertThat(share(new Expr.Negate(x))).isEqualTo("-X.m");
    assertThat(share(k)).isEqualTo("if X != 0 then k * (X.m / X) else 0");
    assertThat(share(Expr.divide(k, x))).isEqualTo("if X != 0 then k / X * (X.m / X) else 0");
  }

  private static String share(Expr outflow) {
    return Write.expression(Attribute.share(outflow, "X", "X.m"));
  }

  @Test
  void emptyCompartmentHasEmptyPartsAndNoUndefinedShare() {
    Trajectory trajectory = new Trajectory(Written.structure(MODEL, attributed("X")));
    double[] y = new double[trajectory.layout.states().size()];
    y[1] = 5;
    assertThat(trajectory.settled(0, y).derivatives(0, y)).doesNotContain(Double.NaN);
  }

  @Test
  void scaledMechanismBringsLess() {
    Variant scaled = new Variant(Map.of(), Set.of(), List.of("X"), List.of("a", "loss"), Map.of(), Set.of());
    Trajectory trajectory = new Trajectory(Written.structure(MODEL, scaled));
    assertThat(trajectory.layout.parameters().stream().map(p -> p.path()).collect(Collectors.toList())).contains("scale(a)", "scale(loss)");
    double[] y = trajectory.initial();
    double full = trajectory.derivatives(0, y)[trajectory.layout.state("X.a.inflow")];
    assertThat(full).isCloseTo(11.5, within(1e-14));
    trajectory.with("scale(a)", 0.25).with("scale(loss)", 0);
    assertThat(trajectory.derivatives(0, y)[trajectory.layout.state("X.a.inflow")]).isCloseTo(full / 4, within(1e-14));
    double[] onlyX = new double[y.length];
    onlyX[0] = 1;
    onlyX[trajectory.layout.state("X.initial")] = 1;
    // k X/(K + X) + 4 X/(K + X) + X², and no k X
    assertThat(trajectory.derivatives(0, onlyX)[trajectory.layout.state("X.initial")]).isCloseTo(-(0.1 + 4 / 3.0 + 1), within(1e-15));
  }

  @Test
  void outerMechanismScalesAndTakesAwayWhatIsInsideIt() {
    Variant outer = new Variant(Map.of(), Set.of(), List.of(), List.of("b"), Map.of(), Set.of());
    Trajectory trajectory = new Trajectory(Written.structure(MODEL, outer)).with("scale(b)", 0);
    Trajectory without = new Trajectory(Written.structure(MODEL, Written.without("b")));
    double[] y = {1.5, 2.5};
    assertThat(trajectory.settled(0, y).derivatives(0, y)).containsExactly(without.settled(0, y).derivatives(0, y));
  }

  @Test
  void mechanismThatIsLeftOutTakesAllThatItOwns() {
    Model left = RemoveMechanisms.apply(
        Written.model("compartment X = 1", "rate r: X -> = X", "mechanism m { param p = 1", "compartment Z = 0", "let q = p + 1",
            "constraint c solve u in 0 .. 1 such that 2 * u == 1", "rate s: X -> Z = q * u", "when Z rises above 3 { stop }",
            "mechanism inner { rate t: Z -> = Z } }"),
        Set.of("m"), new Diagnostics());
    List<String> paths = new ArrayList<>();
    left.declarations().forEach(d -> paths.add(d.path()));
    assertThat(paths).containsExactly("X", "r");
  }
}
