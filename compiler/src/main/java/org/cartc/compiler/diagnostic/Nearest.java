package org.cartc.compiler.diagnostic;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * The known word that a misspelt one most likely stands for.
 *
 * <p>Distance: the number of inserted, deleted, replaced and swapped neighbouring letters, no letter being touched twice (the
 * restricted distance of F. J. Damerau, Comm. ACM 7 (1964) 171, and V. I. Levenshtein, Sov. Phys. Dokl. 10 (1966) 707).
 */
public final class Nearest {
  private Nearest() {}

  /**
   * A word that differs in case only; else the nearest within one fault for up to four letters, two for up to eight, three beyond,
   * and never as many faults as letters. Of equally near words the one that comes first in alphabetical order.
   */
  public static Optional<String> to(String misspelt, Collection<String> known) {
    Comparator<String> order = Comparator.<String>comparingInt(word -> faults(misspelt, word)).thenComparing(Comparator.naturalOrder());
    return known.stream().filter(word -> faults(misspelt, word) <= limit(misspelt)).min(order);
  }

  private static int limit(String word) {
    int length = word.length();
    return length <= 1 ? 0 : length <= 4 ? 1 : length <= 8 ? 2 : 3;
  }

  private static int faults(String a, String b) {
    if (a.equalsIgnoreCase(b)) {
      return 0;
    }
    return Math.abs(a.length() - b.length()) > limit(a) ? Integer.MAX_VALUE : Math.max(1, distance(a, b));
  }

  /** The number of faults between two words. */
  public static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    Arrays.setAll(last, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(last[j], row[j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      beforeLast = last;
      last = row;
    }
    return last[b.length()];
  }
}
