package org.cartc.compiler.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cartc.compiler.diagnostic.Nearest;

/**
 * The pages of all codes. Those of a group stand in one file: {@code # E03 subject}, then for each code {@code ## E0301 rule}, paragraphs
 * of one line, and examples between fences.
 */
public final class Explanations {
  private static final List<String> PREFIXES = List.of("E01", "E02", "E03", "W03", "E04", "E05", "E06", "E07");
  private static final String FENCE = "```";
  private static final int FEW = 3;

  private Explanations() {}

  /** All groups, in the order of their codes. */
  public static List<Group> groups() {
    return PREFIXES.stream().map(Explanations::group).toList();
  }

  /** The page of a code, in upper or lower case. */
  public static Optional<Explanation> of(String code) {
    String wanted = code.toUpperCase(Locale.ROOT);
    return PREFIXES.stream().filter(wanted::startsWith).map(Explanations::group)
        .flatMap(group -> group.pages().stream()).filter(page -> page.code().equals(wanted)).findFirst();
  }

  /** Up to three codes that are most like an unknown one; none if it is like no code. */
  public static List<String> near(String code) {
    String wanted = code.toUpperCase(Locale.ROOT);
    return groups().stream().flatMap(group -> group.pages().stream()).map(Explanation::code)
        .filter(known -> Nearest.distance(wanted, known) <= 2)
        .sorted(Comparator.<String>comparingInt(known -> Nearest.distance(wanted, known))
            .thenComparing(known -> !known.startsWith(wanted.substring(0, Math.min(3, wanted.length()))))
            .thenComparing(Comparator.naturalOrder()))
        .limit(FEW).toList();
  }

  private static Group group(String prefix) {
    Iterator<String> lines = read(prefix).lines().iterator();
    String head = lines.next();
    List<Explanation> pages = new ArrayList<>();
    while (lines.hasNext()) {
      String line = lines.next();
      if (line.startsWith("## ")) {
        int blank = line.indexOf(' ', 3);
        pages.add(new Explanation(line.substring(3, blank), line.substring(blank + 1), new ArrayList<>()));
      } else if (line.startsWith(FENCE)) {
        pages.getLast().parts().add(new Explanation.Example(line.substring(FENCE.length()), untilFence(lines)));
      } else if (!line.isEmpty()) {
        pages.getLast().parts().add(new Explanation.Paragraph(line));
      }
    }
    return new Group(prefix, head.substring(head.indexOf(' ', 2) + 1), List.copyOf(pages));
  }

  private static String untilFence(Iterator<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line = lines.next(); !line.equals(FENCE); line = lines.next()) {
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private static String read(String prefix) {
    try (InputStream file = Explanations.class.getResourceAsStream(prefix + ".md")) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
