package org.cartc.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cartc.compiler.explain.Explanation;
import org.cartc.compiler.explain.Explanations;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern CODE = Pattern.compile("\"([EW]0[0-9]{3})\"");

  @TempDir
  private Path folder;

  private static List<Explanation> pages() {
    return Explanations.groups().stream().flatMap(group -> group.pages().stream()).toList();
  }

  private static Set<String> emitted() throws IOException {
    Set<String> codes = new TreeSet<>();
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        Matcher code = CODE.matcher(Files.readString(file));
        while (code.find()) {
          codes.add(code.group(1));
        }
      }
    }
    return codes;
  }

  @Test
  void everyCodeHasOnePageAndEveryPageACode() throws IOException {
    assertThat(pages()).extracting(Explanation::code).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(emitted());
    Explanations.groups().forEach(group -> assertThat(group.pages()).extracting(Explanation::code)
        .isSorted().allMatch(code -> code.startsWith(group.prefix())));
  }

  @Test
  void aRuleIsASentenceWithoutItsFullStop() {
    assertThat(pages()).extracting(Explanation::rule).allMatch(rule -> rule.matches("\\p{Lu}.*[^.?:]"));
  }

  @TestFactory
  Stream<DynamicTest> whatIsWrongHasTheCodeAndWhatIsRightIsAccepted() {
    return pages().stream().map(page -> DynamicTest.dynamicTest(page.code(), () -> {
      int wrong = page.parts().indexOf(new Explanation.Paragraph("Wrong:"));
      int right = page.parts().indexOf(new Explanation.Paragraph("Right:"));
      assertThat(wrong).isPositive().isLessThan(right);
      Invocation refused = invoke(page.code() + "w", page.parts().subList(wrong + 1, right));
      assertThat(refused.err()).contains("[" + page.code() + "]");
      assertThat(Pattern.compile("(?m)^\\w+\\[(\\w+)\\]").matcher(refused.err()).results().map(found -> found.group(1)).distinct())
          .as("codes of the wrong example").contains(page.code()).hasSize(page.code().equals("E0124") ? 2 : 1);
      assertThat(refused.exit()).isEqualTo(
          page.code().startsWith("W") ? ExitCode.FINE : page.code().startsWith("E06") ? ExitCode.NUMERICAL : ExitCode.MODEL_OR_DATA);
      Invocation accepted = invoke(page.code() + "r", page.parts().subList(right + 1, page.parts().size()));
      assertThat(accepted.err()).isEmpty();
      assertThat(accepted.exit()).isEqualTo(ExitCode.FINE);
    }));
  }

  private Invocation invoke(String name, List<Explanation.Part> parts) throws IOException {
    Path here = Files.createDirectory(folder.resolve(name));
    List<String> command = List.of("cartc", "check", "model.cart");
    for (Explanation.Part part : parts) {
      Explanation.Example example = (Explanation.Example) part;
      if (example.kind().equals("sh")) {
        command = List.of(typed(here, example.text()).split(" "));
      } else {
        Files.writeString(here.resolve(example.file().isEmpty() ? "model.cart" : example.file()), example.text());
        command = example.kind().equals("cart run") ? List.of("cartc", "run", "model.cart") : command;
      }
    }
    List<String> words = new ArrayList<>(command.subList(1, command.size()).stream()
        .map(word -> word.replaceFirst("^(.*=)?(\\w+\\.(cart|csv))$", "$1" + Matcher.quoteReplacement(here + "/") + "$2")).toList());
    if (words.getFirst().equals("run")) {
      int out = words.indexOf("--out");
      words.addAll(out < 0 ? List.of("--no-figures", "--out", here.resolve("out").toString()) : List.of("--no-figures"));
      if (out >= 0) {
        words.set(out + 1, here.resolve(words.get(out + 1)).toString());
      }
    }
    return Invocation.of(words.toArray(String[]::new));
  }

  /** The last line of what is typed; a line before it converts a table to UTF-16. */
  private static String typed(Path here, String text) throws IOException {
    List<String> lines = text.lines().toList();
    Matcher converted = Pattern.compile("iconv -f utf-8 -t utf-16 (\\S+) > (\\S+)").matcher(lines.getFirst());
    if (converted.matches()) {
      String table = Files.readString(here.resolve(converted.group(1)));
      Files.write(here.resolve(converted.group(2)), table.getBytes(StandardCharsets.UTF_16));
    }
    return lines.getLast();
  }

  @Test
  void linesOfWordsFitTheWidth() {
    for (Explanation page : pages()) {
      assertThat(page.text(40).lines().filter(line -> !line.startsWith("    "))).as(page.code()).allMatch(line -> line.length() <= 40);
      assertThat(page.text(100).lines()).as(page.code()).allMatch(line -> line.length() <= 100);
    }
  }

  @Test
  void codesAreReadInAnyCaseAndSeveralAtOnce() {
    Invocation both = Invocation.of("explain", "e0301", "E0201", "E0301");
    assertThat(both.exit()).isEqualTo(ExitCode.FINE);
    assertThat(both.out().lines().filter(line -> line.matches("[EW]0.*"))).hasSize(2).first().asString().startsWith("E0301  Every");
  }

  @Test
  void withoutACodeAllAreListed() throws IOException {
    String list = Invocation.of("explain").out();
    assertThat(emitted()).allSatisfy(code -> assertThat(list).contains("\n  " + code + "  "));
  }

  @Test
  void anUnknownCodeIsAFaultOfTheCommandLine() {
    Invocation unknown = Invocation.of("explain", "E0321");
    assertThat(unknown.exit()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.out()).isEmpty();
    assertThat(unknown.err()).isEqualTo("cartc: there is no code `E0321`; near it: E0301, E0121, E0302\nsee:   cartc explain\n");
    assertThat(Invocation.of("explain", "units").err()).startsWith("cartc: there is no code `units`\n");
  }
}
