package org.cartc.runtime.table;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as they stand in tables. */
public final class Decimal {
  private static final int LONGEST = 400;
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
    if (Double.isNaN(number)) {
      return "";
    } else if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    } else if (number == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent <= LARGEST_PLAIN_EXPONENT) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    return (number < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e" + exponent;
  }
}
