package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.TopLevel;
import org.junit.jupiter.api.Test;

/**
 * The claims that stand beside the models hold for what their studies give: those of kind {@code converged} with converged numerics,
 * {@code exact} ones with published numerics where a model has them, {@code text} ones with both.
 */
class ClaimsTest {
  /** What a paper says and its own equations and parameters do not give, with what they give instead. */
  private static final Map<String, String> DISCREPANCIES = Map.of(
      "Without treatment the tumour settles at 1.2e10 cells", "2.15e9 cells: Figure 4(a) was made with other parameters than are printed");

  private static Program claims(String model) {
    var diagnostics = new Diagnostics();
    Program program = Load.program(ReferenceData.topLevel().resolve("models/" + model + "/claims.cart"), List.of(), diagnostics);
    assertThat(diagnostics.all()).isEmpty();
    return program;
  }

  private static String kind(TopLevel.Claim claim) {
    return claim.kind().orElseThrow().text();
  }

  @Test
  void everyClaimOfLi2025HoldsButTheKnownDiscrepancies() {
    Program program = claims("li2025");
    Judge published = new Judge("li2025", "--numerics", "published");
    Judge converged = new Judge("li2025");
    List<String> broken = new ArrayList<>();
    for (TopLevel.Claim claim : program.claims()) {
      boolean holds = switch (kind(claim)) {
        case "exact" -> published.holds(claim);
        case "text" -> published.holds(claim) && converged.holds(claim);
        case "converged" -> converged.holds(claim);
        default -> throw new AssertionError("kind of " + claim.claim().text());
      };
      if (!holds) {
        broken.add(claim.claim().text());
      }
    }
    assertThat(program.claims()).hasSizeGreaterThan(60);
    assertThat(new HashSet<>(broken)).isEqualTo(DISCREPANCIES.keySet());
  }

  @Test
  void everyClaimOfSanturio2025Holds() {
    Program program = claims("santurio2025");
    Judge converged = new Judge("santurio2025");
    assertThat(program.claims()).hasSizeGreaterThan(90).allMatch(claim -> Set.of("exact", "tuned", "emergent").contains(kind(claim)));
    assertThat(program.claims().stream().filter(claim -> !converged.holds(claim)).map(claim -> claim.claim().text()).toList()).isEmpty();
  }

  /** Evaluates claims over the values that studies write, in the models' own units. */
  private record Judge(String model, String... options) {
    private static final Set<String> UNITS = Set.of("day", "1/day", "cell");

    boolean holds(TopLevel.Claim claim) {
      if (claim.expect().isPresent()) {
        return relation(claim.expect().get()).number() == 1;
      }
      double published = relation(claim.published().orElseThrow()).number();
      double within = relation(claim.within().orElseThrow()).number();
      double ours = relation(claim.value().orElseThrow()).number();
      return Math.abs(ours - published) <= within * (1 + 1e-12);
    }

    private Relation relation(Expression expression) {
      return switch (expression) {
        case Expression.Number n -> {
          n.unit().ifPresent(unit -> assertThat(UNITS).contains(unit.text()));
          yield Relation.plain(n.value());
        }
        case Expression.Reference r -> value(r.path().text());
        case Expression.Call c -> {
          assertThat(c.function().text()).isEqualTo("mean");
          yield relation(c.arguments().get(0).value()).mean(text(c.arguments().get(1).value()));
        }
        case Expression.Unary u when u.operator() == Expression.UnaryOperator.NEGATE ->
            Relation.plain(0).with(relation(u.operand()), (a, b) -> a - b);
        case Expression.Unary u -> throw unread(u);
        case Expression.Binary b -> relation(b.left()).with(relation(b.right()), (x, y) -> joined(b.operator(), x, y));
        case Expression.Where w -> relation(w.value()).where(w.key().text(), text(w.equals()));
        case Expression.If i -> throw unread(i);
        case Expression.InUnit i -> throw unread(i);
        case Expression.At a -> throw unread(a);
        case Expression.FoundTime f -> throw unread(f);
      };
    }

    private static AssertionError unread(Expression expression) {
      return new AssertionError("no claim is written like this so far: " + expression);
    }

    private Relation value(String path) {
      String study = path.substring(0, path.indexOf('.'));
      String file = "models/" + model + "/" + (study.equals("control") ? "control" : "figures") + ".cart";
      return Relation.of(Outputs.of(file, study, options), path.substring(path.indexOf('.') + 1));
    }

    private String text(Expression expression) {
      return expression instanceof Expression.Reference r ? r.path().text() : String.valueOf(relation(expression).number());
    }

    private static double joined(Expression.BinaryOperator operator, double x, double y) {
      return switch (operator) {
        case ADD -> x + y;
        case SUBTRACT -> x - y;
        case MULTIPLY -> x * y;
        case DIVIDE -> x / y;
        case POWER -> Math.pow(x, y);
        case LESS -> x < y ? 1 : 0;
        case LESS_OR_EQUAL -> x <= y ? 1 : 0;
        case GREATER -> x > y ? 1 : 0;
        case GREATER_OR_EQUAL -> x >= y ? 1 : 0;
        case EQUAL -> x == y ? 1 : 0;
        case NOT_EQUAL -> x != y ? 1 : 0;
        case AND -> x != 0 && y != 0 ? 1 : 0;
        case OR -> x != 0 || y != 0 ? 1 : 0;
      };
    }
  }
}
