package org.cartc.runtime.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReadingsTest {
  private static final double ALL = Double.POSITIVE_INFINITY;

  /** t exp(-t): peak 1/e at 1, integral 1 - (1 + T) exp(-T), slope (1 - t) exp(-t). */
  private static final Curve BATEMAN = Pieced.smooth(0, 20, 7, t -> t * Math.exp(-t));

  @Test
  void aPeakLiesWhereTheSlopeIsZero() {
    assertThat(Readings.peak(BATEMAN, -ALL, ALL)).isCloseTo(1, within(1e-7));
    assertThat(Readings.max(BATEMAN, -ALL, ALL)).isCloseTo(Math.exp(-1), within(1e-15));
    assertThat(Readings.trough(BATEMAN, -ALL, ALL)).isZero();
    assertThat(Readings.min(BATEMAN, 2, 3)).isEqualTo(3 * Math.exp(-3));
  }

  @Test
  void ofEqualPeaksTheFirstCounts() {
    Curve flat = Pieced.smooth(0, 10, 5, t -> 3);
    assertThat(Readings.peak(flat, 2, 9)).isEqualTo(2);
    assertThat(Readings.trough(flat, -ALL, ALL)).isZero();
  }

  @Test
  void aNarrowPeakAtAnEndOfAPieceIsFound() {
    Curve narrow = Pieced.smooth(0, 10, 1, t -> -Math.abs(t - 0.02));
    assertThat(Readings.peak(narrow, -ALL, ALL)).isCloseTo(0.02, within(1e-7));
  }

  @Test
  void integralAndMeanAreThoseOfTheClosedForm() {
    assertThat(Readings.integral(BATEMAN, -ALL, ALL)).isCloseTo(1 - 21 * Math.exp(-20), within(1e-12));
    assertThat(Readings.mean(BATEMAN, 1, 4)).isCloseTo((2 * Math.exp(-1) - 5 * Math.exp(-4)) / 3, within(1e-12));
    assertThat(Readings.integral(Pieced.smooth(0, 1, 1, Math::sqrt), 0, 1)).isCloseTo(2.0 / 3, within(1e-10));
    assertThat(Readings.integral(BATEMAN, 3, 3)).isZero();
    assertThat(Readings.mean(BATEMAN, 3, 3)).isEqualTo(3 * Math.exp(-3));
    assertThat(Readings.integral(BATEMAN, 30, 40)).isNaN();
  }

  @Test
  void slopesAreDerivativesAlsoAtEndsOfPieces() {
    for (double t : new double[] {0, 1e-4, 1, 20.0 / 7, 10, 20}) {
      assertThat(Readings.slope(BATEMAN, t)).isCloseTo((1 - t) * Math.exp(-t), within(1e-9));
    }
  }

  @Test
  void atAJumpTheLaterValueCountsAndBothCountForExtremes() {
    Curve jump = new Pieced(new double[] {0, 1, 2}, t -> t, t -> -t);
    assertThat(Readings.at(jump, 1)).isEqualTo(-1);
    assertThat(Readings.max(jump, -ALL, ALL)).isEqualTo(1);
    assertThat(Readings.max(jump, 1, 2)).isEqualTo(-1);
    assertThat(Readings.slope(jump, 1)).isCloseTo(-1, within(1e-12));
  }

  @Test
  void aRunOfZeroLengthHasItsValue() {
    Curve point = new Pieced(new double[] {5, 5}, t -> 7);
    assertThat(Readings.max(point, -ALL, ALL)).isEqualTo(7);
    assertThat(Readings.mean(point, -ALL, ALL)).isEqualTo(7);
    assertThat(Readings.at(point, 5)).isEqualTo(7);
    assertThat(Readings.slope(point, 5)).isNaN();
    assertThat(Readings.at(point, 6)).isNaN();
  }
}
