package org.cartc.compiler.ir;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.cartc.compiler.Written;
import org.junit.jupiter.api.Test;

class WriteTest {
  private final Random random = new Random(11);

  /** A random expression that can be written in a model: no negative or undefined numbers. */
  private Expr any(int depth) {
    if (depth == 0) {
      return random.nextBoolean() ? Expr.constant(random.nextInt(9)) : Expr.symbol(random.nextBoolean() ? "X" : "k");
    }
    return switch (random.nextInt(6)) {
      case 0 -> new Expr.Negate(any(depth - 1));
      case 1 -> new Expr.Not(any(depth - 1));
      case 2 -> new Expr.Conditional(any(depth - 1), any(depth - 1), any(depth - 1));
      case 3 -> Expr.call(Builtin.MAX, any(depth - 1), any(depth - 1));
      default -> new Expr.Binary(Operator.values()[random.nextInt(Operator.values().length)], any(depth - 1), any(depth - 1));
    };
  }

  @Test
  void whatIsWrittenReadsAsTheSameExpression() {
    for (int i = 0; i < 60; i++) {
      List<Expr> expressions = random.ints(20, 1, 5).mapToObj(this::any).toList();
      StringBuilder statements = new StringBuilder("compartment X = 1\nd/dt X = 1\nparam k = 1\n");
      for (Expr expr : expressions) {
        statements.append("let d").append(statements.length()).append(" = ").append(Write.expression(expr)).append('\n');
      }
      Model model = Written.model(statements.toString());
      for (int d = 0; d < expressions.size(); d++) {
        assertThat(Exprs.stripped(model.definitions().get(d).value())).as(Write.expression(expressions.get(d)))
            .isEqualTo(expressions.get(d));
      }
    }
  }

  @Test
  void parenthesesStandWhereTheyAreNeededOnly() {
    Model model = Written.model("compartment X = 1", "d/dt X = 1 + (2 * X) - (3 - (X + 1)) / ((X))^(2) * (-X)");
    assertThat(Write.expression(model.derivatives().get(0).value())).isEqualTo("1 + 2 * X - (3 - (X + 1)) / X^2 * -X");
  }
}
