package org.cartc.compiler.emit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Where nodes that outlive a method lie: constants of a trajectory in {@code c}, intermediate values in {@code w}. */
final class Slots {
  private final Map<Integer, Integer> constants = new TreeMap<>();
  private final Map<Integer, Integer> spilled = new LinkedHashMap<>();
  private final int firstConstant;
  private final int firstSpilled;

  Slots(int firstConstant, int firstSpilled) {
    this.firstConstant = firstConstant;
    this.firstSpilled = firstSpilled;
  }

  int constant(int node) {
    return constants.computeIfAbsent(node, n -> firstConstant + constants.size());
  }

  int spilled(int node) {
    return spilled.computeIfAbsent(node, n -> firstSpilled + spilled.size());
  }

  /** The constants that have a place, by node. */
  Map<Integer, Integer> constants() {
    return constants;
  }

  int constantsEnd() {
    return firstConstant + constants.size();
  }

  int spilledEnd() {
    return firstSpilled + spilled.size();
  }
}
