package org.cartc.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementEndsTest {
  private static final String ONE = Texts.shape(Texts.valid("study s { simulate m with a = 1 + (2 * b) until 3 }"));

  @ParameterizedTest
  @ValueSource(strings = {
      "study s\n{\n\nsimulate m with a = 1 + (2 * b) until 3\n\n}",
      "study s {\r\n  simulate m\r\n    with a =\r\n    1 +\r\n\r\n (2 * b) until 3 }",
      "study s {\r  simulate m # c\r  # d\r  with a = 1\r + (\r2\r* b\r) until 3 }",
      "study s { ; simulate m\n\n  with a\n = 1 + (2\n* b)\n until 3;;\n; }",
      "\ufeffstudy s {\n\tsimulate m with a = 1 + (2 * b)\n\tuntil\u00a03 }\n\n"})
  void newlineInsideAStatementMeansNothing(String text) {
    assertThat(Texts.shape(Texts.valid(text))).isEqualTo(ONE);
  }

  @Test
  void lineThatBeginsWithANameBeginsAStatement() {
    TopLevel.Model model = (TopLevel.Model) Texts.valid("model m {\n let x = a\n cite doi:10.1/2\n check b\n time [day] }").items().get(0);
    assertThat(model.items()).hasSize(4);
  }

  @Test
  void clauseWordThatIsGivenAValueIsAName() {
    String text = "study s {\n scenario a { by = 1\n with = 2\n until.x = 3 }\n scenarios (c) {\n a: 1\n from: 2\n as: 3 } }\n"
        + "data d from \"f\" {\n id p\n by from x\n from from from }";
    TopLevel.Study study = (TopLevel.Study) Texts.valid(text).items().get(0);
    assertThat(((StudyItem.Scenario) study.items().get(0)).modifiers()).hasSize(3);
    assertThat(((StudyItem.Scenarios) study.items().get(1)).rows()).hasSize(3);
  }

  @Test
  void declarationAtALineStartEndsTheStatementBefore() {
    assertThat(Texts.faults("model m {\n let x = a *\n let y = (b +\n param k = 2\n}")).containsExactly("E0117:2", "E0106:3");
  }

  @Test
  void emptyTextIsAFileWithoutItems() {
    for (String text : new String[] {"", "\n", "  # comment", "\ufeff", ";;\n;"}) {
      assertThat(Texts.valid(text).items()).isEmpty();
    }
  }
}
