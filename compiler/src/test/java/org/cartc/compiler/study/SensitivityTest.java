package org.cartc.compiler.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.cli.Invocation;
import org.cartc.runtime.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sensitivity analyses by the command. */
class SensitivityTest {
  private static final String MODEL = """
      model line {
        time [day]
        compartment A [mg] = 0
        param p [mg/day] = 2
        param q [mg/day] = 1
        param twice [mg/day] = 2 * q
        d/dt A = p - q
      }
      """;

  private static Path run(Path folder, String out, String statements) throws IOException {
    Path file = Files.writeString(folder.resolve(out + ".cart"),
        MODEL + "study s {\n  simulate line until 1 [day]\n  let x [mg] = A at 1 [day]\n  " + statements + "\n}\n");
    Invocation made = Invocation.of("run", file.toString(), "--out", folder.resolve(out).toString());
    assertThat(made.exit()).as(made.err()).isZero();
    return folder.resolve(out);
  }

  /**
   * p - q with p uniform in 2 and q in 1 plus or minus 10 %: standard deviations 2 to 1, so correlations 2/sqrt(5) and -1/sqrt(5), with a
   * standard error of (1 - rho^2)/sqrt(4000) below 0.013.
   */
  @Test
  void correlationsOfADifferenceAreThoseOfItsVariances(@TempDir Path folder) throws IOException {
    Path out = run(folder, "a", "sensitivity of x, max(A) to all params within 10% by pearson(samples = 4000) as corr\n  seed 7");
    Table table = Table.read(out.resolve("s.corr.csv"));
    assertThat(table.columns()).containsExactly("parameter", "quantity", "pearson", "runs");
    assertThat(table.rows()).isEqualTo(4);
    assertThat(table.text(0, "parameter")).isEqualTo("p");
    assertThat(table.text(1, "quantity")).isEqualTo("max(A)");
    assertThat(table.number(0, "pearson")).isCloseTo(2 / Math.sqrt(5), within(0.05));
    assertThat(table.number(2, "pearson")).isCloseTo(-1 / Math.sqrt(5), within(0.05));
    assertThat(table.number(0, "runs")).isEqualTo(4000);
  }

  @Test
  void aSeedGivesItsSamplesAndAnotherOthers(@TempDir Path folder) throws IOException {
    String statement = "sensitivity of x to p, q within 10% by prcc(samples = 50)\n  plot bars of sensitivity as \"bars\"\n  seed ";
    Path seven = run(folder, "seven", statement + 7);
    assertThat(run(folder, "again", statement + 7).resolve("s.sensitivity.csv")).hasSameBinaryContentAs(seven.resolve("s.sensitivity.csv"));
    assertThat(Files.readString(run(folder, "eight", statement + 8).resolve("s.sensitivity.csv")))
        .isNotEqualTo(Files.readString(seven.resolve("s.sensitivity.csv")));
    assertThat(seven.resolve("bars.svg")).exists();
    assertThat(seven.resolve("s.csv")).doesNotExist();
  }

  /** What Li and Lei (2025) find in section 3.1: most for lambda_C and k_T_E, with opposite signs; both signs turn for C at day 80. */
  @Test
  void survivalDependsOnGrowthAndKillingMost(@TempDir Path folder) throws IOException {
    Path out = folder.resolve("li");
    Invocation made = Invocation.of("run", ReferenceData.topLevel().resolve("models/li2025/sensitivity.cart").toString(), "--out",
        out.toString(), "--no-figures");
    assertThat(made.exit()).as(made.err()).isZero();
    Table table = Table.read(out.resolve("figure2.correlation.csv"));
    for (int row = 0; row < table.rows(); row++) {
      String parameter = table.text(row, "parameter");
      boolean survival = table.text(row, "quantity").equals("pfs");
      double number = table.number(row, "pearson");
      switch (parameter) {
        case "lambda_C" -> assertThat(number).isBetween(survival ? -1.0 : 0.5, survival ? -0.5 : 1.0);
        case "k_T_E" -> assertThat(number).isBetween(survival ? 0.5 : -1.0, survival ? 1.0 : -0.5);
        default -> assertThat(Math.abs(number)).as(parameter).isLessThan(0.5);
      }
    }
  }
}
