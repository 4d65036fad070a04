package org.cartc.runtime.reading;

/**
 * A number over time, smooth in pieces that follow each other without gaps.
 *
 * <p>Where two pieces meet the value is that of the later one. A piece of zero length is a value of its own at that time: a curve over
 * a run of zero length has one such piece, and a curve that jumps at its last time may end with one.
 */
public interface Curve {
  /** At least one. */
  int pieces();

  double start(int piece);

  double end(int piece);

  /** The value at a time of a piece, at its ends the limit from inside; NaN where there is none. */
  double at(int piece, double t);

  /**
   * Bounds of the values over a piece, rounding included, so that readings may pass over what they cannot find there.
   *
   * @param bounds receives the lower and the upper bound
   * @return whether any are known
   */
  default boolean bounds(int piece, double[] bounds) {
    return false;
  }
}
