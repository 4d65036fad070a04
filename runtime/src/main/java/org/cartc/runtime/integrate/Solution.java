package org.cartc.runtime.integrate;

import java.util.Arrays;
import java.util.List;
import org.cartc.runtime.model.Equations;

/**
 * What an integration found: smooth pieces from the start to the last time that was reached, and what happened on the way.
 *
 * <p>Reading it does not depend on the order of reading: constraints are solved from the warm start of the piece. One thread at a time
 * may read; for more, integrate again or guard it.
 */
public final class Solution {
  private final Equations equations;
  private final double start;
  private final Pieces pieces;
  private final double[] last;
  private final double[] w;
  private final Outcome outcome;
  private final List<Occurrence> occurrences;
  private final Statistics statistics;
  private final double[] y;
  private final int warmAt;

  Solution(Equations equations, double start, Pieces pieces, double[] last, double[] w, Outcome outcome,
      List<Occurrence> occurrences, Statistics statistics) {
    this.equations = equations;
    this.start = start;
    this.pieces = pieces;
    this.last = last;
    this.w = w;
    this.outcome = outcome;
    this.occurrences = List.copyOf(occurrences);
    this.statistics = statistics;
    y = new double[last.length];
    warmAt = equations.layout().conditions().size();
    pieces.complete(this::slopeAtEnd, last);
  }

  public double start() {
    return start;
  }

  /** The last time that was reached. */
  public double end() {
    return pieces.last();
  }

  public Outcome outcome() {
    return outcome;
  }

  /** Every event that happened and every switch of a guard, in order of time. */
  public List<Occurrence> occurrences() {
    return occurrences;
  }

  public Statistics statistics() {
    return statistics;
  }

  /** The number of smooth pieces; none when start and end are equal. Every piece has a positive length. */
  public int pieces() {
    return pieces.count();
  }

  public double pieceStart(int piece) {
    return pieces.start(piece);
  }

  public double pieceEnd(int piece) {
    return pieces.end(piece);
  }

  /**
   * The piece that contains a time: where two meet the later one, at the end the last one.
   *
   * @throws IllegalArgumentException if the time lies outside the solution or the solution has no pieces
   */
  public int pieceAt(double t) {
    if (pieces.count() == 0) {
      throw new IllegalArgumentException("a solution of zero length has no pieces");
    }
    check(t);
    return pieces.pieceAt(t);
  }

  private void check(double t) {
    if (!(t >= start && t <= end())) {
      throw new IllegalArgumentException("time " + t + " lies outside " + start + " to " + end());
    }
  }

  /** The state at a time of a piece, at its ends the limit from inside. */
  public void state(int piece, double t, double[] state) {
    if (t == pieces.end(piece)) {
      pieces.stateAtEnd(piece, last, state);
    } else {
      pieces.interpolate(piece, t, state);
    }
  }

  /** The degree of the polynomials that the pieces are. */
  public int degree() {
    return pieces.degree();
  }

  /**
   * Adds a multiple of the polynomial of a state over a piece: coefficients of rising powers of x, which runs from 0 to at most 1 there.
   * Where an event ends a piece early x ends before 1; the polynomial and the state at the end agree up to rounding.
   *
   * @param coefficients one more than the degree
   * @return the sum of the sizes of what was added
   */
  public double addPolynomial(int piece, int state, double factor, double[] coefficients) {
    return pieces.addPolynomial(piece, state, factor, coefficients);
  }

  /** One state at a time of a piece, as {@link #state(int, double, double[])} gives it. */
  public double state(int piece, double t, int state) {
    return t == pieces.end(piece) ? pieces.stateAtEnd(piece, last, state) : pieces.interpolate(piece, t, state);
  }

  /** One state at a time, as {@link #state(double, double[])} gives it. */
  public double state(double t, int state) {
    check(t);
    return t == end() ? last[state] : state(pieces.pieceAt(t), t, state);
  }

  /** The observed quantities at a time of a piece, at its ends the limit from inside. */
  public void observe(int piece, double t, double[] out) {
    state(piece, t, y);
    enter(pieces.phase(piece));
    pieces.warm(piece, w, warmAt);
    equations.observe(t, y, 0, out, 0, pieces.phase(piece).c(), w);
  }

  /**
   * The state at a time: after what happens at that time.
   *
   * @throws IllegalArgumentException if the time lies outside the solution
   */
  public void state(double t, double[] state) {
    check(t);
    if (t == end()) {
      System.arraycopy(last, 0, state, 0, last.length);
    } else {
      state(pieces.pieceAt(t), t, state);
    }
  }

  /**
   * The observed quantities at a time: after what happens at that time.
   *
   * @throws IllegalArgumentException if the time lies outside the solution
   */
  public void observe(double t, double[] out) {
    check(t);
    if (t < end()) {
      observe(pieces.pieceAt(t), t, out);
      return;
    }
    var phase = pieces.phases().getLast();
    enter(phase);
    warmAtEnd();
    equations.observe(t, last, 0, out, 0, phase.c(), w);
  }

  private void enter(Pieces.Phase phase) {
    System.arraycopy(phase.modes(), 0, w, 0, phase.modes().length);
  }

  private void warmAtEnd() {
    if (pieces.count() > 0) {
      pieces.warm(pieces.count() - 1, w, warmAt);
    } else {
      Arrays.fill(w, warmAt, warmAt + equations.layout().constraints().size(), Double.NaN);
    }
  }

  private void slopeAtEnd(int piece, double[] state, double[] slope) {
    enter(pieces.phase(piece));
    pieces.warm(piece, w, warmAt);
    equations.rightHandSide(pieces.end(piece), state, 0, slope, 0, pieces.phase(piece).c(), w);
  }
}
