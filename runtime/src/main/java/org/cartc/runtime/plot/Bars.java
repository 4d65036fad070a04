package org.cartc.runtime.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.cartc.runtime.plot.Figure.Panel;
import org.cartc.runtime.plot.Figure.Series;
import org.cartc.runtime.plot.Figure.Shape;

/** Where bars stand: those of several series at one position side by side, in the order of the series. */
final class Bars {
  private static final double SHARE = 0.8;
  private static final double WIDEST = 64;

  private Bars() {}

  /** Whether bars stand upright; they lie where only the vertical axis has categories. */
  static boolean stand(Panel panel) {
    return panel.y().categories().isEmpty() || !panel.x().categories().isEmpty();
  }

  /** The least distance of two positions, in units of the axis; 1 where there is only one. */
  static double band(Panel panel) {
    var at = panel.series().stream().filter(series -> series.shape() == Shape.BARS)
        .flatMapToDouble(series -> positions(panel, series)).filter(Double::isFinite).sorted().distinct().toArray();
    var band = Double.POSITIVE_INFINITY;
    for (var i = 1; i < at.length; i++) {
      band = Math.min(band, at[i] - at[i - 1]);
    }
    return Double.isFinite(band) ? band : 1;
  }

  static List<Mark> marks(Panel panel, Frame frame, Function<Series, Style> styles) {
    var all = panel.series().stream().filter(series -> series.shape() == Shape.BARS).toList();
    var upright = stand(panel);
    var position = upright ? frame.x() : frame.y();
    var length = upright ? frame.width() : frame.height();
    var band = bandLength(panel, position, length);
    var shared = new HashMap<Double, Set<Series>>();
    all.forEach(series -> positions(panel, series).forEach(at -> shared.computeIfAbsent(at, any -> new LinkedHashSet<>()).add(series)));
    var most = shared.values().stream().mapToInt(Set::size).max().orElse(1);
    var width = Math.min(band * SHARE / most, WIDEST);
    var marks = new ArrayList<Mark>();
    for (var series : all) {
      var positions = positions(panel, series).toArray();
      for (var i = 0; i < Math.min(series.x().length, series.y().length); i++) {
        if (!within(position, positions[i])) {
          continue;
        }
        var sharing = List.copyOf(shared.get(positions[i]));
        var offset = (sharing.indexOf(series) - sharing.size() / 2.0) * width;
        var value = upright ? series.y()[i] : series.x()[i];
        var fill = styles.apply(series).fill();
        var box = upright ? standing(frame, positions[i], value, offset, width, fill) : lying(frame, positions[i], value, offset, width,
            fill);
        box.ifPresent(marks::add);
      }
    }
    return marks;
  }

  private static double bandLength(Panel panel, Scale position, double length) {
    return switch (position) {
      case Scale.Categories categories -> length / categories.names().size();
      case Scale.Linear linear -> band(panel) / (linear.high() - linear.low()) * length;
      case Scale.Log log -> WIDEST / 2;
    };
  }

  /** The line on which bars stand: zero, or the end of the axis where zero lies beyond it. */
  static Mark base(Panel panel, Frame frame) {
    var pen = Mark.Pen.solid(Style.AXIS, 0.9);
    var base = base(stand(panel) ? frame.y() : frame.x());
    return stand(panel)
        ? new Mark.Curve(new double[] {frame.left(), frame.right()}, both(frame.bottom() - base * frame.height()), pen)
        : new Mark.Curve(both(frame.left() + base * frame.width()), new double[] {frame.top(), frame.bottom()}, pen);
  }

  private static double[] both(double at) {
    return new double[] {at, at};
  }

  private static double base(Scale scale) {
    var zero = scale.at(0);
    return Double.isNaN(zero) ? 0 : Math.clamp(zero, 0, 1);
  }

  private static Optional<Mark> standing(Frame frame, double at, double value, double offset, double width, String fill) {
    var x = frame.px(at) + offset;
    var base = frame.bottom() - base(frame.y()) * frame.height();
    return box(Math.max(x, frame.left()), Math.min(x + width, frame.right()), base, Math.clamp(frame.py(value), frame.top(),
        frame.bottom()), fill);
  }

  private static Optional<Mark> lying(Frame frame, double at, double value, double offset, double width, String fill) {
    var y = frame.py(at) + offset;
    var base = frame.left() + base(frame.x()) * frame.width();
    return box(base, Math.clamp(frame.px(value), frame.left(), frame.right()), Math.max(y, frame.top()),
        Math.min(y + width, frame.bottom()), fill);
  }

  /** The box with these corners; none where a value or position cannot be shown. */
  private static Optional<Mark> box(double x1, double x2, double y1, double y2, String fill) {
    var shown = Double.isFinite(x1 + x2 + y1 + y2);
    return shown ? Optional.of(new Mark.Box(Math.min(x1, x2), Math.min(y1, y2), Math.abs(x2 - x1), Math.abs(y2 - y1), fill))
        : Optional.empty();
  }

  private static boolean within(Scale scale, double value) {
    return scale.at(value) >= 0 && scale.at(value) <= 1;
  }

  private static DoubleStream positions(Panel panel, Series series) {
    return DoubleStream.of(stand(panel) ? series.x() : series.y());
  }
}
