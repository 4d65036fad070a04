package org.cartc.compiler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the command says, and which files it leaves, for each folder of {@code transcripts}: {@code command.txt} and the files that stand
 * beside it go in; {@code stdout.txt}, {@code stderr.txt}, {@code exit.txt} and {@code left.txt} (the files that are new) come out.
 *
 * <p>Run with {@code -Dgolden=refresh} to write them anew; the run that does so fails.
 */
class TranscriptTest {
  private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts");
  private static final Set<String> RECORDED = Set.of("command.txt", "stdout.txt", "stderr.txt", "exit.txt", "left.txt");

  /** Where the commands find their files; the name stands in them and in what they say. */
  private static final Path FOLDER = Path.of("target/x");

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  static Stream<Path> transcripts() throws IOException {
    try (Stream<Path> folders = Files.list(TRANSCRIPTS)) {
      return folders.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void saysWhatIsRecorded(Path transcript) throws IOException {
    prepare(transcript);
    Set<String> before = files(FOLDER);
    Map<String, String> said = said(Files.readString(transcript.resolve("command.txt")));
    Set<String> left = files(FOLDER);
    left.removeAll(before);
    said.put("left.txt", left.stream().map(file -> file + "\n").collect(Collectors.joining()));
    if ("refresh".equals(System.getProperty("golden"))) {
      for (var text : said.entrySet()) {
        Files.writeString(transcript.resolve(text.getKey()), text.getValue());
      }
      fail("the transcript was written anew: read it, then run without -Dgolden=refresh");
    }
    for (var text : said.entrySet()) {
      assertThat(text.getValue()).as(text.getKey()).isEqualTo(Files.readString(transcript.resolve(text.getKey())));
    }
  }

  @ParameterizedTest
  @MethodSource("transcripts")
  void showsNoTraceOfTheProgramInside(Path transcript) throws IOException {
    String said = Files.readString(transcript.resolve("stdout.txt")) + Files.readString(transcript.resolve("stderr.txt"));
    assertThat(said).doesNotContainIgnoringCase("picocli", "antlr", "exception", "java.", "org.cartc", "\tat ", "null");
    assertThat(Files.readString(transcript.resolve("exit.txt")).strip()).isIn("0", "1", "2", "3");
  }

  private static void prepare(Path transcript) throws IOException {
    if (Files.exists(FOLDER)) {
      try (Stream<Path> old = Files.walk(FOLDER)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    try (Stream<Path> given = Files.walk(transcript)) {
      for (Path path : given.toList()) {
        Path target = FOLDER.resolve(transcript.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else if (!RECORDED.contains(path.getFileName().toString())) {
          Files.copy(path, target);
        }
      }
    }
  }

  private static Set<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Map<String, String> said(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    assertThat(words.removeFirst()).isEqualTo("cartc");
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    Console console = new Console(stream(out), stream(err), 80, false);
    int exit = Main.run(words.toArray(String[]::new), console);
    Map<String, String> said = new TreeMap<>();
    said.put("stdout.txt", withoutTimes(out.toString(StandardCharsets.UTF_8)));
    said.put("stderr.txt", withoutTimes(err.toString(StandardCharsets.UTF_8)));
    said.put("exit.txt", exit + "\n");
    return said;
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  private static String withoutTimes(String text) {
    return text.replaceAll("\\d+\\.\\d\\d s\\b", "0.00 s").replace("\r\n", "\n");
  }
}
