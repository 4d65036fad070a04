package org.cartc.compiler.diagnostic;

/** A line of text as a terminal shows it: tabs expanded, harmful characters replaced, and the screen column of every character. */
final class Glyphs {
  private static final int TAB = 4;
  private static final String REPLACED = "\ufffd";

  private final String[] shown;
  private final int[] columns;

  Glyphs(String line) {
    shown = new String[line.length()];
    columns = new int[line.length() + 1];
    int column = 0;
    for (int i = 0; i < line.length();) {
      int c = line.codePointAt(i);
      int length = Character.charCount(c);
      int width = c == '\t' ? TAB - column % TAB : width(c);
      shown[i] = c == '\t' ? " ".repeat(width) : visible(c);
      columns[i] = column;
      if (length == 2) {
        shown[i + 1] = "";
        columns[i + 1] = column;
      }
      column += width;
      i += length;
    }
    columns[line.length()] = column;
  }

  /** Text that cannot move the cursor, recolour the screen or reorder what is read. */
  static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints().forEach(c -> clean.append(c == '\t' || c == '\n' || c == '\r' ? " " : visible(c)));
    return clean.toString();
  }

  /** The number of screen columns of the whole line. */
  int width() {
    return columns[columns.length - 1];
  }

  /** The screen column, from 0, of the character at an offset; behind the end it goes on. */
  int column(int offset) {
    return offset < columns.length ? columns[offset] : width() + offset - columns.length + 1;
  }

  /** What stands in the screen columns from {@code from} to before {@code to}. */
  String slice(int from, int to) {
    StringBuilder slice = new StringBuilder();
    for (int i = 0; i < shown.length; i++) {
      if (columns[i] >= from && columns[i + 1] <= to) {
        slice.append(shown[i]);
      }
    }
    return slice.toString();
  }

  private static String visible(int c) {
    boolean reordering = c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x200E || c == 0x200F;
    boolean broken = c >= 0xD800 && c <= 0xDFFF;
    return Character.isISOControl(c) || reordering || broken || c == 0x2028 || c == 0x2029 ? REPLACED : Character.toString(c);
  }

  /** Columns of a character after Unicode Standard Annex 11; the wide blocks only, not each character. */
  private static int width(int c) {
    if (c < 0x300 || visible(c).equals(REPLACED)) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
      return 0;
    }
    boolean wide =
        c >= 0x1100 && c <= 0x115F || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F || c >= 0xAC00 && c <= 0xD7A3 || c >= 0xF900 && c <= 0xFAFF
            || c >= 0xFE30 && c <= 0xFE6F || c >= 0xFF00 && c <= 0xFF60 || c >= 0xFFE0 && c <= 0xFFE6 || c >= 0x1F300 && c <= 0x1F64F
            || c >= 0x1F680 && c <= 0x1F6FF || c >= 0x1F900 && c <= 0x1F9FF || c >= 0x20000 && c <= 0x3FFFD;
    return wide ? 2 : 1;
  }
}
