package org.cartc.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.cartc.compiler.diagnostic.Diagnostics;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundTripTest {
  @ParameterizedTest
  @ValueSource(strings = {"model.cart", "study.cart"})
  void validFileHasNoDiagnostics(String file) {
    Diagnostics diagnostics = new Diagnostics();
    CartFile parsed = Parse.file(Texts.resource(file), diagnostics);
    assertThat(diagnostics.all()).isEmpty();
    assertThat(parsed.items()).hasSizeGreaterThan(5);
  }
}
