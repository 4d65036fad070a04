package org.cartc.runtime.plot;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cartc.runtime.plot.Figure.Shape;
import org.cartc.runtime.plot.Mark.Anchor;
import org.cartc.runtime.plot.Mark.Text;

/** What each style stands for: one entry per label, in columns of equal width, filled column by column. */
record Legend(List<Entry> entries, int columns) {
  private static final double SIZE = 10.5;
  private static final double LEADING = 13;
  private static final double BETWEEN = 4;
  private static final double SAMPLE = 26;
  private static final double GAP = 7;
  private static final double APART = 18;

  /** The lines of a label, its style, and the shapes in which its series are drawn. */
  record Entry(List<String> lines, Style style, Set<Shape> shapes) {
    double width() {
      return SAMPLE + GAP + lines.stream().mapToDouble(line -> Label.plain(line).width(Typeface.REGULAR, SIZE)).max().orElse(0);
    }

    double height() {
      return lines.size() * LEADING + BETWEEN;
    }
  }

  /** Entries one below the other, no wider than {@code width} px. */
  static Legend column(Figure figure, Map<String, Style> styles, double width) {
    return new Legend(entries(figure, styles, width), 1);
  }

  /** Entries in as many columns as fit into {@code width} px. */
  static Legend table(Figure figure, Map<String, Style> styles, double width) {
    var entries = entries(figure, styles, width);
    var widest = entries.stream().mapToDouble(Entry::width).max().orElse(0);
    var fitting = (int) Math.clamp((width + APART) / (widest + APART), 1, Math.max(1, entries.size()));
    var rows = Math.ceilDiv(entries.size(), fitting);
    return new Legend(entries, rows == 0 ? 1 : Math.ceilDiv(entries.size(), rows));
  }

  private static List<Entry> entries(Figure figure, Map<String, Style> styles, double width) {
    var entries = new ArrayList<Entry>();
    styles.forEach((label, style) -> {
      var shapes = EnumSet.noneOf(Shape.class);
      figure.panels().forEach(panel -> panel.series().stream().filter(series -> series.label().equals(label))
          .forEach(series -> shapes.add(series.shape())));
      entries.add(new Entry(Label.wrap(label, Typeface.REGULAR, SIZE, width - SAMPLE - GAP), style, shapes));
    });
    return entries;
  }

  private int rows() {
    return Math.ceilDiv(entries.size(), columns);
  }

  private double columnWidth() {
    return entries.stream().mapToDouble(Entry::width).max().orElse(0);
  }

  private double rowHeight() {
    return entries.stream().mapToDouble(Entry::height).max().orElse(0);
  }

  double width() {
    return entries.isEmpty() ? 0 : columns * columnWidth() + (columns - 1) * APART;
  }

  double height() {
    return columns == 1 ? entries.stream().mapToDouble(Entry::height).sum() : rows() * rowHeight();
  }

  List<Mark> marks(double left, double top) {
    var marks = new ArrayList<Mark>();
    var y = top;
    for (var i = 0; i < entries.size(); i++) {
      var entry = entries.get(i);
      var x = left + i / rows() * (columnWidth() + APART);
      y = i % rows() == 0 ? top : y;
      sample(entry, x, y + LEADING / 2, marks);
      for (var line = 0; line < entry.lines.size(); line++) {
        marks.add(new Text(x + SAMPLE + GAP, y + LEADING / 2 + SIZE * 0.35 + line * LEADING, Label.plain(entry.lines.get(line)),
            Typeface.REGULAR, SIZE, Style.INK, Anchor.START, 0));
      }
      y += columns == 1 ? entry.height() : rowHeight();
    }
    return marks;
  }

  private static void sample(Entry entry, double x, double y, List<Mark> marks) {
    var style = entry.style;
    for (var shape : entry.shapes) {
      marks.add(switch (shape) {
        case LINES -> new Mark.Curve(new double[] {x, x + SAMPLE}, new double[] {y, y}, style.pen());
        case POINTS -> new Mark.Dots(style.symbol(), new double[] {x + SAMPLE / 2}, new double[] {y}, 3.4, style.colour(), 1);
        case BARS -> new Mark.Box(x + SAMPLE / 2 - 6, y - 5, 12, 10, style.fill());
      });
    }
  }
}
