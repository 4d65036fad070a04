package org.cartc.runtime.integrate;

/** The cubic that has given values and slopes at both ends of a step. */
final class Hermite {
  private Hermite() {}

  /** Writes state and slope at the start of a piece. */
  static void open(Pieces pieces, int piece, double[] y, double[] slope) {
    int at = pieces.at(piece);
    System.arraycopy(y, 0, pieces.block(piece), at, y.length);
    System.arraycopy(slope, 0, pieces.block(piece), at + y.length, y.length);
  }

  /** Completes a piece by state and slope at its end; where that slope is not finite the piece becomes a parabola. */
  static void close(Pieces pieces, int piece, double[] end, double[] slope) {
    double h = pieces.step(piece);
    double[] q = pieces.block(piece);
    int n = end.length;
    for (int i = 0; i < n; i++) {
      int at = pieces.at(piece) + i;
      double difference = end[i] - q[at];
      double first = h * q[at + n];
      double last = Double.isFinite(slope[i]) ? h * slope[i] : 2 * difference - first;
      q[at + n] = first;
      q[at + 2 * n] = 3 * difference - 2 * first - last;
      q[at + 3 * n] = first + last - 2 * difference;
    }
  }
}
