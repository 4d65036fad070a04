package org.cartc.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.source.Source;
import org.junit.jupiter.api.Test;

class ExpressionTest {
  private static void same(String text, String withParentheses) {
    assertThat(Texts.shape(Texts.expression(text))).isEqualTo(Texts.shape(Texts.expression(withParentheses)));
  }

  @Test
  void operatorsBindAsInMathematics() {
    same("a + b * c ^ d", "a + (b * (c ^ d))");
    same("a / b / c * d", "((a / b) / c) * d");
    same("-x ^ 2", "-(x ^ 2)");
    same("a ^ b ^ c", "a ^ (b ^ c)");
    same("2 ^ -x ^ 2", "2 ^ (-(x ^ 2))");
    same("not a < b and c or d", "((not (a < b)) and c) or d");
    same("C <= C + 1 at 0 [day]", "C <= ((C + 1) at (0 [day]))");
  }

  @Test
  void percentIsTheNearestNumber() {
    Expression.Number seven = (Expression.Number) Texts.expression("0.7%");
    assertThat(seven.value()).isEqualTo(0.007);
    assertThat(seven.digits()).isEqualTo("0.7");
  }

  @Test
  void spansAreOffsetsInTheTextEvenBehindCharactersBeyondThePlane() {
    String text = "model m \"\ud83d\udc00 mouse\" {\n  let x = (a + b) * 2 # \ud83d\udc00\n  let y = f(x)\n}\n";
    TopLevel.Model model = (TopLevel.Model) Texts.valid(text).items().get(0);
    assertThat(model.span().text()).isEqualTo(text.strip());
    assertThat(model.doc().orElseThrow().text()).isEqualTo("\ud83d\udc00 mouse");
    assertThat(model.items().stream().map(item -> item.span().text())).containsExactly("let x = (a + b) * 2", "let y = f(x)");
    Expression.Binary product = (Expression.Binary) ((ModelItem.Let) model.items().get(0)).value();
    assertThat(product.span().text()).isEqualTo("(a + b) * 2");
    assertThat(product.left().span().text()).isEqualTo("a + b");
  }

  @Test
  void quotesAndBackslashesAreEscaped() {
    TopLevel.Model model = (TopLevel.Model) Texts.valid("model m \"a \\\"b\\\" \\\\ \\beta\" { }").items().get(0);
    assertThat(model.doc().orElseThrow().text()).isEqualTo("a \"b\" \\ \\beta");
  }

  @Test
  void textsOfTheCommandLineAreRead() {
    ModelItem.Setting setting = Parse.setting(new Source("--set", "cd40.beta_C = 3e-8 [1/day]"), new Diagnostics());
    assertThat(setting.path().text()).isEqualTo("cd40.beta_C");
    Modifier modifier = Parse.modifier(new Source("--block", "block cd40 by 50% from 0 [day] until 3 [day]"), new Diagnostics());
    assertThat(PrintModel.modifier(modifier)).isEqualTo("block cd40 by 50% from 0 [day] until 3 [day]");
  }

  @Test
  void textOfTheCommandLineWithAFaultIsRejectedAndReported() {
    for (String text : new String[] {"", "a +", "a b", "= 3", "f(", "1e999", "a < b < c", "}", "let x = 3"}) {
      Diagnostics diagnostics = new Diagnostics();
      assertThatThrownBy(() -> Parse.expression(new Source("option", text), diagnostics)).as(text).isInstanceOf(Rejected.class);
      assertThat(diagnostics.all()).as(text).hasSize(1);
      assertThatThrownBy(() -> Parse.setting(new Source("option", text), new Diagnostics())).isInstanceOf(Rejected.class);
      assertThatThrownBy(() -> Parse.modifier(new Source("option", text), new Diagnostics())).isInstanceOf(Rejected.class);
    }
  }
}
