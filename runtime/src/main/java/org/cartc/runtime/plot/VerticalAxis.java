package org.cartc.runtime.plot;

import java.util.ArrayList;
import java.util.List;
import org.cartc.runtime.plot.Figure.Axis;
import org.cartc.runtime.plot.Mark.Anchor;
import org.cartc.runtime.plot.Mark.Curve;
import org.cartc.runtime.plot.Mark.Pen;
import org.cartc.runtime.plot.Mark.Text;
import org.cartc.runtime.plot.Scale.Tick;

/**
 * The axis to the left of a panel.
 *
 * @param names the lines of each category's name, empty for a numeric axis
 * @param title the lines beside the ticks, turned; empty where another panel shows them
 */
record VerticalAxis(List<Tick> ticks, List<List<String>> names, List<String> title) {
  private static final double SIZE = 10.5;
  private static final double LEADING = 12;
  private static final double TITLE_SIZE = 11.5;
  private static final double TITLE_LEADING = 14;
  private static final double LONGEST = 190;

  static VerticalAxis of(Axis axis, Scale scale, double length, boolean titled) {
    var ticks = scale.ticks(length, label -> Math.clamp(length / 6, 26, 38));
    var title = titled ? Label.wrap(axis.label(), Typeface.REGULAR, TITLE_SIZE, length) : List.<String>of();
    return switch (scale) {
      case Scale.Categories categories -> new VerticalAxis(ticks, names(categories.names()), title);
      case Scale.Linear linear -> new VerticalAxis(ticks, List.of(), title);
      case Scale.Log log -> new VerticalAxis(ticks, List.of(), title);
    };
  }

  private static List<List<String>> names(List<String> names) {
    return names.stream().map(name -> Label.wrap(name, Typeface.REGULAR, SIZE, LONGEST)).toList();
  }

  /** The least height in px at which the names of categories do not touch; 0 for a numeric axis. */
  static double leastLength(Axis axis) {
    var lines = names(axis.categories()).stream().mapToInt(List::size).max().orElse(0);
    return axis.categories().size() * (lines * LEADING + 3);
  }

  private double labelWidth() {
    var numbers = ticks.stream().mapToDouble(tick -> tick.label().width(Typeface.REGULAR, SIZE));
    var words = names.stream().flatMap(List::stream).mapToDouble(line -> Label.plain(line).width(Typeface.REGULAR, SIZE));
    return (names.isEmpty() ? numbers : words).max().orElse(0);
  }

  /** Width in px from the panel's left edge. */
  double width() {
    return 8 + labelWidth() + (title.isEmpty() ? 0 : 6 + title.size() * TITLE_LEADING);
  }

  List<Mark> grid(Frame frame) {
    return names.isEmpty() ? List.of(strokes(frame, frame.left(), frame.right(), true, Pen.solid(Style.GRID, 0.8))) : List.of();
  }

  List<Mark> marks(Frame frame) {
    var marks = new ArrayList<Mark>();
    var pen = Pen.solid(Style.AXIS, 0.9);
    marks.add(new Curve(new double[] {frame.left(), frame.left()}, new double[] {frame.top(), frame.bottom()}, pen));
    marks.add(strokes(frame, frame.left() - 4, frame.left(), true, pen));
    marks.add(strokes(frame, frame.left() - 2.5, frame.left(), false, pen));
    for (var i = 0; i < ticks.size(); i++) {
      var middle = y(ticks.get(i), frame) + SIZE * 0.35;
      if (names.isEmpty() && ticks.get(i).labelled()) {
        marks.add(text(frame.left() - 7, middle, ticks.get(i).label()));
      } else if (!names.isEmpty()) {
        var lines = names.get(i);
        for (var line = 0; line < lines.size(); line++) {
          marks.add(text(frame.left() - 7, middle + (line - (lines.size() - 1) / 2.0) * LEADING, Label.plain(lines.get(line))));
        }
      }
    }
    var x = frame.left() - width() + TITLE_SIZE * 0.85;
    for (var line : title) {
      marks.add(new Text(x, frame.top() + frame.height() / 2, Label.withUnits(line), Typeface.REGULAR, TITLE_SIZE, Style.INK,
          Anchor.MIDDLE, -90));
      x += TITLE_LEADING;
    }
    return marks;
  }

  private double y(Tick tick, Frame frame) {
    return frame.top() + frame.height() * (names.isEmpty() ? 1 - tick.at() : tick.at());
  }

  private Curve strokes(Frame frame, double from, double to, boolean labelled, Pen pen) {
    var at = ticks.stream().filter(tick -> tick.labelled() == labelled).mapToDouble(tick -> y(tick, frame)).toArray();
    var x = new double[at.length * 3];
    var y = new double[at.length * 3];
    for (var i = 0; i < at.length; i++) {
      x[3 * i] = from;
      x[3 * i + 1] = to;
      x[3 * i + 2] = Double.NaN;
      y[3 * i] = at[i];
      y[3 * i + 1] = at[i];
      y[3 * i + 2] = Double.NaN;
    }
    return new Curve(x, y, pen);
  }

  private static Text text(double x, double y, Label label) {
    return new Text(x, y, label, Typeface.REGULAR, SIZE, Style.INK, Anchor.END, 0);
  }
}
