package org.cartc.runtime.model;

/** Powers, as compiled models compute them: small whole exponents by multiplication. */
public final class Power {
  /** The largest exponent that is multiplied out. */
  public static final int LARGEST_WHOLE = 8;

  private Power() {}

  /** Whether an exponent is multiplied out: a whole number from 2 to {@value #LARGEST_WHOLE}. */
  public static boolean isMultipliedOut(double exponent) {
    return exponent == Math.rint(exponent) && exponent >= 2 && exponent <= LARGEST_WHOLE;
  }

  /** The base to the exponent; NaN for a negative base and a broken exponent. */
  public static double of(double base, double exponent) {
    return isMultipliedOut(exponent) ? product(base, (int) exponent) : Math.pow(base, exponent);
  }

  /** {@code base} times itself, multiplied from the left by halves: x^4 = (x²)². */
  private static double product(double base, int exponent) {
    if (exponent == 1) {
      return base;
    }
    double half = product(base, exponent / 2);
    return exponent % 2 == 0 ? half * half : half * half * base;
  }
}
