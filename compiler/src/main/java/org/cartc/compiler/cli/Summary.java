package org.cartc.compiler.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.runtime.study.Collected;
import org.cartc.runtime.study.Correlations;
import org.cartc.runtime.study.Key;
import org.cartc.runtime.study.Sensitivity;
import org.cartc.runtime.study.Study;

/** What a study found, in few words. */
final class Summary {
  private static final int MOST_ROWS = 24;
  private static final int MOST_NOTES = 6;
  private static final int MOST_PARAMETERS = 10;

  /** The most lines of a table that is too wide: its columns stand in blocks below each other. */
  private static final int MOST_LINES = 40;

  private final Collected collected;
  private final LowerStudy.Prepared prepared;
  private final long steps;
  private final double seconds;

  Summary(Collected collected, LowerStudy.Prepared prepared, long steps, double seconds) {
    this.collected = collected;
    this.prepared = prepared;
    this.steps = steps;
    this.seconds = seconds;
  }

  Study study() {
    return collected.study();
  }

  /** The values of the first runs as a table: a row per run, a column per key and value. */
  List<String> header() {
    List<String> header = new ArrayList<>(study().keys());
    study().values().stream().filter(Study.Value::shown)
        .forEach(v -> header.add(v.name() + (v.unit().isEmpty() || v.unit().equals("1") ? "" : " [" + v.unit() + "]")));
    return header;
  }

  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    for (int run = 0; run < Math.min(collected.known(), Collected.FIRST); run++) {
      List<String> row = new ArrayList<>(collected.keys(run).stream().map(Summary::text).toList());
      for (int i = 0; i < study().values().size(); i++) {
        if (study().values().get(i).shown()) {
          row.add(number(collected.value(run, i)));
        }
      }
      rows.add(row);
    }
    return rows;
  }

  /** How many runs follow those in the table. */
  int more() {
    return Math.max(0, collected.runs() - Collected.FIRST);
  }

  private static String text(Key key) {
    return Double.isNaN(key.number()) ? key.text() : number(key.number());
  }

  /** Five digits are enough to read; the tables have all. */
  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e6) {
      return Long.toString((long) value);
    }
    double magnitude = Math.abs(value);
    if (magnitude >= 1e-3 && magnitude < 1e6) {
      int digits = Math.max(0, 4 - (int) Math.floor(Math.log10(magnitude)));
      return String.format("%." + digits + "f", value);
    }
    return String.format("%.4e", value).replace("e+0", "e").replace("e+", "e").replace("e-0", "e-");
  }

  /** What must be said, each with how often it holds. */
  List<String> notes() {
    List<String> notes = new ArrayList<>(study().notes());
    collected.notes().forEach((note, of) -> {
      String first = String.join(", ", of.first().stream().map(k -> k.name() + " " + text(k)).toList());
      notes.add(note + (of.count() > 1 ? " (" + of.count() + " runs, first " + first + ")" : first.isEmpty() ? "" : " (" + first + ")"));
    });
    return notes;
  }

  String work() {
    int runs = collected.runs();
    return (runs == 1 ? "1 run" : runs + " runs") + ", " + prepared.numerics() + " numerics, " + steps + " steps, "
        + String.format("%.2f s", seconds);
  }

  /** The work without the time that it took, which differs from run to run. */
  String workWithoutTime() {
    int runs = collected.runs();
    return (runs == 1 ? "One run" : runs + " runs") + " of model " + prepared.model().name() + " with " + prepared.numerics()
        + " numerics, " + steps + " steps in all.";
  }

  void print(Console console, List<Path> files, int figures) {
    console.print(cut(study().name() + (study().doc().isEmpty() ? "" : ": " + study().doc()), console.width()));
    console.print(cut("  " + work(), console.width()));
    collected.correlations().ifPresentOrElse(c -> printCorrelations(c, console), () -> printValues(console));
    List<String> notes = notes();
    notes.stream().limit(MOST_NOTES).forEach(note -> wrapped("note: " + note, console));
    if (notes.size() > MOST_NOTES) {
      console.print("  and " + (notes.size() - MOST_NOTES) + " more notes");
    }
    wrapped(String.join(", ", files.stream().map(Path::toString).toList())
        + (figures == 0 ? "" : figures == 1 ? ", 1 figure" : ", " + figures + " figures"), console);
  }

  /** The parameters on which the first quantity depends most. */
  private static void printCorrelations(Correlations correlations, Console console) {
    Sensitivity sensitivity = correlations.sensitivity();
    for (Correlations.Group group : correlations.groups()) {
      List<List<String>> lines = new ArrayList<>();
      List<String> header = new ArrayList<>(List.of("parameter"));
      sensitivity.quantities().forEach(q -> header.add(q.label()));
      lines.add(header);
      IntStream.range(0, sensitivity.parameters().size()).boxed()
          .sorted(Comparator.comparingDouble(p -> -Math.abs(zeroIfMissing(group.numbers()[0][p])))).limit(MOST_PARAMETERS).forEach(p -> {
            List<String> line = new ArrayList<>(List.of(sensitivity.parameters().get(p)));
            for (double[] numbers : group.numbers()) {
              line.add(Double.isNaN(numbers[p]) ? "-" : String.format("%.3f", numbers[p]));
            }
            lines.add(line);
          });
      int[] widths = new int[header.size()];
      lines.forEach(line -> IntStream.range(0, widths.length).forEach(i -> widths[i] = Math.max(widths[i], line.get(i).length())));
      if (!group.keys().isEmpty()) {
        console.print("  " + group.keys().stream().map(k -> k.name() + " " + text(k)).collect(Collectors.joining(", ")));
      }
      lines.forEach(line -> console.print(cut("  " + line(line, widths, 0, widths.length), console.width()).stripTrailing()));
    }
  }

  private static double zeroIfMissing(double number) {
    return Double.isNaN(number) ? 0 : number;
  }

  private void printValues(Console console) {
    List<List<String>> rows = rows();
    if (study().values().stream().noneMatch(Study.Value::shown)) {
      return;
    }
    List<List<String>> shown = new ArrayList<>(List.of(header()));
    shown.addAll(rows.subList(0, Math.min(MOST_ROWS, rows.size())));
    int keys = study().keys().size();
    int columns = header().size();
    int[] widths = new int[columns];
    shown.forEach(row -> {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    });
    int next = keys;
    for (int lines = 0; next < columns && (lines == 0 || lines + shown.size() <= MOST_LINES); lines += shown.size()) {
      int end = fitting(widths, keys, next, console.width());
      for (List<String> row : shown) {
        console.print(cut("  " + line(row, widths, 0, keys) + line(row, widths, next, end), console.width()).stripTrailing());
      }
      next = end;
    }
    String name = study().name() + ".values.csv";
    if (collected.runs() > MOST_ROWS) {
      wrapped("and " + (collected.runs() - MOST_ROWS) + " more runs in " + name, console);
    }
    if (next < columns) {
      wrapped("and " + (columns - next) + " more columns in " + name, console);
    }
  }

  /** Behind the last column, at least one, that fits beside the keys. */
  private static int fitting(int[] widths, int keys, int first, int width) {
    int used = 2;
    for (int i = 0; i < keys; i++) {
      used += widths[i] + 2;
    }
    int end = first;
    while (end < widths.length && (end == first || used + widths[end] <= width)) {
      used += widths[end++] + 2;
    }
    return end;
  }

  private static String line(List<String> row, int[] widths, int from, int to) {
    StringBuilder line = new StringBuilder();
    for (int i = from; i < to; i++) {
      line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
    }
    return line.toString();
  }

  /** Writes a text in lines that fit, broken between words. */
  private static void wrapped(String text, Console console) {
    StringBuilder line = new StringBuilder(" ");
    for (String word : text.split(" ")) {
      if (line.length() + 1 + word.length() > console.width() && !line.toString().isBlank()) {
        console.print(line.toString());
        line = new StringBuilder("   ");
      }
      line.append(" ").append(word);
    }
    console.print(line.toString());
  }

  private static String cut(String line, int width) {
    return line.length() <= width ? line : line.substring(0, width - 3) + "...";
  }
}
