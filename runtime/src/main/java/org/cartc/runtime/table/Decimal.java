package org.cartc.runtime.table;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Numbers as they stand in tables. */
public final class Decimal {
  /** The most characters of a number's text. */
  static final int LONGEST_TEXT = 32;

  private static final int LONGEST = 400;

  /** Up to here a whole number is written as it stands: 2^53. */
  private static final double ALL_WHOLE = 9007199254740992.0;

  private static final int LARGEST_PLAIN_EXPONENT = 15;
  private static final int SMALLEST_PLAIN_EXPONENT = -4;
  private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");
  private static final Pattern COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]+([eE][+-]?[0-9]+)?");
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9][0-9]{0,2},[0-9]{3}");
  private static final Pattern GROUPED = Pattern.compile("[+-]?[0-9]{1,3}([ '_\u00a0\u202f,.][0-9]{3})+([.,][0-9]+)?");
  private static final Pattern MISSING = Pattern.compile("(?i)[+-]?(nan|na|n/a|null|none|inf|infinity|\\.|-|#n/a|missing)");
  private static final Pattern BOUND = Pattern.compile("[<>≤≥].*");
  private static final Pattern WITH_TEXT = Pattern.compile("[+-]?[0-9.]+([eE][+-]?[0-9]+)?\\s*[\\p{L}%µ].*", Pattern.DOTALL);

  /** The answer to the question what number a text is. */
  public sealed interface Reading {
    /** A finite number. */
    record Value(double number) implements Reading {}

    /** None; the reason continues a sentence that begins with the text, and the remedy may be empty. */
    record Refused(String reason, String remedy) implements Reading {}
  }

  private Decimal() {}

  /** Reads a finite decimal number with a decimal point, such as {@code 12}, {@code -0.5}, {@code 1.2e-7}. */
  public static Reading read(String text) {
    if (text.length() > LONGEST || !NUMBER.matcher(text).matches()) {
      return refused(text.length() > LONGEST ? "" : text);
    }
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      return new Reading.Refused("is larger than the largest number, 1.8e308", "");
    }
    boolean vanished = value == 0 && text.split("[eE]")[0].chars().anyMatch(c -> c >= '1' && c <= '9');
    return vanished ? new Reading.Refused("is closer to zero than the smallest number, 4.9e-324", "") : new Reading.Value(value);
  }

  private static Reading refused(String text) {
    if (text.isEmpty()) {
      return new Reading.Refused("is not a number", "");
    } else if (GROUPED.matcher(text).matches() && !COMMA.matcher(text).matches()) {
      return new Reading.Refused("has its digits in groups", "write the digits without separators, with a decimal point");
    } else if (COMMA.matcher(text).matches()) {
      return new Reading.Refused("has a decimal comma",
          "write `" + text.replace(',', '.') + "`"
              + (THOUSANDS.matcher(text).matches() ? ", or `" + text.replace(",", "") + "` if it separates thousands" : ""));
    } else if (MISSING.matcher(text).matches()) {
      return new Reading.Refused("is not a finite number", "write a number; where there is none, leave out the row");
    } else if (BOUND.matcher(text).matches()) {
      return new Reading.Refused("is a bound, not a number", "write the limit itself and declare `below` it `censored` in the data block");
    } else if (WITH_TEXT.matcher(text).matches()) {
      return new Reading.Refused("is a number with something behind it", "write the number alone, in the unit that is declared for it");
    }
    return new Reading.Refused("is not a number", "");
  }

  /**
   * The shortest decimal that reads back as the same number: plain from 1e-4 to below 1e16, such as {@code 10000000} and {@code 0.5},
   * otherwise {@code 1.2e-7}. NaN is empty, infinities are {@code inf} and {@code -inf}.
   */
  public static String text(double number) {
    byte[] text = new byte[LONGEST_TEXT];
    return new String(text, 0, write(number, text, 0), StandardCharsets.ISO_8859_1);
  }

  /** Writes the same text from a place on, which has room for {@link #LONGEST_TEXT} bytes; returns the place behind it. */
  static int write(double number, byte[] out, int at) {
    if (Double.isNaN(number)) {
      return at;
    } else if (Double.isInfinite(number)) {
      return write(number > 0 ? "inf" : "-inf", out, at);
    } else if (number == (long) number && Math.abs(number) < ALL_WHOLE) {
      return write(number == 0 && 1 / number < 0 ? "-0" : Long.toString((long) number), out, at);
    }
    String shortest = Double.toString(Math.abs(number));
    int power = shortest.indexOf('E');
    int end = power < 0 ? shortest.length() : power;
    byte[] digits = new byte[end];
    int count = 0;
    int exponent = (power < 0 ? 0 : Integer.parseInt(shortest, power + 1, shortest.length(), 10)) + shortest.indexOf('.') - 1;
    for (int i = 0; i < end; i++) {
      char c = shortest.charAt(i);
      if (c == '0' && count == 0) {
        exponent--;
      } else if (c != '.') {
        digits[count++] = (byte) c;
      }
    }
    while (digits[count - 1] == '0') {
      count--;
    }
    int place = number < 0 ? write("-", out, at) : at;
    boolean plain = exponent >= SMALLEST_PLAIN_EXPONENT && exponent <= LARGEST_PLAIN_EXPONENT;
    return plain ? plain(digits, count, exponent, out, place) : scientific(digits, count, exponent, out, place);
  }

  private static int plain(byte[] digits, int count, int exponent, byte[] out, int at) {
    int place = exponent < 0 ? write("0.", out, at) : at;
    for (int i = -1; i > exponent; i--) {
      out[place++] = '0';
    }
    for (int i = 0; i < Math.max(count, exponent + 1); i++) {
      if (i == exponent + 1 && exponent >= 0) {
        out[place++] = '.';
      }
      out[place++] = i < count ? digits[i] : (byte) '0';
    }
    return place;
  }

  private static int scientific(byte[] digits, int count, int exponent, byte[] out, int at) {
    int place = at;
    out[place++] = digits[0];
    if (count > 1) {
      out[place++] = '.';
      System.arraycopy(digits, 1, out, place, count - 1);
      place += count - 1;
    }
    return write("e" + exponent, out, place);
  }

  private static int write(String ascii, byte[] out, int at) {
    for (int i = 0; i < ascii.length(); i++) {
      out[at + i] = (byte) ascii.charAt(i);
    }
    return at + ascii.length();
  }
}
