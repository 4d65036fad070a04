package org.cartc.compiler.diagnostic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cartc.compiler.diagnostic.Canvas.Style;

/** One line of a source with the marks under it: a line that is too long is cut around its marks, and comes twice if they lie far apart. */
final class Excerpt {
  private static final String CUT = "...";

  /**
   * A stretch of the line.
   *
   * @param from its first screen column, from 0
   * @param to the screen column behind it, more than {@code from}
   * @param primary whether carets mark it
   * @param text what is said of it; may be empty
   */
  record Mark(int from, int to, boolean primary, String text) {}

  /** The columns that are shown: {@code from} to before {@code to}. */
  private record Window(int from, int to) {}

  private final Glyphs line;
  private final int width;
  private final Style primary;
  private final boolean colour;

  /**
   * @param width the columns there are for the line
   * @param primary the style of the primary mark
   */
  Excerpt(Glyphs line, int width, Style primary, boolean colour) {
    this.line = line;
    this.width = width;
    this.primary = primary;
    this.colour = colour;
  }

  /** Blocks of lines; in each the first is the line of the source. */
  List<List<String>> blocks(List<Mark> marks) {
    List<List<Mark>> groups = new ArrayList<>();
    for (Mark mark : marks.stream().sorted(Comparator.comparingInt(Mark::from).thenComparing(Mark::to)).toList()) {
      int first = groups.isEmpty() ? 0 : groups.getLast().getFirst().from();
      boolean near = !groups.isEmpty() && (line.width() <= width || mark.to() - first <= width - 4 * CUT.length());
      if (!near) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(mark);
    }
    return groups.stream().map(this::block).toList();
  }

  /** The line alone, cut around the columns from {@code from} to {@code to}. */
  String cut(int from, int to) {
    return shown(window(from, to));
  }

  private List<String> block(List<Mark> marks) {
    Window window = window(marks.getFirst().from(), marks.stream().mapToInt(Mark::to).max().orElseThrow());
    List<String> lines = new ArrayList<>(List.of(shown(window)));
    List<Mark> moved = marks.stream().map(mark -> within(window, mark)).toList();
    rows(moved).forEach(row -> lines.addAll(drawn(row)));
    return lines;
  }

  private static Mark within(Window window, Mark mark) {
    int from = mark.from() - window.from();
    return new Mark(from, Math.max(from + 1, Math.min(mark.to(), window.to()) - window.from()), mark.primary(), mark.text());
  }

  private Window window(int from, int to) {
    if (line.width() <= width) {
      return new Window(0, Integer.MAX_VALUE);
    }
    int centred = Math.min((from + to - width) / 2, line.width() - width);
    int start = Math.max(0, Math.min(centred, from - CUT.length() - 1));
    return new Window(start, start + width);
  }

  private String shown(Window window) {
    boolean right = line.width() > window.to();
    if (window.from() == 0) {
      return right ? line.slice(0, window.to() - CUT.length()) + CUT : line.slice(0, Integer.MAX_VALUE).stripTrailing();
    }
    int from = window.from() + CUT.length();
    String shown = line.slice(from, right ? window.to() - CUT.length() : window.to());
    return (CUT + shown + (right ? CUT : "")).stripTrailing();
  }

  /** Marks that overlap go below each other; the primary one stands directly under the line. */
  private static List<List<Mark>> rows(List<Mark> marks) {
    List<List<Mark>> rows = new ArrayList<>();
    for (Mark mark : marks.stream().sorted(Comparator.comparing(mark -> !mark.primary())).toList()) {
      rows.stream()
          .filter(row -> row.stream().allMatch(other -> mark.to() <= other.from() || other.to() <= mark.from()))
          .findFirst()
          .orElseGet(() -> {
            List<Mark> row = new ArrayList<>();
            rows.add(row);
            return row;
          })
          .add(mark);
    }
    rows.forEach(row -> row.sort(Comparator.comparingInt(Mark::from)));
    return rows;
  }

  /** The underlines with the text of the last mark behind them, and the texts of the others hanging below. */
  private List<String> drawn(List<Mark> row) {
    List<String> lines = new ArrayList<>();
    Canvas underlines = new Canvas();
    row.forEach(mark -> underlines.put(mark.from(), (mark.primary() ? "^" : "-").repeat(mark.to() - mark.from()), style(mark)));
    Mark last = row.getLast();
    if (!last.text().isEmpty()) {
      underlines.put(last.to() + 1, last.text(), style(last));
    }
    lines.add(underlines.line(colour));
    List<Mark> hanging = new ArrayList<>(row.subList(0, row.size() - 1).stream().filter(mark -> !mark.text().isEmpty()).toList());
    if (!hanging.isEmpty()) {
      lines.add(strings(hanging).line(colour));
    }
    while (!hanging.isEmpty()) {
      Mark right = hanging.removeLast();
      lines.add(strings(hanging).put(right.from(), right.text(), style(right)).line(colour));
    }
    return lines;
  }

  private Canvas strings(List<Mark> hanging) {
    Canvas strings = new Canvas();
    hanging.forEach(mark -> strings.put(mark.from(), "|", style(mark)));
    return strings;
  }

  private Style style(Mark mark) {
    return mark.primary() ? primary : Style.FRAME;
  }
}
