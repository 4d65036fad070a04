package org.cartc.runtime.ensemble;

/** How all lanes go on: one array per quantity. */
final class Pace {
  /** The size of the next step, if nothing shortens it. */
  final double[] h;

  /** What {@link StepControl} remembers of the step before. */
  final double[] memory;

  /** The next time that is met exactly. */
  final double[] target;

  /** The time of the next row, infinite if none is left. */
  final double[] nextRow;

  /** Whether the last attempt was rejected. */
  final boolean[] shrunk;

  /** The steps of the trajectory, accepted and rejected. */
  final int[] attempts;

  Pace(int width) {
    attempts = new int[width];
    h = new double[width];
    memory = new double[width];
    target = new double[width];
    nextRow = new double[width];
    shrunk = new boolean[width];
  }

  void move(int from, int to) {
    h[to] = h[from];
    memory[to] = memory[from];
    target[to] = target[from];
    nextRow[to] = nextRow[from];
    shrunk[to] = shrunk[from];
    attempts[to] = attempts[from];
  }
}
