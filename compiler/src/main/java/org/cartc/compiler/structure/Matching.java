package org.cartc.compiler.structure;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Pairs unknowns with equations that contain them, as many as possible (augmenting paths). */
final class Matching {
  private final List<Set<Integer>> equationsOf;
  private final int[] unknownOf;

  private Matching(List<Set<Integer>> equationsOf, int equations) {
    this.equationsOf = equationsOf;
    this.unknownOf = new int[equations];
    Arrays.fill(unknownOf, -1);
  }

  /**
   * The equation of every unknown, or -1 where none is left.
   *
   * @param equationsOf for every unknown the equations that contain it; those that come first in iteration are preferred
   */
  static int[] of(List<Set<Integer>> equationsOf, int equations) {
    Matching matching = new Matching(equationsOf, equations);
    for (int unknown = 0; unknown < equationsOf.size(); unknown++) {
      matching.augment(unknown, new HashSet<>());
    }
    int[] equationOf = new int[equationsOf.size()];
    Arrays.fill(equationOf, -1);
    for (int equation = 0; equation < equations; equation++) {
      if (matching.unknownOf[equation] >= 0) {
        equationOf[matching.unknownOf[equation]] = equation;
      }
    }
    return equationOf;
  }

  private boolean augment(int unknown, Set<Integer> tried) {
    for (int equation : equationsOf.get(unknown)) {
      if (tried.add(equation) && (unknownOf[equation] < 0 || augment(unknownOf[equation], tried))) {
        unknownOf[equation] = unknown;
        return true;
      }
    }
    return false;
  }
}
