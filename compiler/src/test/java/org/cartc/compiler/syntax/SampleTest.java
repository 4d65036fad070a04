package org.cartc.compiler.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Source;
import org.junit.jupiter.api.Test;

class SampleTest {
  @Test
  void theTextThatPreparesTheParserHasNoFault() {
    var diagnostics = new Diagnostics();
    assertThat(Parse.file(new Source("sample", Parse.SAMPLE), diagnostics).items()).isNotEmpty();
    assertThat(diagnostics.all()).isEmpty();
  }
}
