package org.cartc.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.diagnostic.Render;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.name.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model in the folder {@code rejected} is refused with the text beside it. {@code -Dgolden=refresh} writes the texts anew and
 * still fails. A first line {@code # without m} or {@code # attribute X} compiles such a variant.
 */
class RejectedTest {
  private static final Path FOLDER = Path.of("src/test/resources/rejected");
  private static final boolean REFRESH = "refresh".equals(System.getProperty("golden"));

  static List<Path> models() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".cart")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void isRejectedWithItsText(Path model) throws IOException {
    List<Diagnostic> found = compile(model);
    String text = found.stream().map(new Render(false, 100)::text).collect(Collectors.joining("\n"));
    Path golden = Path.of(model.toString().replace(".cart", ".txt"));
    if (REFRESH) {
      Files.writeString(golden, text);
      fail("written anew: " + golden);
    }
    assertThat(text).isEqualTo(Files.readString(golden));
    assertThat(found).as("faults of " + model).isNotEmpty().allMatch(Diagnostic::isError);
    assertThat(model.getFileName().toString()).startsWith(found.getFirst().code());
    assertThat(text).as("words of the compiler's inside")
        .doesNotContainPattern("(?i)antlr|exception|java|\\bnull\\b|org\\.cartc|token|\\bast\\b");
  }

  /** What is told of a file; nothing but diagnostics may come of any text. */
  private static List<Diagnostic> compile(Path file) throws IOException {
    Diagnostics diagnostics = new Diagnostics();
    try {
      Program program = Load.program(file, List.of(), diagnostics);
      diagnostics.stopOnErrors();
      String name = Stream.concat(program.models().keySet().stream(), program.derived().keySet().stream()).findFirst().orElseThrow();
      Model model = Compiler.model(program, name, diagnostics, Compiler.SILENT).model();
      Compiler.structure(model, variant(Files.readAllLines(file).getFirst()), diagnostics, Compiler.SILENT);
    } catch (Rejected rejected) {
      Set<Diagnostic> all = new LinkedHashSet<>(diagnostics.all());
      all.addAll(rejected.diagnostics());
      return List.copyOf(all);
    }
    return diagnostics.all();
  }

  private static Variant variant(String firstLine) {
    Set<String> without = new LinkedHashSet<>();
    List<String> attributed = new ArrayList<>();
    String[] words = firstLine.split("[ ,]+");
    if (words[0].equals("#") && words[1].equals("without")) {
      without.addAll(List.of(words).subList(2, words.length));
    }
    if (words[0].equals("#") && words[1].equals("attribute")) {
      attributed.addAll(List.of(words).subList(2, words.length));
    }
    return new Variant(Map.of(), without, attributed, List.of(), Map.of(), Set.of());
  }

  @Test
  void everyTextHasItsModel() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.filter(f -> f.toString().endsWith(".txt")))
          .allMatch(f -> Files.exists(Path.of(f.toString().replace(".txt", ".cart"))));
    }
  }

  /** A file that loses a character, a word or a line anywhere is compiled or refused, and never more than that. */
  @Test
  void brokenModelsEndInDiagnosticsOnly() throws IOException {
    String whole = Files.readString(Path.of("../models/li2025/model.cart"), StandardCharsets.UTF_8);
    Path broken = Files.createTempFile("broken", ".cart");
    Random random = new Random(5);
    for (int i = 0; i < 60; i++) {
      int from = random.nextInt(whole.length());
      int to = Math.min(whole.length(), from + 1 + random.nextInt(30));
      Files.writeString(broken, whole.substring(0, from) + whole.substring(to));
      try {
        compile(broken);
      } catch (NoSuchElementException noModel) {
        assertThat(from).as("only a file without its first line has no model").isLessThan(20);
      }
    }
    Files.delete(broken);
  }
}
