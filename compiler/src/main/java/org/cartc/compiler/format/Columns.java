package org.cartc.compiler.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Puts declarations that stand below each other into columns, then their documentation, then the comments behind them. */
final class Columns {
  /** A line that columns would make longer than this keeps to itself. */
  private static final int WIDEST = 180;
  private static final String GAP = "  ";

  private final List<Line> lines;
  private final List<Optional<Cells>> cells;
  private final String[] texts;

  private Columns(List<Line> lines) {
    this.lines = lines;
    cells = IntStream.range(0, lines.size()).mapToObj(i -> isWhole(i) ? Cells.of(lines.get(i)) : Optional.<Cells>empty()).toList();
    texts = new String[lines.size()];
  }

  /** Each line as text. */
  static List<String> of(List<Line> lines) {
    Columns columns = new Columns(lines);
    columns.declare();
    columns.append(i -> columns.cells.get(i).isPresent(), columns::document, columns::isNeighbour);
    columns.append(i -> columns.lines.get(i).comment().isPresent() && !columns.lines.get(i).isComment(),
        i -> columns.lines.get(i).comment().orElse(""), columns::stayTogether);
    return List.of(columns.texts);
  }

  /** Whether the statement of a line ends with it. */
  private boolean isWhole(int i) {
    int next = i + 1;
    while (next < lines.size() && lines.get(next).isComment()) {
      next++;
    }
    return next == lines.size() || lines.get(next).begins();
  }

  private void declare() {
    int i = 0;
    while (i < lines.size()) {
      Line line = lines.get(i);
      if (cells.get(i).isEmpty()) {
        texts[i++] = line.margin() + (line.isComment() ? line.comment().orElse("") : Spacing.text(line.tokens(), 0, line.tokens().size()));
      } else {
        List<Integer> run = run(i);
        align(run);
        i = run.getLast() + 1;
      }
    }
  }

  /** The declarations of one kind from {@code first} on, with nothing but comments between them; the comments get their text. */
  private List<Integer> run(int first) {
    List<Integer> run = new ArrayList<>(List.of(first));
    List<Integer> comments = new ArrayList<>();
    for (int i = first + 1; i < lines.size() && !lines.get(i).spaced(); i++) {
      if (lines.get(i).isComment()) {
        comments.add(i);
      } else if (sameKind(first, i)) {
        run.add(i);
      } else {
        break;
      }
    }
    comments.stream().filter(i -> i < run.getLast()).forEach(i -> texts[i] = lines.get(i).margin() + lines.get(i).comment().orElse(""));
    return run;
  }

  private boolean sameKind(int a, int b) {
    return cells.get(b).isPresent() && cells.get(a).orElseThrow().kind() == cells.get(b).get().kind()
        && lines.get(a).indent() == lines.get(b).indent();
  }

  private void align(List<Integer> run) {
    int columns = run.stream().mapToInt(i -> columns(i).size()).max().orElse(0);
    int[] widths = IntStream.range(0, columns)
        .map(c -> run.stream().filter(i -> c < columns(i).size()).mapToInt(i -> columns(i).get(c).length()).max().orElse(0)).toArray();
    run.forEach(i -> texts[i] = joined(i, widths));
    if (run.stream().anyMatch(i -> texts[i].length() > WIDEST)) {
      run.forEach(i -> texts[i] = joined(i, new int[columns]));
    }
  }

  private List<String> columns(int line) {
    return cells.get(line).orElseThrow().columns();
  }

  private String joined(int line, int[] widths) {
    Cells.Kind kind = cells.get(line).orElseThrow().kind();
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < columns(line).size(); c++) {
      String cell = columns(line).get(c);
      int width = Math.max(widths[c], cell.length());
      if (width > 0) {
        String blanks = " ".repeat(width - cell.length());
        text.append(" ".repeat(c == 0 ? 0 : kind.gap(c))).append(kind.isRightAligned(c) ? blanks + cell : cell + blanks);
      }
    }
    return (lines.get(line).margin() + text).stripTrailing();
  }

  private String document(int line) {
    return cells.get(line).map(Cells::doc).orElse("");
  }

  private boolean isNeighbour(int a, int b) {
    return sameKind(a, b) && !lines.get(b).spaced();
  }

  private boolean stayTogether(int a, int b) {
    return !lines.get(b).spaced() && lines.get(a).indent() == lines.get(b).indent();
  }

  private interface Part {
    String of(int line);
  }

  /** Appends a part to the lines that have one, in one column where lines below each other may share it. */
  private void append(IntPredicate has, Part part, BiPredicate<Integer, Integer> shares) {
    int i = 0;
    while (i < lines.size()) {
      int first = i++;
      if (has.test(first)) {
        while (i < lines.size() && has.test(i) && shares.test(i - 1, i)) {
          i++;
        }
        append(IntStream.range(first, i).filter(l -> !part.of(l).isEmpty()).boxed().toList(), part);
      }
    }
  }

  private void append(List<Integer> run, Part part) {
    int column = run.stream().mapToInt(i -> texts[i].length()).max().orElse(0);
    boolean fits = run.stream().allMatch(i -> column + GAP.length() + part.of(i).length() <= WIDEST);
    run.forEach(i -> texts[i] += (fits ? " ".repeat(column - texts[i].length()) : "") + GAP + part.of(i));
  }
}
