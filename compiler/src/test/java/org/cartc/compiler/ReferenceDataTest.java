package org.cartc.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class ReferenceDataTest {
  @Test
  void theTopLevelHoldsTheLauncher() {
    assertThat(ReferenceData.topLevel().resolve("cartc")).isExecutable();
  }

  @Test
  void aSuiteWithoutItsFileIsAbortedAndNamesTheFile() throws Exception {
    var record = Path.of("target", "reference-suites.txt");
    var before = Files.exists(record) ? Files.readString(record) : "";
    try {
      assertThatThrownBy(() -> ReferenceData.require("a suite that cannot be", "data/no such file"))
          .isInstanceOf(TestAbortedException.class).hasMessageContaining("data/no such file");
      assertThat(record).content().contains("skipped a suite that cannot be");
    } finally {
      Files.writeString(record, before);
    }
  }
}
