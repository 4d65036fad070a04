package org.cartc.runtime.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cartc.runtime.plot.Figure.Panel;
import org.cartc.runtime.plot.Mark.Anchor;
import org.cartc.runtime.plot.Mark.Text;

/** A figure laid out: its size in px and its marks, the first drawn first. */
record Sheet(double width, double height, List<Mark> marks) {
  private static final double MARGIN = 14;
  private static final double BETWEEN = 14;
  private static final double TITLE_SIZE = 14;
  private static final double TITLE_LEADING = 18;
  private static final double HEADING_SIZE = 11.5;
  private static final double HEADING_LEADING = 14;
  private static final double NOTE_SIZE = 10.5;
  private static final double NOTE_LEADING = 13.5;
  private static final double BESIDE = 210;
  private static final int ROUNDS = 5;

  Sheet {
    marks = List.copyOf(marks);
  }

  static Sheet of(Figure figure) {
    var columns = columns(figure.panels().size());
    var styles = Style.named(figure);
    var width = width(figure, columns);
    var inner = width - 2 * MARGIN;
    var height = panelHeight(figure, columns);
    var column = Legend.column(figure, styles, BESIDE);
    var beside = columns == 1 && !column.entries().isEmpty() && column.height() <= height * figure.panels().size();
    var legend = beside ? column : Legend.table(figure, styles, inner);
    var grid = Grid.of(figure, columns, inner - (beside ? legend.width() + BETWEEN : 0), height);

    var marks = new ArrayList<Mark>();
    var y = MARGIN + text(Label.wrap(figure.title(), Typeface.BOLD, TITLE_SIZE, inner), Typeface.BOLD, TITLE_SIZE, TITLE_LEADING, MARGIN,
        MARGIN, Style.INK, marks);
    y += y > MARGIN ? 6 : 0;
    var top = y;
    for (var row = 0; row < grid.rows(); row++) {
      y = row(grid, row, y, styles, marks);
    }
    if (beside) {
      marks.addAll(legend.marks(width - MARGIN - legend.width(), top + grid.headings(0) + 2));
    } else if (!legend.entries().isEmpty()) {
      marks.addAll(legend.marks(MARGIN + Math.max(0, (inner - legend.width()) / 2), y + 4));
      y += legend.height() + 4;
    }
    var note = Label.wrap(figure.note(), Typeface.REGULAR, NOTE_SIZE, inner);
    y += note.isEmpty() ? 0 : 4 + text(note, Typeface.REGULAR, NOTE_SIZE, NOTE_LEADING, MARGIN, y + 4, Style.FAINT_INK, marks);
    var sheetHeight = Math.ceil(y + MARGIN - 6);
    marks.addFirst(new Mark.Box(0, 0, width, sheetHeight, Style.PAPER));
    return new Sheet(width, sheetHeight, marks);
  }

  private static double row(Grid grid, int row, double top, Map<String, Style> styles, List<Mark> marks) {
    var frameTop = top + grid.headings(row) + 6;
    for (var column = 0; column < grid.columns() && row * grid.columns() + column < grid.cells().size(); column++) {
      var cell = grid.cells().get(row * grid.columns() + column);
      var frame = new Frame(MARGIN + grid.left(column), frameTop, grid.width(), grid.height(), cell.x(), cell.y());
      var across = cell.across(grid.width());
      text(cell.heading(grid.width()), Typeface.BOLD, HEADING_SIZE, HEADING_LEADING, frame.left(), top, Style.INK, marks);
      marks.addAll(across.grid(frame));
      marks.addAll(cell.upright().grid(frame));
      marks.addAll(new PanelDrawing(cell.panel(), frame, styles).marks());
      marks.addAll(across.marks(frame));
      marks.addAll(cell.upright().marks(frame));
    }
    return frameTop + grid.height() + grid.feet(row) + 10;
  }

  /** Adds lines of text that begin at (x, top) and returns their height. */
  private static double text(List<String> lines, Typeface face, double size, double leading, double x, double top, String ink,
      List<Mark> marks) {
    for (var i = 0; i < lines.size(); i++) {
      marks.add(new Text(x, top + i * leading + size * 0.9, Label.plain(lines.get(i)), face, size, ink, Anchor.START, 0));
    }
    return lines.size() * leading;
  }

