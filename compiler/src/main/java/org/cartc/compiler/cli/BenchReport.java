package org.cartc.compiler.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Statistics;
import org.cartc.runtime.model.Layout;

/** What was measured of a study, as lines to read and as a tree for programs. */
record BenchReport(LowerStudy.Prepared prepared, List<Measure.Row> rows, List<Measure.Throughput> throughput,
    Optional<LaneMeasure> lanes, double floor) {
  private static final List<String> HEADER = List.of("method", "rtol", "atol", "steps", "rejected", "rhs", "us/solve", "median", "us/rhs",
      "us/integration", "us/run", "bytes/solve", "error");

  /** Whether every run reached its end. */
  boolean isComplete() {
    return rows.stream().allMatch(row -> row.failure().isEmpty());
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    int columns = prepared.study().columns().size();
    int times = prepared.study().times().length;
    lines.add(prepared.study().name() + ": model " + prepared.model().name() + ", numerics " + prepared.numerics() + ", "
        + plural(prepared.count(), "run") + ", " + plural(columns, "column") + " at " + plural(times, "time"));
    List<List<String>> cells = new ArrayList<>(List.of(HEADER));
    rows.forEach(row -> cells.add(cells(row)));
    lines.addAll(aligned(cells));
    rows.stream().flatMap(row -> row.failure().stream()).findFirst()
        .ifPresent(f -> lines.add("  failed at time " + Summary.number(f.time()) + ": " + words(f)));
    lines.add(
        "  solve: integration and states at the recorded times; run: all that the study reads; us: processor time, least of the repeats");
    lines.add("  error: largest |y - reference| / (|reference| + " + Summary.number(floor)
        + " in the column's unit), columns and times as above");
    throughput.forEach(t -> lines.add(String.format(Locale.ROOT, "  %s: %,.0f runs per second (%,d runs in %.2f s)",
        plural(t.threads(), "thread"), t.runs() / t.seconds(), t.runs(), t.seconds())));
    lanes.ifPresentOrElse(measured -> lines.addAll(measured.lines()),
        () -> lines
            .add("  lanes: not for this study; they need `tsit5` or `auto`, no start from a steady state and no iterated constraint"));
    return lines;
  }

  private static String words(Outcome.Failed failure) {
    return failure.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String plural(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static List<String> cells(Measure.Row row) {
    Statistics work = row.statistics();
    Map<String, Object> method = Manifest.method(row.method());
    return List.of(method.get("name").toString(), tolerance(method, "relativeTolerance"), tolerance(method, "absoluteTolerance"),
        Long.toString(work.accepted()), Long.toString(work.rejected()), Long.toString(work.rightHandSides()), time(row.solve().least()),
        time(row.solve().median()), time(perRightHandSide(row)), time(row.integration().least()), time(row.run().least()),
        Double.isNaN(row.solve().bytes()) ? "-" : String.format(Locale.ROOT, "%.0f", row.solve().bytes()),
        Double.isNaN(row.error()) ? "-" : String.format(Locale.ROOT, "%.1e", row.error()));
  }

  private static String tolerance(Map<String, Object> method, String key) {
    return method.get(key) instanceof Double d ? String.format(Locale.ROOT, "%.0e", d) : "-";
  }

  private static String time(double microseconds) {
    return Double.isNaN(microseconds) ? "-" : String.format(Locale.ROOT, microseconds < 10 ? "%.3f" : "%.1f", microseconds);
  }

  private static double perRightHandSide(Measure.Row row) {
    return row.integration().least() / row.statistics().rightHandSides();
  }

  private static List<String> aligned(List<List<String>> cells) {
    int[] widths = IntStream.range(0, cells.get(0).size())
        .map(column -> cells.stream().mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
    return cells.stream().map(row -> {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append("  ").append(i == 0 ? "" : " ".repeat(widths[i] - row.get(i).length())).append(row.get(i))
            .append(i == 0 ? " ".repeat(widths[0] - row.get(0).length()) : "");
      }
      return line.toString();
    }).toList();
  }

  Map<String, Object> tree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("study", prepared.study().name());
    tree.put("model", prepared.model().name());
    tree.put("numerics", prepared.numerics());
    tree.put("runs", prepared.count());
    tree.put("times", prepared.study().times().length);
    tree.put("columns", prepared.study().columns().size());
    tree.put("floor", floor);
    tree.put("floorIn", "the unit of each column");
    tree.put("states", prepared.trials().iterator().next().equations().layout().states().stream().map(Layout.Quantity::path).toList());
    tree.put("rows", rows.stream().map(BenchReport::tree).toList());
    tree.put("throughput", throughput.stream().map(t -> Map.of("threads", t.threads(), "runs", t.runs(), "seconds", t.seconds(),
        "runsPerSecond", t.runs() / t.seconds())).toList());
    lanes.ifPresent(measured -> tree.put("lanes", measured.tree()));
    return tree;
  }

  private static Map<String, Object> tree(Measure.Row row) {
    Map<String, Object> tree = new LinkedHashMap<>(Map.of("method", Manifest.method(row.method())));
    tree.put("accepted", row.statistics().accepted());
    tree.put("rejected", row.statistics().rejected());
    tree.put("rightHandSides", row.statistics().rightHandSides());
    tree.put("constraintIterations", row.statistics().constraints().stream()
        .map(c -> c.iterations() / (double) Math.max(1, c.solutions())).toList());
    if (row.failure().isPresent()) {
      tree.put("failed", words(row.failure().get()));
      return tree;
    }
    tree.put("integration", cost(row.integration()));
    tree.put("solve", cost(row.solve()));
    tree.put("run", cost(row.run()));
    tree.put("microsecondsPerRightHandSide", perRightHandSide(row));
    tree.put("error", row.error());
    if (row.states().length > 0) {
      tree.put("values", row.states());
    }
    return tree;
  }

  private static Map<String, Object> cost(Measure.Cost cost) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("microseconds", cost.least());
    tree.put("medianMicroseconds", cost.median());
    tree.put("bytes", cost.bytes());
    return tree;
  }
}
