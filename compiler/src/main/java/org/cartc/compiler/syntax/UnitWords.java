package org.cartc.compiler.syntax;

import java.util.Set;

/** Names that, where no name belongs, are most likely units; only for advice, the units themselves are known elsewhere. */
final class UnitWords {
  private static final Set<String> WORDS = Set.of(
      "s", "sec", "second", "seconds", "min", "minute", "minutes", "h", "hr", "hour", "hours", "d", "day", "days", "week", "weeks",
      "month", "months", "year", "years", "cell", "cells", "copy", "copies", "mol", "mmol", "umol", "nmol", "pmol", "kg", "g", "mg",
      "ug", "ng", "pg", "L", "dL", "mL", "uL", "l", "ml", "M", "mM", "uM", "nM", "pM", "m", "cm", "mm", "um", "IU", "percent");

  private UnitWords() {}

  static boolean contains(String word) {
    return WORDS.contains(word);
  }
}
