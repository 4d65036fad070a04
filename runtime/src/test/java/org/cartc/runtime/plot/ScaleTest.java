package org.cartc.runtime.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Collectors;
import org.cartc.runtime.plot.Scale.Tick;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScaleTest {
  private static List<String> labels(Scale scale, double length) {
    return scale.ticks(length, label -> 50).stream().filter(Tick::labelled)
        .map(tick -> tick.label().runs().stream().map(run -> run.raised() ? "^" + run.text() : run.text()).collect(Collectors.joining()))
        .toList();
  }

  @Test
  void linearTicksArePlainNumbers() {
    assertThat(labels(new Scale.Linear(0, 1), 300)).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1.0");
    assertThat(labels(new Scale.Linear(-3, 120), 200)).containsExactly("0", "50", "100");
    assertThat(labels(new Scale.Linear(-2e-9, 2e-9), 220)).containsExactly("−2×10^−9", "−1×10^−9", "0", "1×10^−9", "2×10^−9");
  }

  @Test
  void numbersFarFromZeroKeepTheDigitsThatDiffer() {
    assertThat(labels(new Scale.Linear(1e9, 1e9 + 4), 220)).containsExactly("1000000000", "1000000001", "1000000002", "1000000003",
        "1000000004");
  }

  @Test
  void logTicksArePowersOfTen() {
    assertThat(labels(new Scale.Log(1, 1e4), 300)).containsExactly("10^0", "10^1", "10^2", "10^3", "10^4");
    assertThat(labels(new Scale.Log(1e-24, 1e13), 300)).containsExactly("10^−20", "10^−10", "10^0", "10^10");
  }

  @Test
  void lessThanADecadeIsLabelledWithinIt() {
    assertThat(labels(new Scale.Log(20, 80), 300)).containsExactly("20", "30", "50", "70");
    assertThat(labels(new Scale.Log(100, 104), 300)).containsExactly("100", "101", "102", "103", "104");
  }

  @ParameterizedTest
  @CsvSource({"1e-24,1e13", "1e-300,1e300", "-1e308,1e308", "1e15,1.000000001e15", "-7,-6.5", "0,1e-320"})
  void ticksOfExtremeRangesAreFewAndWithinTheAxis(double low, double high) {
    var scales = low > 0 ? List.of(new Scale.Linear(low, high), new Scale.Log(low, high)) : List.of(new Scale.Linear(low, high));
    for (var scale : scales) {
      assertThat(labels(scale, 400)).hasSizeLessThanOrEqualTo(12);
      assertThat(scale.ticks(400, label -> 50)).allSatisfy(tick -> assertThat(tick.at()).isBetween(0.0, 1.0));
    }
  }

  @Test
  void positionsAreSharesOfTheAxis() {
    assertThat(new Scale.Log(1, 100).at(10)).isCloseTo(0.5, within(1e-15));
    assertThat(new Scale.Log(1, 100).at(0)).isNaN();
    assertThat(new Scale.Linear(-1, 3).at(0)).isCloseTo(0.25, within(1e-15));
    assertThat(new Scale.Categories(List.of("a", "b")).at(1)).isCloseTo(0.75, within(1e-15));
  }
}
