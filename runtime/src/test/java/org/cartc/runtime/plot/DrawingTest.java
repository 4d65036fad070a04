package org.cartc.runtime.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cartc.runtime.plot.Figure.Axis;
import org.cartc.runtime.plot.Figure.Series;
import org.cartc.runtime.plot.Figure.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DrawingTest {
  static Stream<Figure> figures() {
    return Gallery.figures().stream();
  }

  private static List<Mark.Curve> lines(Series series, Axis y) {
    var figure = Gallery.single("figure", "", "", Gallery.linear("x"), y, List.of(series));
    return Sheet.of(figure).marks().stream().filter(Mark.Curve.class::isInstance).map(Mark.Curve.class::cast)
        .filter(curve -> curve.pen().width() == 1.7).toList();
  }

  private static String words(Figure figure) {
    var text = new StringBuilder();
    for (var mark : Sheet.of(figure).marks()) {
      if (mark instanceof Mark.Text words) {
        words.label().runs().forEach(run -> text.append(run.text()));
      }
    }
    return text.toString().replaceAll("\\s", "");
  }

  @ParameterizedTest
  @MethodSource("figures")
  void svgIsWellFormedWithoutIdsAndOutsideLinks(Figure figure) throws Exception {
    var svg = Drawing.svg(figure);
    var root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes("UTF-8")))
        .getDocumentElement();
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"));
    assertThat(svg).doesNotContain(" id=", "href", "url(").doesNotContainPattern("=\"[^\"]*(NaN|Infinity)");
  }

  @ParameterizedTest
  @MethodSource("figures")
  void everyWordOfTheFigureIsDrawn(Figure figure) {
    var words = words(figure);
    var wanted = Stream.of(Stream.of(figure.title(), figure.note()),
        figure.panels().stream()
            .flatMap(p -> Stream.of(p.title(), p.x().label().replaceAll("\\^", ""), p.y().label().replaceAll("\\^", ""))),
        figure.panels().stream().flatMap(p -> Stream.concat(p.x().categories().stream(), p.y().categories().stream())),
        figure.panels().stream().flatMap(p -> p.series().stream().map(Series::label))).flatMap(s -> s).toList();
    assertThat(wanted).allSatisfy(text -> assertThat(words).contains(text.replaceAll("\\s", "")));
  }

  @ParameterizedTest
  @MethodSource("figures")
  void noTextLeavesTheSheet(Figure figure) {
    var sheet = Sheet.of(figure);
    for (var mark : sheet.marks()) {
      if (mark instanceof Mark.Text text) {
        var width = text.label().width(text.face(), text.size());
        var turn = Math.toRadians(text.angle());
        for (var along : new double[] {-text.anchor().share * width, (1 - text.anchor().share) * width}) {
          assertThat(text.x() + along * Math.cos(turn)).as(text.label().toString()).isBetween(0.0, sheet.width());
          assertThat(text.y() + along * Math.sin(turn)).as(text.label().toString()).isBetween(0.0, sheet.height());
        }
      }
    }
  }

  @Test
  void pngHasTwoPixelsForEachPxAndIsNotBlank() throws Exception {
    var figure = Gallery.courses(8);
    var sheet = Sheet.of(figure);
    var image = ImageIO.read(new ByteArrayInputStream(Drawing.png(figure)));
    assertThat(image.getWidth()).isEqualTo((int) (2 * sheet.width()));
    assertThat(image.getHeight()).isEqualTo((int) (2 * sheet.height()));
    var colours = new HashSet<Integer>();
    Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth())).forEach(colours::add);
    assertThat(colours).contains(0xFFFFFFFF, 0xFF0072B2, 0xFFD55E00, 0xFF009E73);
  }

  @Test
  void equalFiguresGiveEqualBytes() {
    assertThat(Drawing.png(Gallery.bars())).isEqualTo(Drawing.png(Gallery.bars()));
    assertThat(Drawing.svg(Gallery.points())).isEqualTo(Drawing.svg(Gallery.points()));
  }

  @Test
  void nanBreaksALine() {
    var curve = lines(new Series("", Shape.LINES, new double[] {0, 1, 2, 3, 4}, new double[] {1, 2, Double.NaN, 5, 3}),
        Gallery.linear("y")).getFirst();
    assertThat(Arrays.stream(curve.x()).filter(Double::isNaN).count()).isEqualTo(1);
    assertThat(curve.x()).hasSize(5);
  }

  @Test
  void valuesThatAreNotPositiveAreLeftOutOfALogAxis() {
    var curve = lines(new Series("", Shape.LINES, new double[] {0, 1, 2, 3, 4, 5}, new double[] {1, 10, 0, -4, 5, 30}), Gallery.log("y"))
        .getFirst();
    assertThat(curve.x()).hasSize(5);
    assertThat(curve.x()[2]).isNaN();
  }

  @Test
  void aPointBetweenGapsIsADot() {
    var figure = Gallery.single("figure", "", "", Gallery.linear("x"), Gallery.linear("y"),
        List.of(new Series("", Shape.LINES, new double[] {0, 1, 2}, new double[] {Double.NaN, 3, Double.NaN})));
    assertThat(Sheet.of(figure).marks()).filteredOn(Mark.Dots.class::isInstance).hasSize(1);
  }

  @Test
  void barsOfSeriesThatShareAPositionStandSideBySide() {
    var marks = Sheet.of(Gallery.bars()).marks();
    var boxes = marks.stream().filter(Mark.Box.class::isInstance).map(Mark.Box.class::cast).filter(b -> b.width() > 20 && b.width() < 100)
        .toList();
    assertThat(boxes).hasSize(14);
    var first = boxes.getFirst();
    var second = boxes.get(4);
    assertThat(second.x()).isCloseTo(first.x() + first.width(), within(1e-9));
    assertThat(second.y() + second.height()).isCloseTo(first.y() + first.height(), within(1e-9));
    assertThat(first.height() / second.height()).isCloseTo(76.0 / 40, within(1e-9));
  }

  @Test
  void linesEndAtTheEdgeOfADemandedRange() {
    var axis = new Axis("y", false, 0, 10, List.of());
    var figure = Gallery.single("figure", "", "", Gallery.linear("x"), axis,
        List.of(new Series("", Shape.LINES, new double[] {0, 1, 2}, new double[] {5, 1e300, 5})));
    var curves = Sheet.of(figure).marks().stream().filter(Mark.Curve.class::isInstance).map(Mark.Curve.class::cast)
        .filter(c -> c.pen().width() == 1.7).toList();
    var bottom = Arrays.stream(curves.getFirst().y()).filter(Double::isFinite).max().orElseThrow();
    var top = Arrays.stream(curves.getFirst().y()).filter(Double::isFinite).min().orElseThrow();
    assertThat(bottom - top).isCloseTo(340.0 / 2, within(1e-3));
  }

  /** Twice the tolerance: the thinned points lie within it of the curve, and so does the curve between them of the thinned line. */
  @Test
  void aThinnedLineLiesWithinATenthOfAPxOfTheWholeLine() {
    var frame = new Frame(0, 0, 600, 300, new Scale.Linear(0, 1), new Scale.Linear(-1, 1));
    var x = Gallery.grid(0, 1, 10001);
    var y = Arrays.stream(x).map(v -> Math.sin(20 * v) * Math.exp(-v)).toArray();
    var seen = Trace.of(x, y, frame);
    assertThat(seen.x().length).isLessThan(500);
    var at = 0;
    for (var i = 0; i < x.length; i++) {
      while (at < seen.x().length - 2 && seen.x()[at + 1] < frame.px(x[i])) {
        at++;
      }
      var share = (frame.px(x[i]) - seen.x()[at]) / (seen.x()[at + 1] - seen.x()[at]);
      var line = seen.y()[at] + share * (seen.y()[at + 1] - seen.y()[at]);
      var slope = Math.abs((seen.y()[at + 1] - seen.y()[at]) / (seen.x()[at + 1] - seen.x()[at]));
      assertThat(Math.abs(line - frame.py(y[i])) / Math.hypot(1, slope)).isLessThan(0.2);
    }
  }

  @Test
  void aLongSeriesGivesASmallFile() {
    assertThat(Drawing.svg(Gallery.noisy()).length()).isLessThan(60_000);
    assertThat(Drawing.svg(Gallery.courses(15)).length()).isLessThan(15_000);
  }
}
