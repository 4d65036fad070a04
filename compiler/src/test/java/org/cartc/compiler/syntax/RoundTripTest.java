package org.cartc.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
  @ParameterizedTest
  @ValueSource(strings = {"model.cart", "study.cart"})
  void printedFileReadsAsTheSameTree(String file) {
    CartFile parsed = Texts.valid(Texts.resource(file));
    String printed = Print.print(parsed);
    CartFile again = Texts.valid(printed);
    assertThat(Texts.shape(again)).isEqualTo(Texts.shape(parsed));
    assertThat(Print.print(again)).isEqualTo(printed);
  }

  @Test
  void printedExpressionReadsAsTheSameTree() {
    Random random = new Random(11);
    for (int i = 0; i < 600; i++) {
      String text = anyExpression(random, 4);
      Expression parsed = Texts.expression(text);
      String printed = Print.print(parsed);
      assertThat(Texts.shape(Texts.expression(printed))).as(text + "  =>  " + printed).isEqualTo(Texts.shape(parsed));
      assertThat(printed.length()).as(text).isLessThanOrEqualTo(text.length());
    }
  }

  /** Every operand in parentheses, so that any tree can arise. */
  private static String anyExpression(Random random, int depth) {
    if (depth == 0) {
      return new String[] {"a", "b.c", "2", "10%", "3e-8 [1/day]", "f(x)", "max(X, from = a)"}[random.nextInt(7)];
    }
    String a = "(" + anyExpression(random, depth - 1 - random.nextInt(depth)) + ")";
    String b = "(" + anyExpression(random, depth - 1 - random.nextInt(depth)) + ")";
    String[] operators = {"+", "-", "*", "/", "^", "<", "<=", ">", ">=", "==", "!=", "and", "or", "at"};
    return switch (random.nextInt(8)) {
      case 0 -> "-" + a;
      case 1 -> "not " + a;
      case 2 -> "if " + a + " then " + b + " else " + a;
      case 3 -> a + " [day]";
      case 4 -> "first time " + a;
      case 5 -> a + " where key = " + b;
      default -> a + " " + operators[random.nextInt(operators.length)] + " " + b;
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "a - (b - c)", "a - b - c", "a / (b / c)", "(-x)^2", "-x^2", "2^-1", "(a^b)^c", "a^b^c", "a * -b", "not (a and b)", "not a and b",
      "(a < b) == (c < d)", "(X at 2) + 1", "X + 1 at 2 + t", "(first time a) + 1", "first time a and b", "(1 + 2) [day]", "2^-x^-3",
      "max(X) where s = untreated", "X at 3 [day] where s = t", "(if a then b else c) + 1", "if a then b else if c then d else e"})
  void parenthesesStandOnlyWhereNeeded(String text) {
    assertThat(Print.print(Texts.expression(text))).isEqualTo(text);
  }
}
