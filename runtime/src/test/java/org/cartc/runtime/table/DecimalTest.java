package org.cartc.runtime.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers as text, against BigDecimal. */
class DecimalTest {
  private static String expected(double number) {
    BigDecimal shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent <= 15) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    return (number < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e" + exponent;
  }

  @Test
  void aNumberIsWrittenWithTheShortestDigitsThatReadBackToIt() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200_000; i++) {
      double any = Double.longBitsToDouble(random.nextLong());
      double usual = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-8, 20));
      double few = random.nextInt(-5000, 5000) * Math.pow(10, random.nextInt(-9, 18));
      for (double number : new double[] {any, usual, few}) {
        if (Double.isFinite(number) && number != 0) {
          assertThat(Decimal.text(number)).isEqualTo(expected(number));
          assertThat(Double.parseDouble(Decimal.text(number))).isEqualTo(number);
        }
      }
    }
  }

  @Test
  void edgesOfTheNotationAreWhereTheyWere() {
    assertThat(List.of(1e-4, 9.999e-5, 1e15, 1e16, 9007199254740993.0, 123456789012345680.0, Double.MIN_VALUE, Double.MAX_VALUE))
        .extracting(Decimal::text).containsExactly("0.0001", "9.999e-5", "1000000000000000", "1e16", "9007199254740992",
            "1.2345678901234568e17",
            "4.9e-324", "1.7976931348623157e308");
    assertThat(List.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)).extracting(Decimal::text)
        .containsExactly("0", "-0", "", "inf", "-inf");
  }

  @Test
  void rowsMadeApartHaveTheBytesOfRowsThatAreWritten(@TempDir Path folder) throws Exception {
    List<String> header = List.of("a", "b", "x", "c");
    List<List<String>> texts = List.of(List.of("R1", "half, blocked", "plain"), List.of("", "say \"no\"", "ä"), List.of("#1", "a\nb", " "));
    try (RowWriter whole = RowWriter.open(folder.resolve("whole.csv"), header);
        RowWriter parts = RowWriter.open(folder.resolve("parts.csv"), header)) {
      for (List<String> text : texts) {
        whole.cell(text.get(0)).cell(text.get(1)).cell(0.1).cell(text.get(2)).end();
        RowText row = new RowText();
        row.cells(RowText.cells(text.subList(0, 2))).cell(0.1).cells(RowText.cells(text.subList(2, 3))).end();
        parts.rows(row);
      }
      whole.commit();
      parts.commit();
    }
    assertThat(folder.resolve("parts.csv")).hasSameBinaryContentAs(folder.resolve("whole.csv"));
    assertThat(Files.size(folder.resolve("parts.csv"))).isPositive();
  }
}
