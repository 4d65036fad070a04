package org.cartc.runtime.constraint;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewtonTest {
  private static final MathContext DIGITS = new MathContext(50);

  /** x² + b x = c has the root 2c / (b + sqrt(b² + 4c)), which loses no digits for positive b and c. */
  private static OneConstraint quadratic(double b, double c) {
    return new OneConstraint(x -> x * (x + b) - c, x -> 2 * x + b);
  }

  private static double inUlps(double found, double exact) {
    return Math.abs(found - exact) / Math.ulp(exact);
  }

  @Test
  void quadraticsHaveTheirClosedRoot() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      double b = Math.pow(10, 8 * random.nextDouble() - 4);
      double c = Math.pow(10, 20 * random.nextDouble() - 10);
      double root = quadratic(b, c).newton(0, 1e12);
      // the residual is rounded three times relative to c, and dx/x <= dc/c: four units in the last place, and one of the closed form
      assertThat(inUlps(root, 2 * c / (b + Math.sqrt(b * b + 4 * c)))).as("%s %s", b, c).isLessThanOrEqualTo(5);
    }
  }

  /** Eq (2.4) of Li et al. 2025, doi:10.3934/mbe.2025061, with K of its Table 2. */
  private static OneConstraint binding(double e, double m, double four, double tumour) {
    return new OneConstraint(
        x -> x * (1 + 0.05 * e / (1 + 0.05 * x) + 0.04 * m / (1 + 0.04 * x) + 0.001 * four / (1 + 0.001 * x)) - tumour,
        x -> 1 + 0.05 * e / Math.pow(1 + 0.05 * x, 2) + 0.04 * m / Math.pow(1 + 0.04 * x, 2) + 0.001 * four / Math.pow(1 + 0.001 * x, 2));
  }

  private static BigDecimal term(double k, double cells, BigDecimal x) {
    BigDecimal association = new BigDecimal(k);
    return association.multiply(new BigDecimal(cells)).divide(BigDecimal.ONE.add(association.multiply(x)), DIGITS);
  }

  private static double bindingByBisection(double e, double m, double four, double tumour) {
    BigDecimal low = BigDecimal.ZERO;
    BigDecimal high = new BigDecimal(tumour);
    for (int i = 0; i < 200; i++) {
      BigDecimal x = low.add(high).divide(BigDecimal.TWO, DIGITS);
      BigDecimal sum = BigDecimal.ONE.add(term(0.05, e, x)).add(term(0.04, m, x)).add(term(0.001, four, x));
      if (x.multiply(sum).compareTo(new BigDecimal(tumour)) < 0) {
        low = x;
      } else {
        high = x;
      }
    }
    return low.doubleValue();
  }

  @Test
  void freeTumourCellsAgreeWithBisectionInFiftyDigits() {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      double e = Math.pow(10, 10 * random.nextDouble() - 1);
      double m = Math.pow(10, 7 * random.nextDouble() - 1);
      double four = Math.pow(10, 9 * random.nextDouble() - 1);
      double tumour = Math.pow(10, 12 * random.nextDouble() - 3);
      OneConstraint constraint = binding(e, m, four, tumour);
      double exact = bindingByBisection(e, m, four, tumour);
      // how much the residual's rounding (a dozen operations on numbers of the size of the tumour) moves the root
      double slope = slopeAt(e, m, four, exact);
      double bound = 8 * Math.ulp(tumour) / slope + 2 * Math.ulp(exact);
      assertThat(Math.abs(constraint.newton(0, tumour) - exact)).as("%s %s %s %s", e, m, four, tumour).isLessThanOrEqualTo(bound);
      assertThat(constraint.iterations()).isLessThanOrEqualTo(20);
    }
  }

  private static double slopeAt(double e, double m, double four, double x) {
    return 1 + 0.05 * e / Math.pow(1 + 0.05 * x, 2) + 0.04 * m / Math.pow(1 + 0.04 * x, 2) + 0.001 * four / Math.pow(1 + 0.001 * x, 2);
  }

  @Test
  void warmStartTakesFewerIterations() {
    OneConstraint constraint = binding(1e7, 1e3, 1e4, 1e6);
    double root = constraint.newton(0, 1e6);
    int cold = constraint.iterations();
    assertThat(constraint.warmStart()).isEqualTo(root);
    assertThat(constraint.newton(0, 1e6 * 1.000001)).isCloseTo(root, Percentage.withPercentage(0.01));
    assertThat(constraint.iterations() - cold).isLessThanOrEqualTo(3).isLessThan(cold);
    assertThat(constraint.solutions()).isEqualTo(2);
    assertThat(constraint.mostIterations()).isEqualTo(cold);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-5, 11, 1e300, Double.NaN, Double.POSITIVE_INFINITY})
  void warmStartOutsideTheBracketIsIgnored(double start) {
    assertThat(quadratic(1, 6).warmedTo(start).newton(0, 10)).isEqualTo(2);
  }

  @Test
  void boundsMayStandInEitherOrder() {
    assertThat(quadratic(1, 6).newton(10, 0)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"2, 10", "0, 2", "2, 2", "-1e300, 2"})
  void rootAtAnEndIsFound(double low, double high) {
    assertThat(quadratic(1, 6).newton(low, high)).isEqualTo(2);
  }

  @Test
  void rootThatRoundingPutsBehindTheEndIsTheEnd() {
    double end = Math.sqrt(3);
    assertThat(end * end - 3).as("the square of the rounded root is below 3").isNegative();
    assertThat(new OneConstraint(x -> x * x - 3, x -> 2 * x).newton(0, end)).isEqualTo(end);
    assertThat(new OneConstraint(x -> 3 - x * x, x -> -2 * x).newton(-end, 0)).isEqualTo(-end);
  }

  @Test
  void emptyBracketHoldsItsPointOnly() {
    assertThat(new OneConstraint(x -> 7 * x, x -> 7).newton(0, 0)).isZero();
    assertThat(quadratic(1, 6).newton(3, 3)).isNaN();
  }

  @Test
  void noChangeOfSignIsNotANumber() {
    OneConstraint constraint = new OneConstraint(x -> x * x + 1, x -> 2 * x);
    assertThat(constraint.newton(-4, 5)).isNaN();
    assertThat(constraint.warmStart()).isNaN();
    assertThat(constraint.iterations()).isLessThanOrEqualTo(21);
    assertThat(quadratic(1, 6).newton(3, 10)).isNaN();
    assertThat(quadratic(1, 6).newton(2.000001, 10)).isNaN();
  }

  @Test
  void residualThatIsNotANumberHasNoRoot() {
    assertThat(new OneConstraint(x -> Double.NaN, x -> 1).newton(0, 1)).isNaN();
    OneConstraint hole = new OneConstraint(x -> x > 0.2 && x < 0.8 ? Double.NaN : x - 0.5, x -> 0);
    assertThat(hole.newton(0, 1)).isNaN();
    assertThat(quadratic(1, 6).newton(Double.NaN, 1)).isNaN();
  }

  @Test
  void poleIsNoRoot() {
    assertThat(new OneConstraint(x -> 1 / (x - 1 / 3.0), x -> -1 / ((x - 1 / 3.0) * (x - 1 / 3.0))).newton(-1, 1)).isNaN();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-5, 1e-20, 1e-100, 1e-300})
  void tinyRootIsFoundInAWideBracket(double root) {
    OneConstraint logarithm = new OneConstraint(x -> Math.log(x / root), x -> 1 / x);
    // the logarithm's result near 0 is exact to an ulp of 1 in x/root, and x/root is rounded once
    assertThat(inUlps(logarithm.newton(0, 1e10), root)).isLessThanOrEqualTo(3);
    OneConstraint saturating = new OneConstraint(x -> x / (x + root) - 0.5, x -> root / ((x + root) * (x + root)));
    assertThat(inUlps(saturating.newton(0, 1e10), root)).isLessThanOrEqualTo(5);
    assertThat(saturating.iterations()).isLessThanOrEqualTo(85);
  }

  @Test
  void steepAndFlatFunctionsConverge() {
    OneConstraint steep = new OneConstraint(x -> Math.tanh(1e6 * (x - 0.3)), x -> 1e6 * (1 - Math.pow(Math.tanh(1e6 * (x - 0.3)), 2)));
    assertThat(inUlps(steep.newton(0, 1), 0.3)).isLessThanOrEqualTo(2);
    OneConstraint flat = new OneConstraint(x -> 1e-9 * (x - 0.7) + Math.pow(x - 0.7, 3), x -> 1e-9 + 3 * (x - 0.7) * (x - 0.7));
    assertThat(inUlps(flat.newton(0, 1), 0.7)).isLessThanOrEqualTo(2);
    OneConstraint power = new OneConstraint(x -> Math.pow(x, 20) - 1e-40, x -> 20 * Math.pow(x, 19));
    assertThat(power.newton(0, 1)).isCloseTo(1e-2, Offset.offset(1e-17));
    OneConstraint exponential = new OneConstraint(x -> Math.exp(x) - 2, Math::exp);
    assertThat(inUlps(exponential.newton(-700, 700), Math.log(2))).isLessThanOrEqualTo(4);
  }

  @Test
  void newtonThatGoesInCirclesIsEnclosed() {
    // x³ - 2x + 2 sends Newton from 0 to 1 and back; its real root is -1.76929235423863141524..., by Cardano
    OneConstraint circling = new OneConstraint(x -> x * x * x - 2 * x + 2, x -> 3 * x * x - 2).warmedTo(0);
    assertThat(inUlps(circling.newton(-3, 3), -1.7692923542386314)).isLessThanOrEqualTo(2);
  }
}
