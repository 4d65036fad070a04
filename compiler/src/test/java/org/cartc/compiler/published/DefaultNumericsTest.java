package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What runs have without asking: results that do not depend on units, and a method that fits. */
class DefaultNumericsTest {
  /** The share of the largest size below which a state counts as zero, of 100 mg. */
  private static final double COUNTS_AS_ZERO = 1e-20 * 100;

  /** Steps differ by rounding, and curves then by a share of the relative tolerance, 1e-8. */
  private static final double ROUNDED = 1e-9;

  @TempDir
  Path folder;

  private Outputs run(String name, String model, String... options) {
    try {
      Path file = Files.writeString(folder.resolve(name + ".cart"), model);
      return Outputs.of(file.toString(), "s", options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject study(Outputs outputs) {
    return JsonParser.parseString(outputs.manifest()).getAsJsonObject().getAsJsonArray("studies").get(0).getAsJsonObject();
  }

  /** A saturable drug through a chain that starts empty, in a unit of amount and one of time. */
  private static String chain(String amount, double milligrams, String time) {
    return """
        model m {
          time [%2$s]
          compartment a [%1$s] = %3$s
          compartment b [%1$s] = 0
          compartment c [%1$s] = 0
          compartment d [mg] = 0
          param k [1/h] = 0.7
          param V [mg/h] = 20
          param K [mg] = 5
          rate uptake: a -> b = V * a / (K + a)
          rate first: b -> c = k * b
          rate second: c -> d = k * c
          rate loss: d -> = k * d
        }
        study s { simulate m until 96 [h] every 24 [h] }
        """.formatted(amount, time, 100 / milligrams);
  }

  @ParameterizedTest
  @CsvSource({"g, 1e3, h", "kg, 1e6, h", "ng, 1e-6, h", "mg, 1, day", "kg, 1e6, s"})
  void unitsOfStatesAndTimeChangeNeitherCurvesNorSteps(String amount, double milligrams, String time) {
    Outputs usual = run("usual", chain("mg", 1, "h"));
    Outputs other = run("other", chain(amount, milligrams, time));
    assertThat(study(other).get("steps").getAsLong()).isEqualTo(study(usual).get("steps").getAsLong());
    for (int row = 1; row < usual.curves().rows(); row++) {
      for (String column : new String[] {"a", "b", "c"}) {
        double expected = usual.curves().number(row, column);
        assertThat(other.curves().number(row, column) * milligrams).isCloseTo(expected, within(ROUNDED * (expected + COUNTS_AS_ZERO)));
      }
    }
  }

  private static String mixed(double rate) {
    return """
        model m {
          time [day]
          compartment E [cell] = 1e6
          compartment I [ng] = 0
          rate death: E -> = 0.1 [1/day] * E
          d/dt I = %s [1/day] * (1e-6 [ng/cell] * E - I)
        }
        study s { simulate m until 10 [day] every 1 [day] }
        """.formatted(rate);
  }

  @Test
  void aStiffModelIsRunByAMethodForStiffModelsAndTheManifestSaysWhy() {
    Outputs outputs = run("stiff", mixed(1e9));
    assertThat(study(outputs).get("switches").toString()).contains("rodas5p, stability bounds the explicit step");
    assertThat(study(outputs).get("steps").getAsLong()).isLessThan(5000);
    double exact = Math.exp(-1) / (1 - 0.1 / 1e9);
    assertThat(outputs.curves().number(10, "I")).isCloseTo(exact, within(1e-7 * exact));
  }

  @Test
  void aModelThatIsNotStiffHasTheBitsOfTsit5() {
    Outputs automatic = run("plain", mixed(1));
    Outputs explicit = run("plain", mixed(1), "--numerics", "tsit5");
    assertThat(study(automatic).get("method").toString()).contains("auto");
    assertThat(study(automatic).has("switches")).isFalse();
    for (int row = 0; row < automatic.curves().rows(); row++) {
      assertThat(automatic.curves().number(row, "I")).isEqualTo(explicit.curves().number(row, "I"));
    }
  }

  /** The constants and the modes of the derivatives are those in force. */
  @Test
  void derivativesThatComeLateKnowParametersAndGuards() {
    String model = """
        model m {
          time [day]
          compartment E [cell] = 1e6
          compartment I [ng] = 0
          rate death: E -> = 0.1 [1/day] * E while E >= 5e5 [cell]
          mechanism fast {
            rate up: -> I = 1e8 [1/day] * 1e-6 [ng/cell] * E
            rate down: I -> = 1e8 [1/day] * I
          }
        }
        study s { simulate m until 20 [day] every 1 [day] }
        """;
    Outputs automatic = run("late", model, "--scale", "fast by 0.5");
    Outputs stiff = run("late", model, "--scale", "fast by 0.5", "--numerics", "rodas5p");
    assertThat(automatic.curves().number(20, "I")).isCloseTo(0.5, within(1e-7));
    for (int row = 1; row <= 20; row++) {
      assertThat(automatic.curves().number(row, "I")).isCloseTo(stiff.curves().number(row, "I"), within(1e-7));
    }
  }
}
