package org.cartc.runtime.reading;

import java.util.function.DoubleUnaryOperator;

/** A curve of one function per piece. */
record Pieced(double[] edges, DoubleUnaryOperator... functions) implements Curve {
  /** One function cut into pieces of equal length. */
  static Pieced smooth(double from, double until, int pieces, DoubleUnaryOperator function) {
    double[] edges = new double[pieces + 1];
    var functions = new DoubleUnaryOperator[pieces];
    for (int i = 0; i < pieces; i++) {
      edges[i] = from + (until - from) * i / pieces;
      functions[i] = function;
    }
    edges[pieces] = until;
    return new Pieced(edges, functions);
  }

  @Override
  public int pieces() {
    return functions.length;
  }

  @Override
  public double start(int piece) {
    return edges[piece];
  }

  @Override
  public double end(int piece) {
    return edges[piece + 1];
  }

  @Override
  public double at(int piece, double t) {
    return functions[piece].applyAsDouble(t);
  }
}
