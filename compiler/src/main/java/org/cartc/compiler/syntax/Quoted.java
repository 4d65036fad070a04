package org.cartc.compiler.syntax;

/** Texts in double quotes: {@code \"} stands for a quote and {@code \\} for a backslash; before anything else a backslash is itself. */
final class Quoted {
  private Quoted() {}

  /** The text without its quotes; the closing one may be missing. */
  static String inner(String quoted) {
    int end = quoted.length();
    StringBuilder text = new StringBuilder(end);
    for (int i = 1; i < end; i++) {
      char c = quoted.charAt(i);
      boolean escape = c == '\\' && i + 1 < end && (quoted.charAt(i + 1) == '"' || quoted.charAt(i + 1) == '\\');
      if (escape) {
        text.append(quoted.charAt(++i));
      } else if (c != '"') {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** The text in quotes. */
  static String of(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
