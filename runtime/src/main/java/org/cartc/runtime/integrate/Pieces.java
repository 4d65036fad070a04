package org.cartc.runtime.integrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The smooth pieces of a solution, each a polynomial in x from 0 to 1 over its step. Between two restarts constants and modes do not
 * change: the pieces there form a phase.
 */
final class Pieces {
  /** At most a gigabyte of coefficients. */
  private static final long MOST_NUMBERS = 1L << 27;

  private static final int BLOCK = 32;

  private static final int QUARTIC = 4;

  /**
   * What holds between two restarts.
   *
   * @param first its first piece
   * @param c the constants
   * @param modes the modes
   */
  record Phase(int first, double[] c, double[] modes) {}

  private final int n;
  private final int degree;
  private final int stride;
  private final int constraints;
  private final long mostNumbers;
  private final List<Phase> phases = new ArrayList<>();
  private final List<double[]> ends = new ArrayList<>();
  private int count;
  private double last;
  private double[] starts = new double[16];
  private double[] steps = new double[16];
  private int[] phaseOf = new int[16];
  private double[][] blocks = new double[4][];
  private double[] warm;

  /** The piece that was found last: the next time is often in it or in the one behind. */
  private int found;

  Pieces(int n, int degree, int constraints, double start) {
    this(n, degree, constraints, start, MOST_NUMBERS);
  }

  /** @param mostNumbers how many coefficients there may be */
  Pieces(int n, int degree, int constraints, double start, long mostNumbers) {
    this.mostNumbers = mostNumbers;
    this.n = n;
    this.degree = degree;
    this.constraints = constraints;
    stride = (degree + 1) * n;
    warm = new double[16 * constraints];
    last = start;
  }

  /** The degree of the polynomials. */
  int degree() {
    return degree;
  }

  boolean full() {
    return (count + 1L) * stride > mostNumbers;
  }

  /** Forgets everything but the memory, for another solution. */
  void clear(double start) {
    phases.clear();
    ends.clear();
    found = 0;
    rewind(start);
  }

  /** Forgets the pieces so far; the next one begins at a time. */
  void rewind(double start) {
    count = 0;
    last = start;
    ends.clear();
    while (phases.size() > 1) {
      phases.removeFirst();
    }
  }

  /** Begins a phase; {@code left} is the state before it, the left limit of the phase that ends. */
  void begin(double[] c, double[] modes, double[] left) {
    if (!phases.isEmpty() && phases.getLast().first() == count) {
      phases.removeLast();
    } else if (!phases.isEmpty()) {
      ends.add(left.clone());
    }
    phases.add(new Phase(count, c, modes));
  }

  /** Adds a piece after the last one; its coefficients are to be written to its {@link #block}. */
  int append(double h, double end, double[] w, int warmAt) {
    if (count == starts.length) {
      grow();
    }
    if (count % BLOCK == 0) {
      addBlock(count / BLOCK);
    }
    starts[count] = last;
    steps[count] = h;
    phaseOf[count] = phases.size() - 1;
    System.arraycopy(w, warmAt, warm, count * constraints, constraints);
    last = end;
    return count++;
  }

  private void grow() {
    int size = 2 * count;
    starts = Arrays.copyOf(starts, size);
    steps = Arrays.copyOf(steps, size);
    phaseOf = Arrays.copyOf(phaseOf, size);
    warm = Arrays.copyOf(warm, size * constraints);
  }

