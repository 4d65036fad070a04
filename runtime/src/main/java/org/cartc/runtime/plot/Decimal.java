package org.cartc.runtime.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** How the number at a tick is written: plainly where it is short, else as mantissa and power of ten. */
final class Decimal {
  private Decimal() {}

  /**
   * @param value of the tick, exact
   * @param step the distance of ticks, which decides on the digits shown
   * @param largest magnitude on the axis, which decides on the power of ten
   */
  static Label label(BigDecimal value, BigDecimal step, double largest) {
    if (value.signum() == 0) {
      return Label.plain("0");
    }
    var power = (int) Math.floor(Math.log10(largest) + 1e-9);
    var longMantissa = digits(step, power) > 4 && largest >= 1e-3 && largest < 1e15;
    if (largest >= 1e-3 && largest < 1e6 || longMantissa) {
      return Label.plain(signed(value.setScale(digits(step, 0), RoundingMode.HALF_EVEN).toPlainString()));
    }
    var mantissa = value.scaleByPowerOfTen(-power).setScale(digits(step, power), RoundingMode.HALF_EVEN);
    return Label.power(signed(mantissa.toPlainString()), power);
  }

  private static int digits(BigDecimal step, int power) {
    return Math.max(0, step.scaleByPowerOfTen(-power).stripTrailingZeros().scale());
  }

  private static String signed(String number) {
    return number.replace('-', '\u2212');
  }
}
