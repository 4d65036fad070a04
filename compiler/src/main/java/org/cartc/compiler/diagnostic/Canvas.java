package org.cartc.compiler.diagnostic;

import java.util.Arrays;

/** One output line that is written at columns, in colours. */
final class Canvas {
  /** How something is shown when colours are wanted. */
  enum Style {
    PLAIN(""),
    ERROR("\u001b[1;31m"),
    WARNING("\u001b[1;33m"),
    FRAME("\u001b[1;34m"),
    STRONG("\u001b[1m");

    private final String code;

    Style(String code) {
      this.code = code;
    }

    String paint(String text, boolean colour) {
      return !colour || this == PLAIN || text.isEmpty() ? text : code + text + "\u001b[0m";
    }
  }

  private final StringBuilder text = new StringBuilder();
  private Style[] styles = new Style[0];

  /** Writes a text from a column on, over what stands there. */
  Canvas put(int column, String written, Style style) {
    while (text.length() < column + written.length()) {
      text.append(' ');
    }
    text.replace(column, column + written.length(), written);
    Style[] grown = Arrays.copyOf(styles, text.length());
    Arrays.fill(grown, styles.length, grown.length, Style.PLAIN);
    Arrays.fill(grown, column, column + written.length(), style);
    styles = grown;
    return this;
  }

  String line(boolean colour) {
    StringBuilder line = new StringBuilder();
    int from = 0;
    for (int i = 1; i <= text.length(); i++) {
      if (i == text.length() || styles[i] != styles[from]) {
        line.append(styles[from].paint(text.substring(from, i), colour));
        from = i;
      }
    }
    return line.toString();
  }
}
