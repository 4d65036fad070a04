package org.cartc.runtime.reading;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.stream.DoubleStream;

/**
 * When a condition holds: at each of some times, and throughout between each and the next.
 *
 * @param times increasing, the ends of the window first and last
 * @param at whether it holds at each time
 * @param after whether it holds between each time and the next
 */
record Truth(double[] times, boolean[] at, boolean[] after) {
  /** The truth of a condition over a window within all its curves. */
  static Truth of(Condition condition, double from, double until) {
    return switch (condition) {
      case Condition.Holds holds -> new Crossings(holds).over(from, until);
      case Condition.And and -> combine(of(and.left(), from, until), of(and.right(), from, until), Boolean::logicalAnd);
      case Condition.Or or -> combine(of(or.left(), from, until), of(or.right(), from, until), Boolean::logicalOr);
      case Condition.Not not -> {
        var of = of(not.of(), from, until);
        yield combine(of, of, (a, b) -> !a);
      }
    };
  }

  private static Truth combine(Truth a, Truth b, BinaryOperator<Boolean> operation) {
    double[] times = DoubleStream.concat(Arrays.stream(a.times), Arrays.stream(b.times)).sorted().distinct().toArray();
    boolean[] at = new boolean[times.length];
    boolean[] after = new boolean[times.length];
    for (int i = 0; i < times.length; i++) {
      at[i] = operation.apply(a.holdsAt(times[i]), b.holdsAt(times[i]));
      after[i] = operation.apply(a.holdsAfter(times[i]), b.holdsAfter(times[i]));
    }
    return new Truth(times, at, after);
  }

  private boolean holdsAt(double t) {
    int i = Arrays.binarySearch(times, t);
    return i >= 0 ? at[i] : after[-i - 2];
  }

  private boolean holdsAfter(double t) {
    int i = Arrays.binarySearch(times, t);
    return after[i >= 0 ? i : -i - 2];
  }
}
