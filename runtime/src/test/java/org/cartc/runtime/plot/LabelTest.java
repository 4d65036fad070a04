package org.cartc.runtime.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LabelTest {
  /** Advances of Arial at size 1000 (Adobe Font Metrics of Helvetica, which share them): digits 556, A 667, space 278. */
  @Test
  void widthsAreThoseOfHelvetica() {
    assertThat(Typeface.REGULAR.width("0", 1000)).isCloseTo(556, within(0.5));
    assertThat(Typeface.REGULAR.width("A", 1000)).isCloseTo(667, within(0.5));
    assertThat(Typeface.REGULAR.width(" ", 1000)).isCloseTo(278, within(0.5));
    assertThat(Typeface.BOLD.width("A", 1000)).isCloseTo(722, within(0.5));
  }

  @Test
  void brokenLinesFitAndLoseNothing() {
    var text = "cd40.beta_C of a_very_long_identifier_without_spaces [1/(cell day)]";
    var lines = Label.wrap(text, Typeface.REGULAR, 10, 80);
    assertThat(lines).allSatisfy(line -> assertThat(Typeface.REGULAR.width(line, 10)).isLessThanOrEqualTo(80));
    assertThat(String.join("", lines).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    assertThat(lines).last().isEqualTo("[1/(cell day)]");
  }

  @Test
  void exponentsOfUnitsAreRaised() {
    assertThat(Label.withUnits("k [mm^-3 day]").runs()).containsExactly(new Label.Run("k [mm", false), new Label.Run("\u22123", true),
        new Label.Run(" day]", false));
  }

  @Test
  void charactersThatXmlCannotHoldAreReplaced() {
    assertThat(Label.plain("a\u0000b\ud800c\nd").runs().getFirst().text()).isEqualTo("a b\ufffdc d");
  }
}
