package org.cartc.runtime.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FoundTimesTest {
  private static final double ALL = Double.POSITIVE_INFINITY;
  private static final Curve SINE = Pieced.smooth(0, 20, 9, Math::sin);

  private static Condition above(Curve curve) {
    return new Condition.Holds(curve, false);
  }

  private static Condition atLeast(Curve curve) {
    return new Condition.Holds(curve, true);
  }

  @Test
  void rootsOfASine() {
    var negative = new Condition.Not(atLeast(SINE));
    assertThat(FoundTimes.first(negative, 0, ALL).time()).isCloseTo(Math.PI, within(1e-14));
    assertThat(FoundTimes.last(negative, 0, 15).time()).isCloseTo(4 * Math.PI, within(1e-13));
    assertThat(FoundTimes.last(above(SINE), 0, ALL)).isEqualTo(new Found(20, true));
    assertThat(FoundTimes.first(above(SINE), 4, ALL).time()).isCloseTo(2 * Math.PI, within(1e-14));
  }

  @Test
  void aStrictConditionBeginsAtItsEdge() {
    assertThat(FoundTimes.first(above(SINE), 0, ALL)).isEqualTo(new Found(0, false));
  }

  @Test
  void whatNeverHoldsIsNeverFound() {
    Curve low = Pieced.smooth(0, 5, 3, t -> -1 - t);
    assertThat(FoundTimes.first(above(low), 0, ALL).time()).isNaN();
    assertThat(FoundTimes.last(above(low), 0, ALL)).isEqualTo(new Found(Double.NaN, false));
    assertThat(FoundTimes.last(above(SINE), 30, 40).time()).isNaN();
  }

  @Test
  void aConditionThatHoldsAtOnePointIsFoundThere() {
    Curve growing = Pieced.smooth(0, 10, 4, t -> 5.0 - (5.0 + t));
    assertThat(FoundTimes.last(atLeast(growing), 0, ALL)).isEqualTo(new Found(0, false));
    assertThat(FoundTimes.first(above(growing), 0, ALL).time()).isNaN();
  }

  @Test
  void twoCrossingsBetweenSamplesAreFound() {
    Curve narrow = Pieced.smooth(0, 10, 1, t -> 1e-4 - (t - 5.5) * (t - 5.5));
    assertThat(FoundTimes.first(above(narrow), 0, ALL).time()).isCloseTo(5.49, within(1e-12));
    assertThat(FoundTimes.last(above(narrow), 0, ALL).time()).isCloseTo(5.51, within(1e-12));
  }

  @Test
  void setsCombine() {
    Curve late = Pieced.smooth(0, 20, 4, t -> t - 7);
    assertThat(FoundTimes.first(new Condition.And(above(SINE), above(late)), 0, ALL).time()).isCloseTo(7, within(1e-14));
    assertThat(FoundTimes.last(new Condition.And(above(SINE), new Condition.Not(above(late))), 0, ALL).time()).isCloseTo(7, within(1e-14));
    var never = new Condition.And(above(SINE), new Condition.Not(above(SINE)));
    assertThat(FoundTimes.first(never, 0, ALL).time()).isNaN();
    var always = new Condition.Or(above(SINE), new Condition.Not(above(SINE)));
    assertThat(FoundTimes.last(always, 0, ALL)).isEqualTo(new Found(20, true));
    assertThat(FoundTimes.first(always, 3, ALL)).isEqualTo(new Found(3, false));
  }

  @Test
  void aJumpOverTheThresholdIsFoundAtItsTime() {
    Curve jump = new Pieced(new double[] {0, 1, 2}, t -> -1, t -> 1);
    assertThat(FoundTimes.first(above(jump), 0, ALL)).isEqualTo(new Found(1, false));
    assertThat(FoundTimes.last(new Condition.Not(above(jump)), 0, ALL)).isEqualTo(new Found(1, false));
  }

  @Test
  void onAGridOnlyGridTimesCount() {
    var positive = above(SINE);
    assertThat(FoundTimes.lastOnGrid(positive, 1, false, 0, 6)).isEqualTo(new Found(3, false));
    assertThat(FoundTimes.lastOnGrid(positive, 1, true, 0, 6)).isEqualTo(new Found(4, false));
    assertThat(FoundTimes.firstOnGrid(positive, 1, 0, 6)).isEqualTo(new Found(1, false));
    assertThat(FoundTimes.firstOnGrid(new Condition.Not(positive), 1, 1, 6)).isEqualTo(new Found(4, false));
    assertThat(FoundTimes.lastOnGrid(positive, 1, true, 0, ALL)).isEqualTo(new Found(20, true));
    assertThat(FoundTimes.lastOnGrid(positive, 0.1, true, 0, 4).time()).isEqualTo(32 * 0.1);
    assertThat(FoundTimes.firstOnGrid(new Condition.Not(positive), 1, 1, 3).time()).isNaN();
  }
}
