package org.cartc.runtime.table;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The names that a misspelt name was probably meant to be. */
public final class Near {
  private static final int MOST = 3;
  private static final int LONGEST = 100;

  private record Candidate(String name, int distance) {}

  private Near() {}

  /**
   * At most three of {@code known}, the nearest first: those that differ only in case, or in at most a third of the letters of {@code name}
   * by insertions, deletions, replacements and swaps of neighbours (optimal string alignment distance).
   */
  public static List<String> names(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return List.of();
    }
    int allowed = Math.max(1, name.length() / 3);
    return known.stream()
        .filter(other -> Math.abs(other.length() - name.length()) <= allowed)
        .map(other -> new Candidate(other, distance(name.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT))))
        .filter(candidate -> candidate.distance() <= allowed)
        .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name))
        .limit(MOST)
        .map(Candidate::name)
        .toList();
  }

  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
