package org.cartc.compiler.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cartc.compiler.cli.Invocation;
import org.cartc.runtime.table.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What `--sensitivities` writes. The oracle is A = A0 exp(-q t) + m exp(-q (t - s)), q the sum of both clearances, behind a dose m at s. */
class SensitivityTablesTest {
  private static final String STUDY = """
      model two {
        time [day]
        compartment A [mg] = 100
        param k [1/day] = 0.3
        param dose [mg] = 20
        param day [day] = 2.5
        rate clearance: A -> = k * A
        mechanism kidney { param k_k [1/day] = 0.2; rate filtration: A -> = k_k * A }
      }
      protocol again(amount [mg], at [day]) { dose A 2 * amount at at every 1 [day] times 1 }
      study s {
        simulate two with again(dose / 2, day) until 10 [day] every 5 [day]
        scenario whole
        scenario more { A = 5 * dose }
        scenario without { without kidney }
        let twice [g] = 2 * A * exp(-k * 1 [day])
      }
      """;

  @TempDir
  Path folder;

  private Path run(String name, String... options) throws IOException {
    Path file = Files.writeString(folder.resolve("study.cart"), STUDY);
    Path out = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of("run", file.toString(), "--no-figures", "--out", out.toString()));
    arguments.addAll(List.of(options));
    Invocation invocation = Invocation.of(arguments.toArray(String[]::new));
    assertThat(invocation.exit()).as(invocation.err()).isZero();
    return out;
  }

  @Test
  void everyRunAndCurveHasItsDerivatives() throws IOException {
    Table table = Table.read(run("out", "--sensitivities", "k,kidney.k_k,A,dose,day").resolve("s.sensitivities.csv"));
    for (int row = 0; row < table.rows(); row++) {
      String scenario = table.text(row, "scenario");
      double t = table.number(row, "time");
      double q = scenario.equals("without") ? 0.3 : 0.5;
      double left = Math.exp(-q * t);
      double since = t < 2.5 ? 0 : Math.exp(-q * (t - 2.5));
      double amount = 100 * left + 20 * since;
      double byRate = -t * 100 * left - (t - 2.5) * 20 * since;
      check(table, row, "d(A)/d(k)", byRate);
      check(table, row, "d(A)/d(kidney.k_k)", scenario.equals("without") ? 0 : byRate);
      check(table, row, "d(A)/d(A(0))", left);
      check(table, row, "d(A)/d(dose)", since + (scenario.equals("more") ? 5 * left : 0));
      check(table, row, "d(A)/d(day)", q * 20 * since);
      check(table, row, "d(twice)/d(k)", 2e-3 * Math.exp(-0.3) * (byRate - amount));
    }
    assertThat(table.rows()).isEqualTo(9);
  }

  /** The default numerics hold errors of a step to 1e-8. */
  private static void check(Table table, int row, String column, double expected) {
    assertThat(table.number(row, column)).as(column + " in row " + row).isCloseTo(expected,
        within(1e-6 * Math.max(1e-3, Math.abs(expected))));
  }

  @Test
  void everythingElseIsWhatItIsWithoutThem() throws IOException {
    Path plain = run("plain", "--threads", "2");
    Path followed = run("followed", "--sensitivities", "k", "--sensitivities", "dose", "--threads", "1");
    assertThat(followed.resolve("s.csv")).hasSameBinaryContentAs(plain.resolve("s.csv"));
    assertThat(followed.resolve("s.sensitivities.csv"))
        .hasSameBinaryContentAs(run("again", "--sensitivities", "k,dose", "--threads", "2").resolve("s.sensitivities.csv"));
    assertThat(followed.resolve("manifest.json")).content().contains("\"d(A)/d(k)\": \"mg day\"");
  }

  @Test
  void aStiffMethodGivesTheSame() throws IOException {
    Table explicit = Table.read(run("explicit", "--sensitivities", "k,day").resolve("s.sensitivities.csv"));
    Table stiff = Table.read(run("stiff", "--sensitivities", "k,day", "--numerics", "rodas5p").resolve("s.sensitivities.csv"));
    for (int row = 0; row < explicit.rows(); row++) {
      check(stiff, row, "d(A)/d(k)", explicit.number(row, "d(A)/d(k)"));
      check(stiff, row, "d(A)/d(day)", explicit.number(row, "d(A)/d(day)"));
    }
  }
}
