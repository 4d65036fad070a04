package org.cartc.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewCommandTest {
  @Test
  void newModelHasNoFaultsIsLaidOutAndRuns(@TempDir Path folder) {
    String file = folder.resolve("lymphoma.cart").toString();
    assertThat(Invocation.of("new", folder.resolve("lymphoma").toString()).exit()).isZero();
    assertThat(Invocation.of("check", file).exit()).isZero();
    assertThat(Invocation.of("fmt", "--check", file).exit()).isZero();
    assertThat(Invocation.of("run", file, "--out", folder.resolve("out").toString()).exit()).isZero();
    assertThat(folder.resolve("out/course.svg")).exists();
  }
}
