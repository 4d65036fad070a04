package org.cartc.compiler.unit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * An exact positive factor: the {@code root}-th root of a fraction. The root is 1 but for units with fractional exponents, such as
 * {@code mL^(1/2)}; it is always the smallest possible, so that equal factors are equal records.
 *
 * @param radicand a positive fraction
 * @param root at least 1
 */
public record Scale(BigFraction radicand, int root) {
  public static final Scale ONE = new Scale(BigFraction.ONE, 1);
  private static final MathContext DIGITS = new MathContext(40);

  public Scale {
    if (radicand.compareTo(BigFraction.ZERO) <= 0 || root < 1) {
      throw new IllegalArgumentException("a scale is the root of a positive fraction, not " + radicand + " to 1/" + root);
    }
    for (int p = 2; p <= root; p++) {
      while (root % p == 0) {
        Optional<BigFraction> exact = exactRoot(radicand, p);
        if (exact.isEmpty()) {
          break;
        }
        radicand = exact.get();
        root /= p;
      }
    }
  }

  public static Scale of(BigFraction value) {
    return new Scale(value, 1);
  }

  public Scale times(Scale other) {
    int common = root / gcd(root, other.root) * other.root;
    return new Scale(radicand.pow(common / root).multiply(other.radicand.pow(common / other.root)), common);
  }

  public Scale power(BigFraction exponent) {
    return new Scale(radicand.pow(exponent.getNumerator()), Math.multiplyExact(root, exponent.getDenominatorAsInt()));
  }

  public Scale inverse() {
    return new Scale(radicand.reciprocal(), root);
  }

  /** The factor as a fraction, unless it is irrational. */
  public Optional<BigFraction> exact() {
    return root == 1 ? Optional.of(radicand) : Optional.empty();
  }

  /** The nearest double (for an irrational factor, to within 2 units in the last place). */
  public double value() {
    double quotient = new BigDecimal(radicand.getNumerator()).divide(new BigDecimal(radicand.getDenominator()), DIGITS).doubleValue();
    return root == 1 ? quotient : StrictMath.pow(quotient, 1.0 / root);
  }

  private static Optional<BigFraction> exactRoot(BigFraction value, int n) {
    BigInteger numerator = floorRoot(value.getNumerator(), n);
    BigInteger denominator = floorRoot(value.getDenominator(), n);
    boolean exact = numerator.pow(n).equals(value.getNumerator()) && denominator.pow(n).equals(value.getDenominator());
    return exact ? Optional.of(new BigFraction(numerator, denominator)) : Optional.empty();
  }

  /** The largest whole number whose {@code n}-th power is at most {@code value}: Newton's iteration from above. */
  private static BigInteger floorRoot(BigInteger value, int n) {
    BigInteger order = BigInteger.valueOf(n);
    BigInteger root = BigInteger.TWO.pow(value.bitLength() / n + 1);
    while (true) {
      BigInteger next = root.multiply(order.subtract(BigInteger.ONE)).add(value.divide(root.pow(n - 1))).divide(order);
      if (next.compareTo(root) >= 0) {
        return root;
      }
      root = next;
    }
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
