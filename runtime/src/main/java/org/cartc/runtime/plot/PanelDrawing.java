package org.cartc.runtime.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cartc.runtime.plot.Figure.Panel;
import org.cartc.runtime.plot.Figure.Series;
import org.cartc.runtime.plot.Figure.Shape;
import org.cartc.runtime.plot.Mark.Anchor;
import org.cartc.runtime.plot.Mark.Curve;
import org.cartc.runtime.plot.Mark.Dots;
import org.cartc.runtime.plot.Mark.Symbol;
import org.cartc.runtime.plot.Mark.Text;

/** The values of a panel within its frame: bars below lines below points. */
record PanelDrawing(Panel panel, Frame frame, Map<String, Style> styles) {
  private static final int MANY = 150;

  List<Mark> marks() {
    var marks = new ArrayList<>(Bars.marks(panel, frame, this::style));
    if (!marks.isEmpty()) {
      marks.add(Bars.base(panel, frame));
    }
    panel.series().stream().filter(series -> series.shape() == Shape.LINES).forEach(series -> lines(series, marks));
    panel.series().stream().filter(series -> series.shape() == Shape.POINTS).forEach(series -> points(series, marks));
    if (marks.isEmpty()) {
      marks.add(new Text(frame.left() + frame.width() / 2, frame.top() + frame.height() / 2, Label.plain("no values to show"),
          Typeface.REGULAR, 11, Style.FAINT_INK, Anchor.MIDDLE, 0));
    }
    return marks;
  }

  private Style style(Series series) {
    return Style.of(series, panel, styles);
  }

  private void lines(Series series, List<Mark> marks) {
    var style = style(series);
    var seen = Trace.of(series.x(), series.y(), frame);
    if (seen.x().length > 0) {
      marks.add(new Curve(seen.x(), seen.y(), style.pen()));
    }
    if (seen.singleX().length > 0) {
      marks.add(new Dots(Symbol.CIRCLE, seen.singleX(), seen.singleY(), 2.2, style.colour(), 1));
    }
  }

  private void points(Series series, List<Mark> marks) {
    var style = style(series);
    var places = IntStream.range(0, Math.min(series.x().length, series.y().length))
        .mapToObj(i -> new Place(tenth(frame.px(series.x()[i])), tenth(frame.py(series.y()[i]))))
        .filter(place -> frame.holds(place.x, place.y)).distinct().toList();
    if (!places.isEmpty()) {
      var many = places.size() > MANY;
      marks.add(new Dots(style.symbol(), places.stream().mapToDouble(Place::x).toArray(), places.stream().mapToDouble(Place::y).toArray(),
          many ? 2 : 3.2, style.colour(), many ? 0.6 : 0.9));
    }
  }

  /** Points that fall on one tenth of a px are drawn once. */
  private record Place(double x, double y) {}

  private static double tenth(double px) {
    return Double.isNaN(px) ? px : Math.rint(px * 10) / 10;
  }
}
