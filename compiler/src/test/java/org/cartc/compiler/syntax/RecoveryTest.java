package org.cartc.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The broken texts of broken.txt: a heading line {@code >> code:line ...}, then the text. */
class RecoveryTest {
  record Broken(List<String> faults, String text) {
    @Override
    public String toString() {
      return faults + " " + text.lines().findFirst().orElse("");
    }
  }

  static Stream<Broken> broken() {
    return Arrays.stream(Texts.resource("broken.txt").split("(?m)^>> ")).filter(part -> !part.isBlank()).map(part -> {
      int head = part.indexOf('\n');
      return new Broken(List.of(part.substring(0, head).strip().split(" +")), part.substring(head + 1));
    });
  }

  @ParameterizedTest
  @MethodSource("broken")
  void faultIsReportedOnceWhereItIs(Broken broken) {
    assertThat(Texts.faults(broken.text)).as(broken.text).isEqualTo(broken.faults);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void editsRemoveTheFaultsThatHaveOne(Broken broken) {
    Diagnostics diagnostics = new Diagnostics();
    Parse.file(new Source("test.cart", broken.text), diagnostics);
    StringBuilder edited = new StringBuilder(broken.text);
    List<Diagnostic> repairable = diagnostics.all().stream().filter(fault -> fault.edit().isPresent()).toList();
    List<Diagnostic.Edit> edits = repairable.stream().flatMap(fault -> fault.edit().stream())
        .sorted(Comparator.comparingInt(edit -> edit.span().start())).toList();
    for (Diagnostic.Edit edit : edits.reversed()) {
      edited.replace(edit.span().start(), edit.span().end(), edit.replacement());
    }
    List<String> left = Texts.faults(edited.toString());
    assertThat(repairable).as(edited.toString()).noneMatch(fault -> left.contains(Texts.codeAndLine(fault)));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void messageIsInTheWordsOfTheLanguage(Broken broken) {
    Diagnostics diagnostics = new Diagnostics();
    Parse.file(new Source("test.cart", broken.text), diagnostics);
    assertThat(diagnostics.all()).allSatisfy(MutationTest::isReadable);
  }

  @Test
  void everyRuleHasACodeOfItsOwn() {
    assertThat(Arrays.stream(SyntaxRule.values()).map(SyntaxRule::code)).doesNotHaveDuplicates();
    assertThat(SyntaxRule.values()).allSatisfy(rule -> assertThat(rule.meaning()).isNotBlank());
  }

  @Test
  void whatIsSoundAroundAFaultIsKept() {
    Diagnostics diagnostics = new Diagnostics();
    String text = "model m {\n  param a = 1\n  param b 2\n  mechanism c { let x = ; let y = 3 }\n}\nstudy s { simulate m }";
    CartFile file = Parse.file(new Source("test.cart", text), diagnostics);
    assertThat(diagnostics.all()).hasSize(2);
    TopLevel.Model model = (TopLevel.Model) file.items().get(0);
    assertThat(model.items()).hasSize(2);
    assertThat(((ModelItem.Mechanism) model.items().get(1)).items()).hasSize(1);
    assertThat(file.items()).hasSize(2);
  }
}
