package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Numbers as the authors' programs printed them: five significant digits. */
final class Printed {
  private static final int DIGITS = 5;

  private Printed() {}

  /** The numbers of a file, row by row. */
  static List<double[]> read(Path file) {
    try {
      return Files.readAllLines(file).stream().filter(line -> !line.isBlank())
          .map(line -> Arrays.stream(line.strip().split("[,\\s]+")).mapToDouble(Double::parseDouble).toArray()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One unit of the last digit of a printed number; zero for zero. */
  static double unit(double printed) {
    return printed == 0 ? 0 : Math.pow(10, Math.floor(Math.log10(Math.abs(printed))) - (DIGITS - 1));
  }

  /** Whether a column of a file and a curve agree to one unit of the last digit everywhere. */
  static void agree(String what, List<double[]> file, int column, double[] curve) {
    assertThat(curve).as(what).hasSize(file.size());
    for (int row = 0; row < curve.length; row++) {
      double printed = file.get(row)[column];
      assertThat(Math.abs(curve[row] - printed)).as("%s, row %d: %s against %s", what, row, curve[row], printed)
          .isLessThanOrEqualTo(unit(printed) * (1 + 1e-9));
    }
  }
}
