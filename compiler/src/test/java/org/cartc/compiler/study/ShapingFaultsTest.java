package org.cartc.compiler.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cartc.compiler.cli.Invocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What shapes the runs of a study or compares them is refused where it cannot be meant; nothing is then written. */
class ShapingFaultsTest {
  @TempDir
  Path folder;

  private Invocation run(String protocol, String study) throws IOException {
    Path file = Files.writeString(folder.resolve("m.cart"), """
        model growing {
          time [day]
          compartment X [cell] = 1
          mechanism growth {
            param r [1/day] = 0.1
            rate grow: -> X = r * X
          }
        }
        protocol given { dose X 10 %s }
        study s {
          simulate growing with given until 5 [day] every 1 [day]
          %s
        }
        """.formatted(protocol, study));
    return Invocation.of("run", file.toString(), "--no-figures", "--out", folder.resolve("out").toString());
  }

  private void refused(Invocation invocation, String code, String message) {
    assertThat(invocation.exit()).as(invocation.out() + invocation.err()).isEqualTo(1);
    assertThat(invocation.err()).contains(code).contains(message);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"at -1 [day]", "at 3 [day] every -1 [day] times 3", "at 3 [day] every 0 [day] times 3",
      "at 3 [day] every 1 [day] times 0", "at 3 [day] every 1 [day] times 1.5"})
  void dosesThatCannotBeGiven(String protocol) throws IOException {
    refused(run(protocol, ""), "E0704", "dose");
  }

  @Test
  void aBlockOfMoreThanAll() throws IOException {
    refused(run("at 0 [day]", "scenario a { block growth by 150% }"), "E0704", "between 0 and 100%");
  }

  @Test
  void aComparisonWithARunThatIsNotThere() throws IOException {
    String scenarios = "scenario plain; scenario treated { block growth by 50% }; let x [cell] = max(X); ";
    refused(run("at 0 [day]", scenarios + "let m = x / (x where scenaro = plain)"), "E0716", "did you mean `scenario`?");
    refused(run("at 0 [day]", scenarios + "let m = x / (x where scenario = plane)"), "E0716", "did you mean `plain`?");
    refused(run("at 0 [day]", scenarios + "let m [cell] = mean(x, over = patient)"), "E0716", "have no `patient`");
  }

  @Test
  void aComparisonWithANumberThatNoRunHas() throws IOException {
    String runs = "for r in 0.1, 0.2; let x [cell] = max(X); ";
    refused(run("at 0 [day]", runs + "let m = x / (x where r = 0.3)"), "E0716", "r is one of 0.1, 0.2");
    assertThat(run("at 0 [day]", runs + "let m = x / (x where r = 0.2 [1/day])").exit()).isZero();
  }

  @Test
  void aWindowThatIsReadFromAnotherRun() throws IOException {
    refused(run("at 0 [day]", "scenario plain; scenario treated { block growth by 50% until (peak(X) where scenario = plain) }"),
        "E0712", "cannot be read from other runs");
  }

  /** Doses at a found time and windows that name a value: X is 11 at the start, 11 exp(0.1 t), and meets 12 at 10 ln(12/11) = 0.87. */
  @Test
  void aWindowMayNameAValueOfItsStudy() throws IOException {
    Invocation invocation = run("at 0 [day]", """
        let twelve [day] = first time X >= 12 [cell]
          scenario plain
          scenario treated { block growth by 100% from twelve until 5 [day] }
          let last [cell] = X at 5 [day]
        """);
    assertThat(invocation.exit()).as(invocation.err()).isZero();
    List<String> values = Files.readAllLines(folder.resolve("out/s.values.csv"));
    double treated = values.stream().filter(l -> l.startsWith("treated,last,")).mapToDouble(l -> Double.parseDouble(l.split(",")[2]))
        .findFirst().orElseThrow();
    assertThat(treated).isCloseTo(12, within(1e-6));
  }
}
