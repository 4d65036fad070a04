package org.cartc.runtime.plot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cartc.runtime.plot.Figure.Axis;
import org.cartc.runtime.plot.Mark.Anchor;
import org.cartc.runtime.plot.Mark.Curve;
import org.cartc.runtime.plot.Mark.Pen;
import org.cartc.runtime.plot.Mark.Text;
import org.cartc.runtime.plot.Scale.Categories;
import org.cartc.runtime.plot.Scale.Tick;

/**
 * The axis below a panel.
 *
 * @param names the lines of each category's name, empty for a numeric axis
 * @param angle by which the names are turned, in degrees: 0, -45 or -90
 * @param title the lines below the ticks, empty where another panel shows them
 */
record HorizontalAxis(List<Tick> ticks, List<List<String>> names, int angle, List<String> title) {
  static final double LEAST_BAND = 12.5;
  private static final double SIZE = 10.5;
  private static final double LEADING = 12.5;
  private static final double TITLE_SIZE = 11.5;
  private static final double TITLE_LEADING = 14;
  private static final double LONGEST = 170;

  static HorizontalAxis of(Axis axis, Scale scale, double length, boolean titled) {
    var ticks = scale.ticks(length, label -> Math.max(44, label.width(Typeface.REGULAR, SIZE) + 14));
    var title = titled ? Label.wrap(axis.label(), Typeface.REGULAR, TITLE_SIZE, Math.max(60, length)) : List.<String>of();
    return switch (scale) {
      case Categories categories -> named(categories.names(), length / categories.names().size(), ticks, title);
      case Scale.Linear linear -> new HorizontalAxis(ticks, List.of(), 0, title);
      case Scale.Log log -> new HorizontalAxis(ticks, List.of(), 0, title);
    };
  }

  private static HorizontalAxis named(List<String> names, double band, List<Tick> ticks, List<String> title) {
    var upright = wrapped(names, band - 6);
    var whole = names.stream().flatMap(name -> Stream.of(name.split("(?<=[ _])"))).mapToDouble(HorizontalAxis::width).max()
        .orElse(0) <= band - 6;
    if (whole && lines(upright) <= 3) {
      return new HorizontalAxis(ticks, upright, 0, title);
    }
    var slanted = wrapped(names, LONGEST);
    if (lines(slanted) * LEADING * Math.sqrt(2) <= band) {
      return new HorizontalAxis(ticks, slanted, -45, title);
    }
    var fit = lines(slanted) * LEADING <= band;
    return new HorizontalAxis(ticks, fit ? slanted : wrapped(names, Double.MAX_VALUE), -90, title);
  }

  private static List<List<String>> wrapped(List<String> names, double width) {
    return names.stream().map(name -> Label.wrap(name, Typeface.REGULAR, SIZE, width)).toList();
  }

  private static int lines(List<List<String>> names) {
    return names.stream().mapToInt(List::size).max().orElse(0);
  }

  private static double width(String text) {
    return Label.plain(text).width(Typeface.REGULAR, SIZE);
  }

  private double longest() {
    return names.stream().flatMap(Collection::stream).mapToDouble(HorizontalAxis::width).max().orElse(0);
  }

  private double labelHeight() {
    return switch (angle) {
      case -45 -> (longest() + lines(names) * LEADING) * Math.sqrt(0.5) + 2;
      case -90 -> longest() + 2;
      default -> Math.max(1, lines(names)) * LEADING;
    };
  }

  /** Height in px from the panel's lower edge. */
  double height() {
    return 6 + labelHeight() + (title.isEmpty() ? 0 : 4 + title.size() * TITLE_LEADING);
  }

  /** Px by which labels reach beyond the left end. */
  double leftOverhang(double length) {
    if (angle == -45) {
      var slant = Math.sqrt(0.5);
      return IntStream.range(0, names.size()).mapToDouble(i -> nameWidth(i) * slant + 4 - ticks.get(i).at() * length).max().orElse(0);
    }
    return IntStream.range(0, ticks.size()).mapToDouble(i -> extent(i) / 2 - ticks.get(i).at() * length).max().orElse(0);
  }

