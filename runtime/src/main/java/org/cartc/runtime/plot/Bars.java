package org.cartc.runtime.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    var most = all.stream().flatMapToDouble(series -> positions(panel, series)).distinct().mapToLong(at -> sharing(all, panel, at).size()).max().orElse(1);
    var width = Math.min(band * SHARE / most, WIDEST);
    var marks = new ArrayList<Mark>();
    for (var series : all) {
      var positions = positions(panel, series).toArray();
      for (var i = 0; i < Math.min(series.x().length, series.y().length); i++) {
        var sharing = sharing(all, panel, positions[i]);
        var offset = (sharing.indexOf(series) - sharing.size() / 2.0) * width;
        var value = upright ? series.y()[i] : series.x()[i];
        var box = upright ? standing(frame, positions[i], value, offset, width) : lying(frame, positions[i], value, offset, width);
        box.ifPresent(b -> marks.add(new Mark.Box(b[0], b[1], b[2], b[3], styles.apply(series).fill())));
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

  private static Optional<double[]> standing(Frame frame, double at, double value, double offset, double width) {
    var x = frame.px(at) + offset;
    var from = frame.y().at(0);
    var base = frame.top() + frame.height() * (1 - Math.clamp(Double.isNaN(from) ? 0 : from, 0, 1));
    var end = Math.clamp(frame.py(value), frame.top(), frame.top() + frame.height());
    var left = Math.max(x, frame.left());
    var right = Math.min(x + width, frame.left() + frame.width());
    return right > left && !Double.isNaN(end)
      ? Optional.of(new double[] {left, Math.min(base, end), right - left, Math.abs(base - end)}) : Optional.empty();
  }

  private static Optional<double[]> lying(Frame frame, double at, double value, double offset, double width) {
    var y = frame.py(at) + offset;
    var from = frame.x().at(0);
    var base = frame.left() + frame.width() * Math.clamp(Double.isNaN(from) ? 0 : from, 0, 1);
    var end = Math.clamp(frame.px(value), frame.left(), frame.left() + frame.width());
    var top = Math.max(y, frame.top());
    var bottom = Math.min(y + width, frame.top() + frame.height());
    return bottom > top && !Double.isNaN(end)
      ? Optional.of(new double[] {Math.min(base, end), top, Math.abs(base - end), bottom - top}) : Optional.empty();
  }

  private static List<Series> sharing(List<Series> all, Panel panel, double at) {
    return all.stream().filter(series -> positions(panel, series).anyMatch(other -> other == at)).toList();
  }

  private static DoubleStream positions(Panel panel, Series series) {
    return DoubleStream.of(stand(panel) ? series.x() : series.y());
  }
}
