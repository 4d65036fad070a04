package org.cartc.runtime.study;

/**
 * What tells a run from the others of its study: a scenario, a patient, a row of a table, the value of a study variable.
 *
 * @param name the column that holds it
 * @param text its value as it is written
 * @param number its value, NaN for a name
 * @param doc what it stands for; may be empty
 */
public record Key(String name, String text, double number, String doc) {
  /**
   * Whether the key has this value, compared as a number where it is one.
   *
   * @param otherText as it is written; empty for a number that was computed
   * @param otherNumber NaN for a name
   */
  boolean is(String otherText, double otherNumber) {
    if (Double.isNaN(number) && !otherText.isEmpty() || Double.isNaN(otherNumber)) {
      return text.equals(otherText);
    }
    return same(Double.isNaN(number) ? parsed(text) : number, otherNumber);
  }

  /** The number that a text is, NaN if it is none. */
  public static double parsed(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Whether two numbers are the same but for rounding of their last digits. */
  public static boolean same(double a, double b) {
    return a == b || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
  }
}
