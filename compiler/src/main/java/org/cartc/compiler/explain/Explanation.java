package org.cartc.compiler.explain;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The page of one code.
 *
 * @param code such as {@code E0301}
 * @param rule what the rule asks for, as a true sentence without a full stop
 * @param parts what stands below it, in order
 */
public record Explanation(String code, String rule, List<Part> parts) {
  private static final String INDENT = "    ";

  /** A paragraph or an example. */
  public sealed interface Part {}

  /** Words; those before the examples are {@code Wrong:} and {@code Right:}. */
  public record Paragraph(String text) implements Part {}

  /**
   * A text of an example, or what is typed to run it.
   *
   * @param kind the words behind the fence: {@code cart}, {@code cart run}, {@code cart NAME}, {@code csv NAME} or {@code sh}
   */
  public record Example(String kind, String text) implements Part {
    /** The file that the text stands in, if the page names it; else empty. */
    public String file() {
      String name = kind.substring(kind.lastIndexOf(' ') + 1);
      return name.contains(".") ? name : "";
    }
  }

  /** The page for a terminal: words broken at the width, examples as they are; ends with LF. */
  public String text(int width) {
    String body = parts.stream().map(part -> switch (part) {
      case Paragraph paragraph -> Lines.broken(paragraph.text(), width, "");
      case Example example -> text(example);
    }).collect(Collectors.joining("\n"));
    return Lines.broken(code + "  " + rule, width, " ".repeat(code.length() + 2)) + "\n" + body;
  }

  private static String text(Example example) {
    String lead = example.kind().equals("sh") ? "$ " : "";
    String head = example.file().isEmpty() ? "" : INDENT + "-- " + example.file() + "\n";
    return head + example.text().lines().map(line -> INDENT + lead + line + "\n").collect(Collectors.joining());
  }
}
