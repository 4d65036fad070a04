package org.cartc.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import picocli.CommandLine;

/** The library that parses the command line is compiled for Java 5. */
class FramesTest {
  @TempDir
  Path folder;
  private Path jar;

  @BeforeEach
  void copyALibraryForJava5() throws Exception {
    jar = Files.copy(Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI()), folder.resolve("a.jar"));
  }

  @Test
  void allClassesHaveFrames() throws Exception {
    assertThat(oldClasses()).isPositive();
    Frames.main(new String[] {jar.toString()});
    assertThat(oldClasses()).isZero();
    assertThat(folder).isDirectoryContaining("glob:**/a.jar").isDirectoryNotContaining("glob:**/*.new");
  }

  /** The JVM verifies every class that it links from outside its own modules. */
  @Test
  void theClassesStillVerifyAndRun() throws Exception {
    Frames.main(new String[] {jar.toString()});
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        var file = new JarFile(jar.toFile())) {
      for (var entry : file.stream().filter(e -> e.getName().endsWith(".class") && e.getName().startsWith("picocli/CommandLine"))
          .toList()) {
        Class.forName(entry.getName().replace('/', '.').replace(".class", ""), true, loader);
      }
      assertThat(loader.loadClass("picocli.CommandLine").getField("VERSION").get(null)).isEqualTo(CommandLine.VERSION);
    }
  }

  @Test
  void aJarOfNewClassesIsLeftAsItIs() throws Exception {
    Frames.main(new String[] {jar.toString()});
    var before = Files.readAllBytes(jar);
    Frames.main(new String[] {jar.toString()});
    assertThat(jar).hasBinaryContent(before);
  }

  private long oldClasses() throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      long old = 0;
      for (var entry : file.stream().filter(e -> e.getName().endsWith(".class")).toList()) {
        try (var in = file.getInputStream(entry)) {
          old += new ClassReader(in).readShort(6) < 50 ? 1 : 0;
        }
      }
      return old;
    }
  }
}
