package org.cartc.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> WORDS = List.of("simulate", "scenario", "scenarios", "seed", "set", "plot", "C_T", "C_E", "K");

  @Test
  void oneSlipIsFoundAndALargeOneIsNot() {
    assertThat(Nearest.to("simulte", WORDS)).contains("simulate");
    assertThat(Nearest.to("sceanrio", WORDS)).contains("scenario");
    assertThat(Nearest.to("polt", WORDS)).contains("plot");
    assertThat(Nearest.to("compartment", WORDS)).isEmpty();
    assertThat(Nearest.to("x", WORDS)).isEmpty();
    assertThat(Nearest.to("", WORDS)).isEmpty();
  }

  @Test
  void differenceInCaseComesFirst() {
    assertThat(Nearest.to("c_t", WORDS)).contains("C_T");
    assertThat(Nearest.to("k", WORDS)).contains("K");
  }

  @Test
  void tieIsBrokenByTheAlphabetWhateverTheOrder() {
    assertThat(Nearest.to("C_X", WORDS)).contains("C_E");
    assertThat(Nearest.to("C_X", WORDS.reversed())).contains("C_E");
  }

  /** The examples of the two papers' kinds of fault, counted by hand. */
  @Test
  void eachKindOfFaultCountsOne() {
    assertThat(Nearest.distance("rate", "rat")).isEqualTo(1);
    assertThat(Nearest.distance("rate", "raate")).isEqualTo(1);
    assertThat(Nearest.distance("rate", "rite")).isEqualTo(1);
    assertThat(Nearest.distance("rate", "rtae")).isEqualTo(1);
    assertThat(Nearest.distance("ca", "abc")).isEqualTo(3);
  }
}
