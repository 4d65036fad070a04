package org.cartc.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.antlr.v4.runtime.Token;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Source;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.Utf16Characters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutationTest {
  static void isReadable(Diagnostic fault) {
    assertThat(fault.message()).isNotBlank();
    assertThat(fault.labels()).isNotEmpty();
    List<String> said = new ArrayList<>(fault.notes());
    said.addAll(fault.helps());
    said.add(fault.message());
    fault.labels().forEach(label -> said.add(label.text()));
    for (String text : said) {
      String ours = text.replaceAll("`[^`]*`", "").replace("U+", "");
      assertThat(ours).doesNotContainPattern("[A-Z_]{4,}|<EOF>|\\bnull\\b|``|Exception|ANTLR|token");
    }
    Diagnostic.Label place = fault.labels().get(0);
    assertThat(place.span().start()).isBetween(0, place.span().source().text().length());
    assertThat(place.span().end()).isBetween(place.span().start(), place.span().source().text().length());
  }

  private static List<Diagnostic> faults(String text) {
    Diagnostics diagnostics = new Diagnostics();
    Parse.file(new Source("test.cart", text), diagnostics);
    return diagnostics.all();
  }

  private static List<String> tokens(String text) {
    return new CartLexer(new Utf16Characters("t", text)).getAllTokens().stream().map(token -> ((Token) token).getText()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.cart", "study.cart"})
  void deletedTokenIsReportedNearItsPlace(String file) {
    List<String> tokens = tokens(Texts.resource(file));
    int found = 0;
    int near = 0;
    int single = 0;
    for (int i = 0; i < tokens.size(); i++) {
      if (tokens.get(i).isBlank() || tokens.get(i).startsWith("#")) {
        continue;
      }
      String before = String.join("", tokens.subList(0, i));
      int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
      List<Diagnostic> faults = faults(before + String.join("", tokens.subList(i + 1, tokens.size())));
      faults.forEach(MutationTest::isReadable);
      if (!faults.isEmpty()) {
        found++;
        near += Math.abs(faults.get(0).labels().get(0).span().line() - line) <= 1 ? 1 : 0;
        single += faults.size() == 1 ? 1 : 0;
      }
    }
    assertThat(near).isGreaterThan(found * 97 / 100);
    assertThat(single).isGreaterThan(found * 95 / 100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.cart", "study.cart"})
  void anyMixtureOfTokensIsReadWithoutAFailure(String file) {
    List<String> tokens = tokens(Texts.resource(file));
    List<String> pool = new ArrayList<>(tokens(Texts.resource("study.cart")));
    pool.addAll(List.of("\"", "[", "]", "**", "=>", "1.", "\u0000", "\ud83d", "'", "\u03bb", "{", "}",
        "(", ")", "(", "\n", ";", "if", "not", "-", "^"));
    Random random = new Random(5);
    for (int run = 0; run < 250; run++) {
      List<String> mutated = new ArrayList<>(tokens);
      for (int n = 1 + random.nextInt(12); n > 0; n--) {
        int at = random.nextInt(mutated.size());
        String other = pool.get(random.nextInt(pool.size()));
        switch (random.nextInt(4)) {
          case 0 -> mutated.remove(at);
          case 1 -> mutated.add(at, other);
          case 2 -> mutated.set(at, other);
          default -> mutated.add(at, mutated.get(random.nextInt(mutated.size())));
        }
      }
      String text = String.join("", mutated);
      assertThatCode(() -> faults(text).forEach(MutationTest::isReadable)).as(text).doesNotThrowAnyException();
    }
  }

  @Test
  void textOfRandomCharactersIsRefusedInBoundedTime() {
    Random random = new Random(3);
    for (int run = 0; run < 100; run++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 2000; i++) {
        text.append((char) (run % 2 == 0 ? random.nextInt(0x10000) : random.nextInt(0x7f)));
      }
      List<Diagnostic> faults = assertTimeoutPreemptively(Duration.ofSeconds(10), () -> faults(text.toString()));
      assertThat(faults).isNotEmpty().allSatisfy(MutationTest::isReadable).hasSizeLessThanOrEqualTo(Parse.SHOWN + 1);
    }
  }

  @Test
  void nestingWithoutBoundIsADiagnostic() {
    int n = 100_000;
    for (String value : new String[] {
        "(".repeat(n) + "1" + ")".repeat(n), "(".repeat(n), "-".repeat(n) + "1", "2^".repeat(n) + "2", "f(".repeat(n) + ")".repeat(n),
        "if a then 1 else ".repeat(n) + "2", "not ".repeat(n) + "a", "first time ".repeat(n) + "a", "1 + ".repeat(n) + "1",
        "a and ".repeat(n) + "a", "a < ".repeat(n) + "a"}) {
      List<Diagnostic> faults = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> faults("model m { let x = " + value + "\n}"));
      assertThat(faults).as(value.substring(0, 20)).extracting(Diagnostic::code)
          .containsAnyOf(SyntaxRule.NESTING.code(), SyntaxRule.PARENTHESES.code());
      assertThat(faults).hasSizeLessThanOrEqualTo(Parse.SHOWN + 1);
    }
    assertThat(faults("model m { " + "mechanism a { ".repeat(n) + "}".repeat(n + 1))).extracting(Diagnostic::code)
        .containsExactly(SyntaxRule.NESTING.code());
    assertThat(faults("{".repeat(n))).isNotEmpty();
  }

  @Test
  void nestingWithinTheBoundIsRead() {
    int n = 190;
    for (String value : new String[] {
        "(".repeat(n) + "1" + ")".repeat(n), "-".repeat(n) + "1", "2^".repeat(n) + "2", "if a then 1 else ".repeat(n) + "2",
        "1 + ".repeat(Nesting.LENGTH) + "1", "f(" + "x, ".repeat(5000) + "x)"}) {
      assertThat(faults("model m { let x = " + value + "\n}")).isEmpty();
    }
  }

  @Test
  void textBeyondTheLongestIsRefused() {
    assertThat(faults(" ".repeat(Parse.LONGEST + 1))).extracting(Diagnostic::code).containsExactly(SyntaxRule.NO_TEXT.code());
    assertThat(faults("model m { }\n" + "\n".repeat(1_000_000))).isEmpty();
  }
}
