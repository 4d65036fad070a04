package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cartc.runtime.plot.Figure;

/** Makes the figures of a study from what was collected. */
public final class Figures {
  private final Collected collected;
  private final Study study;

  private Figures(Collected collected) {
    this.collected = collected;
    this.study = collected.study();
  }

  public static List<Figure> of(Collected collected) {
    Figures figures = new Figures(collected);
    List<Figure> drawn = new ArrayList<>(collected.study().plots().stream().map(figures::figure).toList());
    collected.correlations().ifPresent(c -> c.sensitivity().plots().forEach(plot -> drawn.add(figures.figure(plot, c))));
    return drawn;
  }

  /** Bars of measures of dependence, a panel for each group of runs. */
  private Figure figure(Sensitivity.Plot plot, Correlations correlations) {
    Sensitivity sensitivity = correlations.sensitivity();
    double[] x = IntStream.range(0, sensitivity.parameters().size()).asDoubleStream().toArray();
    List<Figure.Panel> panels = new ArrayList<>();
    for (Correlations.Group group : correlations.groups()) {
      List<Figure.Series> series = plot.quantities().stream()
          .map(q -> new Figure.Series(sensitivity.quantities().get(q).label(), Figure.Shape.BARS, x, group.numbers()[q])).toList();
      String label = plot.y().label().orElse(sensitivity.name());
      panels.add(new Figure.Panel(group.keys().stream().map(Key::text).collect(Collectors.joining(", ")),
          new Figure.Axis("parameter", false, Double.NaN, Double.NaN, sensitivity.parameters()),
          new Figure.Axis(label, false, plot.y().from(), plot.y().to(), List.of()), series));
    }
    return new Figure(plot.file(), plot.title(), String.join("; ", study.notes()), panels);
  }

  private Figure figure(Study.Plot plot) {
    List<Integer> runs = selected(IntStream.range(0, collected.runs()).boxed().toList(), plot.only());
    Map<String, List<Integer>> panels = new LinkedHashMap<>();
    for (int run : runs) {
      panels.computeIfAbsent(words(run, plot.facet()), k -> new ArrayList<>()).add(run);
    }
    List<Figure.Panel> drawn = new ArrayList<>();
    panels.forEach((title, of) -> drawn.add(new PanelOf(plot, of).panel(title)));
    if (drawn.isEmpty()) {
      drawn.add(new PanelOf(plot, List.of()).panel(""));
    }
    return new Figure(plot.file(), plot.title(), String.join("; ", study.notes()), drawn);
  }

  /** The runs that are left, in the order in which the selection names them. */
  private List<Integer> selected(List<Integer> runs, List<Study.Only> only) {
    List<Integer> left = runs;
    for (Study.Only one : only) {
      List<Integer> ordered = new ArrayList<>();
      for (String text : one.texts()) {
        left.stream().filter(run -> key(run, one.key()).map(k -> k.is(text, Key.parsed(text))).orElse(false)).forEach(ordered::add);
      }
      left = ordered;
    }
    return left;
  }

  private Optional<Key> key(int run, String name) {
    return collected.keys(run).stream().filter(k -> k.name().equals(name)).findFirst();
  }

  private String unit(String key) {
    String unit = study.unitOf(key);
    return unit.isEmpty() || unit.equals("1") ? "" : " " + unit;
  }

  private String words(int run, List<String> names) {
    return names.stream().flatMap(name -> key(run, name).stream())
        .map(k -> Double.isNaN(k.number()) ? k.text() + (k.doc().isEmpty() ? "" : ": " + k.doc())
            : k.name() + " = " + k.text() + unit(k.name()))
        .collect(Collectors.joining(", "));
  }

  /** One panel of a plot. */
  private final class PanelOf {
    private final Study.Plot plot;
    private final List<Integer> runs;
    private final List<String> varying;
    private final Optional<String> horizontalKey;

    PanelOf(Study.Plot plot, List<Integer> runs) {
      this.plot = plot;
      this.runs = runs;
      this.varying = study.keys().stream().filter(k -> !plot.facet().contains(k))
          .filter(k -> runs.stream().map(r -> key(r, k).map(Key::text).orElse("")).distinct().count() > 1).toList();
      this.horizontalKey = isCurve() ? Optional.empty() : horizontalKey();
    }

    private boolean isCurve() {
      return plot.series().get(0).curve();
    }

    private Optional<String> horizontalKey() {
      if (study.keys().contains(plot.against())) {
        return Optional.of(plot.against());
      }
      return plot.against().isEmpty() ? plot.by().stream().findFirst().or(() -> varying.stream().findFirst()) : Optional.empty();
    }

    private List<String> by() {
      List<String> named = plot.by().isEmpty() ? varying : plot.by();
      return named.stream().filter(k -> !horizontalKey.equals(Optional.of(k))).toList();
    }

