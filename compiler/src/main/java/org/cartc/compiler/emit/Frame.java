package org.cartc.compiler.emit;

/**
 * Where the arguments of a generated method lie among its local variables; -1 where it has none.
 *
 * @param time the time
 * @param state the array of states, and behind it its offset
 * @param out the array that results go to, and behind it its offset but in {@link #PREPARATION}
 * @param trial the trial value of a constraint's unknown
 * @param constants the array {@code c}
 * @param workspace the array {@code w}
 * @param free the first free local variable
 */
record Frame(String descriptor, int time, int state, int out, int trial, int constants, int workspace, int free) {
  /** {@code (t, y, yo, out, oo, c, w)}: right-hand side, observed quantities, conditions, effects. */
  static final Frame EVALUATION = new Frame("(D[DI[DI[D[D)V", 1, 3, 5, -1, 7, 8, 9);

  /** {@code (t, y, yo, w, 0, c, w)}: results go into the workspace. */
  static final Frame INPUTS = new Frame("(D[DI[DI[D[D)V", 1, 3, 5, -1, 7, 8, 9);

  /** {@code (x, t, y, yo, slope, c, w)} to the residual; the slope goes to {@code w[slope]}. */
  static final Frame RESIDUAL = new Frame("(DD[DII[D[D)D", 3, 5, -1, 1, 8, 9, 10);

  /** The variable of the place of the slope in {@link #RESIDUAL}. */
  static final int SLOPE = 7;

  /** {@code (bound, other bound, t, y, yo, c, w)} to the solution of a constraint. */
  static final Frame SOLUTION = new Frame("(DDD[DI[D[D)D", 5, 7, -1, 11, 9, 10, 16);

  /** {@code (p, c)}. */
  static final Frame PREPARATION = new Frame("([D[D)V", -1, -1, 2, -1, 2, -1, 3);

  /** {@code (c, y, yo)}. */
  static final Frame INITIAL = new Frame("([D[DI)V", -1, -1, 2, -1, 1, -1, 4);
}
