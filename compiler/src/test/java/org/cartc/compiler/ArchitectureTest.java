package org.cartc.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rooms and their doors: grammar is read by compiler, compiler by nothing, runtime knows neither. */
class ArchitectureTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern NAME = Pattern.compile("\\borg\\.(?:cartc\\.(?:compiler|runtime|grammar)|antlr|objectweb)(?:\\.[a-z0-9]+)*");
  private static final Pattern CLASS_NAME = Pattern.compile("(?:Manager|Helper|Util|Utils|Impl|Data)\\.java");

  /** What each stage of the compiler may read of the others. */
  private static final Map<String, Set<String>> STAGES = Map.of(
      "source", Set.of(),
      "diagnostic", Set.of("source"),
      "unit", Set.of("source", "diagnostic", "ir"),
      "syntax", Set.of("source", "diagnostic", "unit"),
      "format", Set.of("source", "diagnostic", "syntax"),
      "ir", Set.of("source"),
      "name", Set.of("source", "diagnostic", "unit", "syntax", "ir"),
      "pass", Set.of("source", "diagnostic", "unit", "ir"),
      "structure", Set.of("source", "diagnostic", "ir", "pass"),
      "emit", Set.of("ir", "pass", "structure"));

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }

  /** The packages of ours and of the two libraries that code of a file names. */
  private static List<String> named(Path file) throws IOException {
    List<String> named = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Matcher name = NAME.matcher(line);
      while (!line.startsWith("package ") && !line.strip().startsWith("*") && !line.strip().startsWith("/") && name.find()) {
        named.add(name.group());
      }
    }
    return named;
  }

  @Test
  void runtimeKnowsNeitherCompilerNorGrammarNorTheirLibraries() throws IOException {
    for (Path file : files("runtime/src")) {
      assertThat(named(file)).as(file.toString()).allMatch(name -> name.startsWith("org.cartc.runtime"));
    }
  }

  @Test
  void grammarKnowsNothingOfOurs() throws IOException {
    for (Path file : files("grammar/src")) {
      assertThat(named(file)).as(file.toString()).allMatch(name -> name.startsWith("org.cartc.grammar") || name.startsWith("org.antlr"));
    }
  }

  @Test
  void stagesReadEarlierStagesOnly() throws IOException {
    for (Map.Entry<String, Set<String>> stage : STAGES.entrySet()) {
      for (Path file : files("compiler/src/main/java/org/cartc/compiler/" + stage.getKey())) {
        assertThat(named(file)).as(file.toString()).allMatch(name -> !name.startsWith("org.cartc.compiler.")
            || name.equals("org.cartc.compiler." + stage.getKey())
            || stage.getValue().contains(name.substring("org.cartc.compiler.".length())));
      }
    }
  }

  @Test
  void bytecodeKnowsOfTheRuntimeWhatItsContractIs() throws IOException {
    for (Path file : files("compiler/src/main/java/org/cartc/compiler/emit")) {
      assertThat(named(file)).as(file.toString()).filteredOn(name -> name.startsWith("org.cartc.runtime"))
          .isSubsetOf("org.cartc.runtime.model", "org.cartc.runtime.constraint", "org.cartc.runtime.linear");
    }
  }

  @Test
  void librariesStandInTheirStagesOnly() throws IOException {
    for (Path file : files("compiler/src/main/java")) {
      String room = file.getParent().getFileName().toString();
      assertThat(named(file)).as(file.toString())
          .allMatch(name -> !name.startsWith("org.antlr") || room.equals("syntax") || room.equals("format"))
          .allMatch(name -> !name.startsWith("org.objectweb") || room.equals("emit") || file.endsWith("cli/PrintClass.java"));
    }
  }

  @Test
  void filesAreShortAndNamedByTheField() throws IOException {
    for (String module : List.of("grammar", "runtime", "compiler")) {
      for (Path file : files(module + "/src")) {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).as("lines of " + file).hasSizeLessThanOrEqualTo(400);
        assertThat(lines).as(file.toString()).noneMatch(line -> line.matches("import .*\\*;"));
        assertThat(file.toString().contains("/main/") && CLASS_NAME.matcher(file.getFileName().toString()).find())
            .as(file.toString()).isFalse();
      }
    }
  }
}