  private void addBlock(int block) {
    if (block == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * block);
    }
    if (blocks[block] == null) {
      blocks[block] = new double[BLOCK * stride];
    }
  }

  /** Ends the last piece earlier. */
  void truncate(double end) {
    last = end;
  }

  /** Yields the derivative at the end of a piece, from inside. */
  interface EndSlope {
    void at(int piece, double[] state, double[] slope);
  }

  /** Completes the cubic pieces that no step of their phase follows. */
  void complete(EndSlope endSlope, double[] finalState) {
    double[] state = new double[n];
    double[] slope = new double[n];
    for (int piece = 0; degree == FixedStepper.DEGREE && piece < count; piece++) {
      if (piece == count - 1 || phaseOf[piece + 1] > phaseOf[piece]) {
        stateAtEnd(piece, finalState, state);
        endSlope.at(piece, state, slope);
        Hermite.close(this, piece, state, slope);
      }
    }
  }

  /** The array that holds the coefficients of a piece, from {@link #at} on. */
  double[] block(int piece) {
    return blocks[piece / BLOCK];
  }

  int at(int piece) {
    return piece % BLOCK * stride;
  }

  int count() {
    return count;
  }

  List<Phase> phases() {
    return phases;
  }

  double start(int piece) {
    return starts[piece];
  }

  double step(int piece) {
    return steps[piece];
  }

  double end(int piece) {
    return piece == count - 1 ? last : starts[piece + 1];
  }

  /** The last time. */
  double last() {
    return last;
  }

  Phase phase(int piece) {
    return phases.get(phaseOf[piece]);
  }

  /** Copies the warm starts of a piece. */
  void warm(int piece, double[] w, int at) {
    System.arraycopy(warm, piece * constraints, w, at, constraints);
  }

  /** Whether a restart follows a piece. */
  private boolean closes(int piece) {
    return piece == count - 1 ? phases.size() - 1 > phaseOf[piece] : phaseOf[piece + 1] > phaseOf[piece];
  }

  /** The state at the end of a piece as the method computed it; {@code finalState} is that at the last time. */
  void stateAtEnd(int piece, double[] finalState, double[] y) {
    if (closes(piece)) {
      System.arraycopy(ends.get(phaseOf[piece]), 0, y, 0, n);
    } else if (piece == count - 1) {
      System.arraycopy(finalState, 0, y, 0, n);
    } else {
      System.arraycopy(block(piece + 1), at(piece + 1), y, 0, n);
    }
  }

  /** Evaluates the polynomial of a piece. */
  void interpolate(int piece, double t, double[] y) {
    double x = (t - starts[piece]) / steps[piece];
    double[] q = block(piece);
    int at = at(piece);
    if (degree == QUARTIC) {
      for (int i = at; i < at + n; i++) {
        y[i - at] = q[i] + x * (q[i + n] + x * (q[i + 2 * n] + x * (q[i + 3 * n] + x * q[i + 4 * n])));
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      double value = q[at + degree * n + i];
      for (int d = degree - 1; d >= 0; d--) {
        value = q[at + d * n + i] + x * value;
      }
      y[i] = value;
    }
  }

  /** Adds a multiple of a state's coefficients; returns the sum of their sizes. */
  double addPolynomial(int piece, int state, double factor, double[] coefficients) {
    double[] q = block(piece);
    int at = at(piece) + state;
    double size = 0;
    for (int d = 0; d <= degree; d++) {
      double added = factor * q[at + d * n];
      coefficients[d] += added;
      size += Math.abs(added);
    }
    return size;
  }

  /** One state, to the same bits as {@link #interpolate(int, double, double[])}. */
  double interpolate(int piece, double t, int state) {
    double x = (t - starts[piece]) / steps[piece];
    double[] q = block(piece);
    int at = at(piece) + state;
    double value = q[at + degree * n];
    for (int d = degree - 1; d >= 0; d--) {
      value = q[at + d * n] + x * value;
    }
    return value;
  }

  /** One state at the end of a piece. */
  double stateAtEnd(int piece, double[] finalState, int state) {
    if (closes(piece)) {
      return ends.get(phaseOf[piece])[state];
    }
    return piece == count - 1 ? finalState[state] : block(piece + 1)[at(piece + 1) + state];
  }

  /** The piece that contains a time, the later one where two meet. */
  int pieceAt(double t) {
    for (int near = found; near < Math.min(count, found + 2); near++) {
      if (starts[near] <= t && (near == count - 1 || t < starts[near + 1])) {
        found = near;
        return near;
      }
    }
    int place = Arrays.binarySearch(starts, 0, count, t);
    found = place >= 0 ? place : -place - 2;
    return found;
  }
}
