package org.cartc.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cartc.grammar.Words;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SoftWordsTest {
  static List<String> words() {
    return Words.soft();
  }

  @Test
  void thereAreTwentyOneHardWords() {
    assertThat(Words.hard()).hasSize(21);
  }

  /** Reads a text with the word in each place and with an ordinary name there: the trees differ in the name only. */
  @ParameterizedTest
  @MethodSource("words")
  void softWordIsANameWhereverANameIsExpected(String word) {
    String template = Texts.resource("names.cart");
    String plain = Texts.shape(Texts.valid(template.replace("@", "zz")));
    String soft = Texts.shape(Texts.valid(template.replace("@", word)));
    assertThat(soft.replaceAll("\\b" + word + "\\b", "zz")).isEqualTo(plain.replaceAll("\\b" + word + "\\b", "zz"));
  }

  @ParameterizedTest
  @MethodSource("words")
  void printedSoftWordIsReadAgain(String word) {
    CartFile file = Texts.valid(Texts.resource("names.cart").replace("@", word));
    assertThat(Texts.shape(Texts.valid(Print.print(file)))).isEqualTo(Texts.shape(file));
  }
}
