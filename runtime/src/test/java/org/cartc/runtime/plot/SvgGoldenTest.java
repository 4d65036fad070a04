package org.cartc.runtime.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cartc.runtime.plot.Figure.Panel;
import org.cartc.runtime.plot.Figure.Series;
import org.cartc.runtime.plot.Figure.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of three small figures. {@code -Dgolden=refresh} writes them anew; such a run fails, so that someone looks at the change. */
class SvgGoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/org/cartc/runtime/plot");

  static Stream<Figure> figures() {
    var t = Gallery.grid(0, 30, 61);
    var decay = Gallery.single("golden-lines", "Decay & clearance", "R1 is reconstructed.", Gallery.linear("time [day]"),
        Gallery.log("T [1/mm^3]"),
        List.of(Gallery.line("R1", t, x -> x > 20 ? 0 : 1e9 * Math.exp(-x)), Gallery.line("R2", t, x -> x > 9 && x < 11 ? Double.NaN
            : 1e7 + 1e6 * x)));
    var survival = new Figure("golden-bars", "", "", List.of(
        new Panel("low", Gallery.categories("", "control", "CAR-T"), Gallery.linear("PFS [day]"), pair(76, 120)),
        new Panel("high", Gallery.categories("", "control", "CAR-T"), Gallery.linear("PFS [day]"), pair(-5, 30))));
    var cloud = Gallery.single("golden-points", "", "", Gallery.log("dose [cell]"), Gallery.linear("PFS [day]"),
        List.of(new Series("a", Shape.POINTS, new double[] {1e6, 1e7, 1e8}, new double[] {10, 20, 40}),
            new Series("b", Shape.POINTS, new double[] {1e6, 0, 1e8}, new double[] {15, 25, Double.NaN})));
    return Stream.of(decay, survival, cloud);
  }

  private static List<Series> pair(double first, double second) {
    var x = new double[] {0, 1};
    return List.of(new Series("R1", Shape.BARS, x, new double[] {first, second}), new Series("R2", Shape.BARS, x,
        new double[] {second, first}));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void svgIsThatOfTheGoldenFile(Figure figure) throws IOException {
    var file = GOLDEN.resolve(figure.name() + ".svg");
    if (System.getProperty("golden", "").equals("refresh")) {
      Files.createDirectories(GOLDEN);
      Files.writeString(file, Drawing.svg(figure));
      fail("%s was written anew: look at it, then run without -Dgolden=refresh", file);
    }
    assertThat(Drawing.svg(figure)).isEqualTo(Files.readString(file));
  }
}
