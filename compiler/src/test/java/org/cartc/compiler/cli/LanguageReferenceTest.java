package org.cartc.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.syntax.Parse;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples of the reference of the language and of the README, by what stands behind the fence: {@code cart} is a file or a part
 * of one, {@code cart model} and {@code cart study} are statements of such a block, {@code cart run NAME} is a file that is run,
 * {@code cart rejected NAME CODE} one that is refused with that code, {@code csv NAME} a table that files read.
 */
class LanguageReferenceTest {
  private static final Path ROOT = root();
  private static final Path REFERENCE = ROOT.resolve("grammar/LANGUAGE.md");
  private static final Path README = ROOT.resolve("README.md");
  private static final Pattern FENCED = Pattern.compile("^```([^\\n]*)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir
  private Path folder;

  private record Example(Path document, int line, List<String> words, String text) {
    String name() {
      return document.getFileName() + ":" + line + " " + String.join(" ", words);
    }

    boolean is(String... tag) {
      return words.subList(0, Math.min(words.size(), tag.length)).equals(List.of(tag));
    }
  }

  private record Ran(int exit, String out, String err) {}

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    return Files.exists(here.resolve("grammar")) ? here : here.getParent();
  }

  private static List<Example> examples(Path document) throws IOException {
    String text = Files.readString(document);
    List<Example> examples = new ArrayList<>();
    Matcher fenced = FENCED.matcher(text);
    while (fenced.find()) {
      int line = (int) text.substring(0, fenced.start()).lines().count() + 1;
      examples.add(new Example(document, line, List.of(fenced.group(1).trim().split(" +")), fenced.group(2)));
    }
    return examples;
  }

  private static Ran cartc(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(arguments, new Console(print(out), print(err), 100, false));
    return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @TestFactory
  Stream<DynamicTest> everyExampleIsWhatItSays() throws IOException {
    List<Example> all = new ArrayList<>(examples(REFERENCE));
    all.addAll(examples(README));
    for (Example example : all) {
      if (example.is("csv") || example.is("cart", "run") || example.is("cart", "rejected")) {
        Files.writeString(folder.resolve(example.words().get(example.is("csv") ? 1 : 2)), example.text());
      }
    }
    return all.stream().filter(e -> e.is("cart")).map(e -> DynamicTest.dynamicTest(e.name(), () -> hold(e)));
  }

  private void hold(Example example) {
    if (example.is("cart", "run")) {
      Ran ran = cartc("run", file(example), "--out", folder.resolve("out").toString(), "--no-figures");
      assertThat(ran.err()).isEmpty();
      assertThat(ran.exit()).isEqualTo(ExitCode.FINE);
    } else if (example.is("cart", "rejected")) {
      Ran ran = cartc("check", file(example));
      assertThat(ran.err()).contains("error[" + example.words().get(3) + "]");
      assertThat(ran.exit()).isEqualTo(ExitCode.MODEL_OR_DATA);
    } else {
      String text = example.is("cart", "model") ? "model example {\n" + example.text() + "}\n"
          : example.is("cart", "study") ? "study example {\n" + example.text() + "}\n" : example.text();
      Diagnostics diagnostics = new Diagnostics();
      Parse.file(new Source(example.name(), text), diagnostics);
      assertThat(diagnostics.all().stream().map(Diagnostic::message)).isEmpty();
    }
  }

  private String file(Example example) {
    return folder.resolve(example.words().get(2)).toString();
  }

  @Test
  void theModelOfTheReadmeIsTheFileAndPrintsWhatTheReadmeSays() throws IOException {
    List<Example> examples = examples(README);
    Path model = ROOT.resolve("models/first.cart");
    assertThat(examples.stream().filter(e -> e.is("cart")).map(Example::text)).containsExactly(Files.readString(model));
    Ran ran = cartc("run", model.toString(), "--out", folder.resolve("first").toString());
    assertThat(ran.exit()).isEqualTo(ExitCode.FINE);
    String printed = examples.stream().map(Example::text).filter(t -> t.startsWith("$ ./cartc run models/first.cart")).findFirst()
        .orElseThrow();
    List<String> table = ran.out().lines().filter(line -> line.matches("  (scenario|full|blocked|none) .*")).toList();
    assertThat(table).hasSize(4).allSatisfy(row -> assertThat(printed).contains(row));
  }
}