    Figure.Panel panel(String title) {
      List<String> categories = categories();
      List<Figure.Series> series = new ArrayList<>();
      for (Study.Series one : plot.series()) {
        series.addAll(isCurve() ? curves(one) : points(one, categories));
      }
      return new Figure.Panel(title, x(categories), y(), series);
    }

    /** The names along the horizontal axis, where it shows a key that is no number or bars. */
    private List<String> categories() {
      if (horizontalKey.isEmpty()) {
        return List.of();
      }
      Set<String> texts = new LinkedHashSet<>();
      boolean named = plot.kind() == Study.Kind.BARS;
      for (int run : runs) {
        Optional<Key> key = key(run, horizontalKey.get());
        named |= key.map(k -> Double.isNaN(k.number())).orElse(true);
        texts.add(key.map(Key::text).orElse(""));
      }
      return named ? List.copyOf(texts) : List.of();
    }

    private String label(Study.Series series, int run) {
      String keys = words(run, by());
      boolean several = plot.series().size() > 1;
      return several && !keys.isEmpty() ? series.label() + ", " + keys : several ? series.label() : keys;
    }

    private List<Figure.Series> curves(Study.Series series) {
      List<Figure.Series> drawn = new ArrayList<>();
      int column = column(series.name());
      int horizontal = plot.against().isEmpty() ? -1 : column(plot.against());
      for (int run : selected(runs, series.only())) {
        double[] y = collected.curve(run, column);
        double[] x = horizontal < 0 ? Arrays.copyOf(study.times(), y.length) : collected.curve(run, horizontal);
        drawn.add(new Figure.Series(label(series, run), shape(), x, y));
      }
      return drawn;
    }

    private List<Figure.Series> points(Study.Series series, List<String> categories) {
      Map<String, Set<List<Double>>> groups = new LinkedHashMap<>();
      for (int run : selected(runs, series.only())) {
        groups.computeIfAbsent(label(series, run), k -> new LinkedHashSet<>())
            .add(List.of(horizontal(run, categories), value(run, series.name())));
      }
      List<Figure.Series> drawn = new ArrayList<>();
      groups.forEach((label, points) -> {
        List<List<Double>> sorted = points.stream().sorted((a, b) -> Double.compare(a.get(0), b.get(0))).toList();
        drawn.add(new Figure.Series(label, shape(), sorted.stream().mapToDouble(p -> p.get(0)).toArray(),
            sorted.stream().mapToDouble(p -> p.get(1)).toArray()));
      });
      return drawn;
    }

    private double horizontal(int run, List<String> categories) {
      if (horizontalKey.isEmpty()) {
        return value(run, plot.against());
      }
      Optional<Key> key = key(run, horizontalKey.get());
      return categories.isEmpty() ? key.map(Key::number).orElse(Double.NaN) : categories.indexOf(key.map(Key::text).orElse(""));
    }

    private Figure.Shape shape() {
      return switch (plot.kind()) {
        case LINES -> Figure.Shape.LINES;
        case POINTS -> Figure.Shape.POINTS;
        case BARS -> Figure.Shape.BARS;
      };
    }

    private Figure.Axis x(List<String> categories) {
      String label = plot.x().label().orElseGet(() -> horizontalKey.map(k -> withUnit(k, study.unitOf(k)))
          .orElseGet(() -> isCurve() && plot.against().isEmpty() ? withUnit("time", study.timeUnit())
              : withUnit(plot.against(), study.unitOf(plot.against()))));
      return new Figure.Axis(label, plot.x().log(), plot.x().from(), plot.x().to(), categories);
    }

    private Figure.Axis y() {
      List<String> units = plot.series().stream().map(s -> study.unitOf(s.name())).distinct().toList();
      String names = plot.series().stream().map(Study.Series::label).distinct().collect(Collectors.joining(", "));
      String label = plot.series().size() > 3 && units.size() == 1 && !units.get(0).isEmpty() && !units.get(0).equals("1")
          ? "[" + units.get(0) + "]"
          : withUnit(names, units.size() == 1 ? units.get(0) : "");
      return new Figure.Axis(plot.y().label().orElse(label), plot.y().log(), plot.y().from(), plot.y().to(), List.of());
    }
  }

  private static String withUnit(String name, String unit) {
    return unit.isEmpty() || unit.equals("1") ? name : name + " [" + unit + "]";
  }

  private int column(String name) {
    for (int i = 0; i < study.columns().size(); i++) {
      if (study.columns().get(i).name().equals(name)) {
        return i;
      }
    }
    throw new IllegalStateException("no column " + name);
  }

  private double value(int run, String name) {
    for (int i = 0; i < study.values().size(); i++) {
      if (study.values().get(i).name().equals(name)) {
        return collected.value(run, i);
      }
    }
    return collected.variable(run, name);
  }
}