  static int columns(int panels) {
    return switch (panels) {
      case 1, 2, 3 -> panels;
      case 4 -> 2;
      case 5, 6, 9 -> 3;
      default -> 4;
    };
  }

  private static double width(Figure figure, int columns) {
    var most = figure.panels().stream().mapToInt(panel -> panel.x().categories().size()).max().orElse(0);
    return Math.max(columns > 3 ? 960 : 720, columns * (most * HorizontalAxis.LEAST_BAND + 90) + 2 * MARGIN);
  }

  private static double panelHeight(Figure figure, int columns) {
    var usual = switch (columns) {
      case 1 -> 340;
      case 2 -> 220;
      case 3 -> 175;
      default -> 165;
    };
    return figure.panels().stream().mapToDouble(panel -> VerticalAxis.leastLength(panel.y())).reduce(usual, Math::max);
  }

  /** A panel with its scales; its axis titles are left out where a neighbour shows the same. */
  record Cell(Panel panel, Scale x, Scale y, boolean below, VerticalAxis upright) {
    HorizontalAxis across(double width) {
      return HorizontalAxis.of(panel.x(), x, width, below);
    }

    List<String> heading(double width) {
      return Label.wrap(panel.title(), Typeface.BOLD, HEADING_SIZE, width);
    }
  }

  /** Panels in rows of {@code columns}, each frame of one width and height; {@code lefts} are the spaces before the frames. */
  record Grid(List<Cell> cells, int columns, List<Double> lefts, List<Double> rights, double width, double height) {
    static Grid of(Figure figure, int columns, double room, double height) {
      var panels = figure.panels();
      var oneX = panels.stream().map(panel -> panel.x().label()).distinct().count() == 1;
      var oneY = panels.stream().map(panel -> panel.y().label()).distinct().count() == 1;
      var cells = new ArrayList<Cell>();
      for (var i = 0; i < panels.size(); i++) {
        var x = Range.horizontal(panels.get(i));
        var y = Range.vertical(panels.get(i), x);
        var upright = VerticalAxis.of(panels.get(i).y(), y, height, !oneY || i % columns == 0);
        cells.add(new Cell(panels.get(i), x, y, !oneX || i + columns >= panels.size(), upright));
      }
      var grid = new Grid(cells, columns, zeros(columns), zeros(columns), 0, height);
      var next = grid.spaced(room, room / columns);
      for (var round = 0; round < ROUNDS && !next.equals(grid); round++) {
        grid = next;
        next = grid.spaced(room, grid.width);
      }
      return next;
    }

    private static List<Double> zeros(int count) {
      return IntStream.range(0, count).mapToObj(i -> 0.0).toList();
    }

    /** The same with the room that its labels need when frames are {@code guess} px wide; room once taken is kept. */
    private Grid spaced(double room, double guess) {
      var left = new ArrayList<Double>();
      var right = new ArrayList<Double>();
      for (var c = 0; c < columns; c++) {
        left.add(lefts.get(c));
        right.add(rights.get(c));
        for (var cell : column(c)) {
          var across = cell.across(guess);
          left.set(c, Math.max(left.get(c), Math.max(cell.upright.width(), across.leftOverhang(guess))));
          right.set(c, Math.max(right.get(c), across.rightOverhang(guess)));
        }
      }
      var taken = IntStream.range(0, columns).mapToDouble(c -> left.get(c) + right.get(c)).sum() + (columns - 1) * BETWEEN;
      return new Grid(cells, columns, left, right, Math.max(40, (room - taken) / columns), height);
    }

    private List<Cell> column(int column) {
      return IntStream.range(0, cells.size()).filter(i -> i % columns == column).mapToObj(cells::get).toList();
    }

    private List<Cell> row(int row) {
      return cells.subList(row * columns, Math.min(cells.size(), (row + 1) * columns));
    }

    int rows() {
      return Math.ceilDiv(cells.size(), columns);
    }

    double left(int column) {
      var before = IntStream.range(0, column).mapToDouble(c -> lefts.get(c) + width + rights.get(c) + BETWEEN).sum();
      return before + lefts.get(column);
    }

    double headings(int row) {
      return row(row).stream().mapToInt(cell -> cell.heading(width).size()).max().orElse(0) * HEADING_LEADING;
    }

    double feet(int row) {
      return row(row).stream().mapToDouble(cell -> cell.across(width).height()).max().orElse(0);
    }
  }
}
