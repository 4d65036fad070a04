package org.cartc.runtime.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class FixedPointTest {
  private static final double NONE = Double.NaN;

  private static OneConstraint map(DoubleUnaryOperator map) {
    return new OneConstraint(map, x -> 0);
  }

  @Test
  void cosineComesToRestAtTheDottieNumber() {
    // 0.739085133215160641655... (OEIS A003957); the last step is below 1e-15 and the map shrinks it by sin(0.739) = 0.674
    assertThat(map(Math::cos).fixedPoint(1, 1e-15, NONE)).isCloseTo(0.7390851332151607, Offset.offset(3e-15));
  }

  @Test
  void iteratesAreCountedAndTheStartIsNot() {
    OneConstraint halving = map(x -> x / 2);
    assertThat(halving.fixedPoint(8, 1, NONE)).as("8, 4, 2, 1: the step to 1 is the first that is not above 1").isEqualTo(1);
    assertThat(halving.iterations()).isEqualTo(3);
    halving.fixedPoint(8, 5, NONE);
    assertThat(halving.iterations()).isEqualTo(4);
    assertThat(halving.mostIterations()).isEqualTo(3);
    assertThat(halving.solutions()).isEqualTo(2);
  }

  @Test
  void startNearThePreviousValueIsTheSolutionWithoutIterating() {
    OneConstraint halving = map(x -> x / 2);
    assertThat(halving.fixedPoint(0.5, 1, 0)).isEqualTo(0.5);
    assertThat(halving.iterations()).isZero();
    assertThat(halving.fixedPoint(1.5, 1, 0)).as("1.5 differs from 0 by more than 1").isEqualTo(0.75);
  }

  @Test
  void startAtTheSolutionTakesOneIteration() {
    OneConstraint constant = map(x -> 3);
    assertThat(constant.fixedPoint(3, 0, NONE)).isEqualTo(3);
    assertThat(constant.iterations()).isEqualTo(1);
  }

  @Test
  void circleIsNotANumberAfterTheMostIterations() {
    OneConstraint circle = map(x -> -x);
    assertThat(circle.fixedPoint(1, 1e-3, NONE)).isNaN();
    assertThat(circle.iterations()).isEqualTo(FixedPoint.MOST_ITERATIONS);
  }

  @Test
  void runawayEndsWhereItLeavesTheNumbers() {
    OneConstraint growing = map(x -> x * x);
    assertThat(growing.fixedPoint(2, 1, NONE)).isNaN();
    assertThat(growing.iterations()).as("2^(2^10) is beyond the largest double").isEqualTo(10);
    OneConstraint undefined = map(x -> Math.log(x));
    assertThat(undefined.fixedPoint(0.5, 1e-3, NONE)).isNaN();
    assertThat(undefined.iterations()).isLessThanOrEqualTo(3);
  }
}