  /** Px by which labels reach beyond the right end. */
  double rightOverhang(double length) {
    return IntStream.range(0, ticks.size()).mapToDouble(i -> extent(i) / 2 - (1 - ticks.get(i).at()) * length).max().orElse(0);
  }

  /** Px along the axis that the label of the i-th tick takes, half of them on each side; none where names are turned. */
  private double extent(int i) {
    return names.isEmpty() ? ticks.get(i).label().width(Typeface.REGULAR, SIZE) : angle == 0 ? nameWidth(i) : 0;
  }

  private double nameWidth(int i) {
    return names.get(i).stream().mapToDouble(HorizontalAxis::width).max().orElse(0);
  }

  List<Mark> grid(Frame frame) {
    return names.isEmpty() ? List.of(strokes(frame, frame.top(), frame.bottom(), true, Pen.solid(Style.GRID, 0.8))) : List.of();
  }

  List<Mark> marks(Frame frame) {
    var marks = new ArrayList<Mark>();
    var pen = Pen.solid(Style.AXIS, 0.9);
    marks.add(new Curve(new double[] {frame.left(), frame.right()}, new double[] {frame.bottom(), frame.bottom()}, pen));
    marks.add(strokes(frame, frame.bottom(), frame.bottom() + 4, true, pen));
    marks.add(strokes(frame, frame.bottom(), frame.bottom() + 2.5, false, pen));
    for (var i = 0; i < ticks.size(); i++) {
      var x = frame.left() + ticks.get(i).at() * frame.width();
      if (names.isEmpty() && ticks.get(i).labelled()) {
        marks.add(text(x, frame.bottom() + 6 + SIZE * 0.85, ticks.get(i).label(), Anchor.MIDDLE));
      } else if (!names.isEmpty()) {
        marks.addAll(name(x, frame.bottom(), names.get(i)));
      }
    }
    var y = frame.bottom() + 6 + labelHeight() + 4 + TITLE_SIZE * 0.85;
    for (var line : title) {
      marks.add(new Text(frame.left() + frame.width() / 2, y, Label.withUnits(line), Typeface.REGULAR, TITLE_SIZE, Style.INK,
          Anchor.MIDDLE, 0));
      y += TITLE_LEADING;
    }
    return marks;
  }

  private List<Mark> name(double x, double bottom, List<String> lines) {
    var marks = new ArrayList<Mark>();
    var turn = Math.toRadians(angle);
    for (var i = 0; i < lines.size(); i++) {
      var down = angle == 0 ? i * LEADING + SIZE * 0.85 : (i - (lines.size() - 1) / 2.0) * LEADING + SIZE * 0.35;
      var at = angle == -45 ? x + 1 : x;
      marks.add(new Text(at - Math.sin(turn) * down, bottom + (angle == -45 ? 7 : 6) + Math.cos(turn) * down, Label.plain(lines.get(i)),
          Typeface.REGULAR, SIZE, Style.INK, angle == 0 ? Anchor.MIDDLE : Anchor.END, angle));
    }
    return marks;
  }

  private Curve strokes(Frame frame, double from, double to, boolean labelled, Pen pen) {
    var at = ticks.stream().filter(tick -> tick.labelled() == labelled).mapToDouble(tick -> frame.left() + tick.at() * frame.width())
        .toArray();
    var x = new double[at.length * 3];
    var y = new double[at.length * 3];
    for (var i = 0; i < at.length; i++) {
      x[3 * i] = at[i];
      x[3 * i + 1] = at[i];
      x[3 * i + 2] = Double.NaN;
      y[3 * i] = from;
      y[3 * i + 1] = to;
      y[3 * i + 2] = Double.NaN;
    }
    return new Curve(x, y, pen);
  }

  private static Text text(double x, double y, Label label, Anchor anchor) {
    return new Text(x, y, label, Typeface.REGULAR, SIZE, Style.INK, anchor, 0);
  }
}
