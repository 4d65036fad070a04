package org.cartc.compiler.syntax;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Syntax tree to canonical text: one statement a line, two spaces of indentation a block, as few parentheses as possible. Reading
 * the text again gives the same tree but for the places. Comments are not part of the tree.
 */
public final class Print {
  private Print() {}

  public static String print(CartFile file) {
    return file.items().stream().map(PrintFile::top).collect(Collectors.joining("\n"));
  }

  public static String print(Expression expression) {
    return PrintExpression.print(expression);
  }

  /** A statement with its block, each line ending in a newline; a block without statements is {@code { }}. */
  static <T> String block(String header, List<T> items, Function<T, String> line) {
    if (items.isEmpty()) {
      return header + " { }\n";
    }
    String lines = items.stream().map(line).flatMap(String::lines).map(text -> "  " + text + "\n").collect(Collectors.joining());
    return header + " {\n" + lines + "}\n";
  }

  static String words(String... words) {
    return Stream.of(words).filter(word -> !word.isEmpty()).collect(Collectors.joining(" "));
  }

  static String doc(Optional<Doc> doc) {
    return doc.map(d -> Quoted.of(d.text())).orElse("");
  }

  static String list(Collection<?> named) {
    return named.stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  /** The word and what follows it, or nothing. */
  static <T> String clause(String word, Optional<T> value, Function<T, String> print) {
    return value.map(v -> word + " " + print.apply(v)).orElse("");
  }
}
