package org.cartc.compiler.explain;

/** Words in lines of a bounded width. */
final class Lines {
  private Lines() {}

  /** Text broken at its blanks; lines after the first begin with an indentation, each ends with LF. A longer word has its own line. */
  static String broken(String text, int width, String indentation) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" (?! )")) {
      int length = word.codePointCount(0, word.length());
      if (column > indentation.length() && column + 1 + length > width) {
        lines.append('\n').append(indentation);
        column = indentation.length();
      } else if (column > 0) {
        lines.append(' ');
        column++;
      }
      lines.append(word);
      column += length;
    }
    return lines.append('\n').toString();
  }
}
