package org.cartc.runtime.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** One line of text, parts of which may be raised as exponents. */
record Label(List<Run> runs) {
  static final double RAISED_SIZE = 0.72;
  static final double RAISED_BY = 0.38;
  private static final Pattern EXPONENT = Pattern.compile("\\^([-+]?\\d+)");
  private static final String WORD_BREAKS = "_./,;:-=+*)";

  Label {
    runs = List.copyOf(runs);
  }

  /** A part of the line. */
  record Run(String text, boolean raised) {}

  static Label plain(String text) {
    return new Label(List.of(new Run(clean(text), false)));
  }

  /** A text whose exponents of units, such as {@code [mm^3]}, are raised. */
  static Label withUnits(String text) {
    var runs = new ArrayList<Run>();
    var exponents = EXPONENT.matcher(clean(text));
    var end = 0;
    while (exponents.find()) {
      runs.add(new Run(clean(text).substring(end, exponents.start()), false));
      runs.add(new Run(exponents.group(1).replace('-', '\u2212'), true));
      end = exponents.end();
    }
    runs.add(new Run(clean(text).substring(end), false));
    return new Label(runs.stream().filter(run -> !run.text.isEmpty()).toList());
  }

  /** {@code 10^exponent}, with {@code mantissa} and a cross before it unless it is empty. */
  static Label power(String mantissa, int exponent) {
    var base = mantissa.isEmpty() ? "10" : mantissa + "\u00D710";
    return new Label(List.of(new Run(base, false), new Run(Integer.toString(exponent).replace('-', '\u2212'), true)));
  }

  /** Width in px for a type size in px. */
  double width(Typeface face, double size) {
    return runs.stream().mapToDouble(run -> face.width(run.text, run.raised ? size * RAISED_SIZE : size)).sum();
  }

  /**
   * Breaks a text into lines of at most {@code width} px; nothing is left out. Lines end at spaces outside of brackets, so that units
   * stay whole; where there is none, within a word after a sign, and at last anywhere.
   */
  static List<String> wrap(String text, Typeface face, double size, double width) {
    var lines = new ArrayList<String>();
    var rest = clean(text).strip();
    while (!rest.isEmpty()) {
      var end = lineEnd(rest, face, size, width);
      lines.add(rest.substring(0, end).strip());
      rest = rest.substring(end).strip();
    }
    return lines;
  }

  private static int lineEnd(String text, Typeface face, double size, double width) {
    if (face.width(text, size) <= width) {
      return text.length();
    }
    var fits = text.offsetByCodePoints(0, 1);
    var space = 0;
    var sign = 0;
    var depth = 0;
    for (var end = fits; end < text.length() && face.width(text.substring(0, end).strip(), size) <= width;) {
      var last = text.charAt(end - 1);
      depth += last == '[' ? 1 : last == ']' ? -1 : 0;
      fits = end;
      space = last == ' ' && depth <= 0 ? end : space;
      sign = last == ' ' || WORD_BREAKS.indexOf(last) >= 0 ? end : sign;
      end = text.offsetByCodePoints(end, 1);
    }
    return space > 0 ? space : sign > 0 ? sign : fits;
  }

  static String clean(String text) {
    return text.codePoints().map(Label::shown).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** XML cannot hold control characters, lone surrogates and non-characters. */
  private static int shown(int codePoint) {
    if (Character.isISOControl(codePoint)) {
      return ' ';
    }
    var unfit = Character.getType(codePoint) == Character.SURROGATE || codePoint == 0xFFFE || codePoint == 0xFFFF;
    return unfit ? 0xFFFD : codePoint;
  }
}
