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
  /** Whether the key has this value, compared as a number where it is one. */
  boolean is(String otherText, double otherNumber) {
    return Double.isNaN(number) || Double.isNaN(otherNumber) ? text.equals(otherText) : same(number, otherNumber);
  }

  /** Whether two numbers are the same but for rounding of their last digits. */
  static boolean same(double a, double b) {
    return a == b || Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b));
  }
}
