package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.syntax.Doc;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.Name;
import org.cartc.compiler.syntax.StudyItem;
import org.cartc.compiler.unit.Unit;
import org.cartc.runtime.study.Study;

/** Turns plot statements into plots of recorded columns and values. */
final class LowerPlots {
  private final String study;
  private final List<String> keys;
  private final Records records;
  private final LowerFormula formulas;
  private final Diagnostics diagnostics;
  private final List<Study.Plot> plots = new ArrayList<>();
  private final Set<String> files = new HashSet<>();

  LowerPlots(String study, List<String> keys, Records records, LowerFormula formulas, Diagnostics diagnostics) {
    this.study = study;
    this.keys = keys;
    this.records = records;
    this.formulas = formulas;
    this.diagnostics = diagnostics;
  }

  List<Study.Plot> plots() {
    return plots;
  }

  void add(StudyItem.Plot plot) {
    Study.Kind kind = plot.kind().map(this::kind).orElse(Study.Kind.LINES);
    List<Study.Series> series = new ArrayList<>();
    for (StudyItem.Series one : plot.series()) {
      series.add(series(one));
    }
    if (series.stream().map(Study.Series::curve).distinct().count() > 1) {
      diagnostics.add(Diagnostic.error("E0706", "a plot shows either curves over time or one number per run, not both").at(plot.span())
          .help("make two plots of it"));
      return;
    }
    boolean curves = series.get(0).curve();
    String against = plot.against().map(e -> against(e, curves)).orElse("");
    plot.by().forEach(this::checkKey);
    List<String> facets = new ArrayList<>();
    List<Study.Only> only = new ArrayList<>();
    Study.Scale x = scale(plot, "x");
    Study.Scale y = scale(plot, "y");
    for (StudyItem.Option option : plot.options()) {
      option(option, facets, only);
    }
    String file = file(plot);
    String title = plot.title().map(Doc::text).orElse("");
    plots.add(new Study.Plot(file, title, kind, series, against, plot.by().stream().map(Name::text).toList(), facets, only, x, y));
  }

  /** The name of a figure's file, which no other figure of the study has. */
  String file(StudyItem.Plot plot) {
    String file = plot.file().map(Doc::text).orElse(study + "_" + (files.size() + 1));
    if (!file.matches("[A-Za-z0-9_.-]+") || !files.add(file)) {
      diagnostics
          .add(Diagnostic.error("E0717", "a figure's file name must be new, of letters, digits, `_`, `-` and `.`: `" + file + "` is not")
              .at(plot.file().map(Doc::span).orElse(plot.span())));
    }
    return file;
  }

  private Study.Kind kind(Name name) {
    return switch (name.text()) {
      case "lines" -> Study.Kind.LINES;
      case "points" -> Study.Kind.POINTS;
      case "bars" -> Study.Kind.BARS;
      default -> {
        diagnostics.add(Diagnostic.error("E0717", "there is no kind of plot `" + name.text() + "`").at(name.span())
            .help("write lines, points or bars, or leave it out"));
        yield Study.Kind.LINES;
      }
    };
  }

  private Study.Series series(StudyItem.Series series) {
    Expression value = series.value();
    List<Study.Only> only = new ArrayList<>();
    while (value instanceof Expression.Where where && keys.contains(where.key().text())) {
      only.add(new Study.Only(where.key().text(), List.of(text(where.equals()))));
      value = where.value();
    }
    Records.Recorded recorded = records.plotted(value, formulas.lower(value));
    String label = series.label().map(Doc::text).orElse(value.span().text());
    return new Study.Series(recorded.name(), label, recorded.curve(), only);
  }

  private static String text(Expression expression) {
    return switch (expression) {
      case Expression.Number n -> n.digits();
      case Expression.Reference r -> r.path().text();
      default -> expression.span().text();
    };
  }

  private String against(Expression against, boolean curves) {
    if (against instanceof Expression.Reference r && keys.contains(r.path().text())) {
      return r.path().text();
    }
    Records.Recorded recorded = records.plotted(against, formulas.lower(against));
    if (recorded.curve() != curves) {
      diagnostics.add(Diagnostic
          .error("E0706", curves ? "curves can only be drawn against a curve" : "one number per run cannot be drawn against a curve")
          .at(against.span()));
    }
    return recorded.name();
  }

  private void checkKey(Name key) {
    if (!keys.contains(key.text())) {
      Diagnostic fault = Diagnostic.error("E0716", "the runs of this study have no `" + key.text() + "`").at(key.span());
      diagnostics.add(Nearest.to(key.text(), keys).map(n -> fault.help("did you mean `" + n + "`?").fix(key.span(), n))
          .orElse(fault.help(keys.isEmpty() ? "there is one run only: leave out `by`" : "they differ in " + String.join(", ", keys))));
    }
  }

  Study.Scale scale(StudyItem.Plot plot, String axis) {
    boolean log = false;
    double from = Double.NaN;
    double to = Double.NaN;
    Optional<String> label = Optional.empty();
    for (StudyItem.Option option : plot.options()) {
      if (option.words().get(0).text().equals(axis)) {
        log |= option.words().stream().anyMatch(w -> w.text().equals("log"));
        from = option.from().map(this::number).orElse(from);
        to = option.to().map(this::number).orElse(to);
        label = option.text().isPresent() ? option.text().map(Doc::text) : label;
      }
    }
    return new Study.Scale(log, from, to, label);
  }

  private double number(Expression expression) {
    Typed typed = formulas.lower(expression);
    if (typed.formula() instanceof org.cartc.runtime.study.Formula.Number n) {
      return n.value();
    }
    diagnostics.add(Diagnostic.error("E0717", "the end of an axis must be a number").at(expression.span()));
    return Double.NaN;
  }

  private void option(StudyItem.Option option, List<String> facets, List<Study.Only> only) {
    Name first = option.words().get(0);
    if (first.text().equals("x") || first.text().equals("y")) {
      for (Name word : option.words().subList(1, option.words().size())) {
        if (!word.text().equals("log") && !word.text().equals("linear")) {
          diagnostics.add(Diagnostic.error("E0717", "an axis is `log` or `linear`, not `" + word.text() + "`").at(word.span()));
        }
      }
    } else if (first.text().equals("facet")) {
      option.words().subList(1, option.words().size()).forEach(word -> {
        checkKey(word);
        facets.add(word.text());
      });
    } else if (keys.contains(first.text())) {
      only.add(new Study.Only(first.text(), chosen(option, first)));
    } else {
      Diagnostic fault = Diagnostic.error("E0717", "a plot has no option `" + first.text() + "`").at(first.span());
      List<String> known = new ArrayList<>(List.of("x", "y", "facet"));
      known.addAll(keys);
      diagnostics.add(Nearest.to(first.text(), known).map(n -> fault.help("did you mean `" + n + "`?").fix(first.span(), n))
          .orElse(fault.help("write x log, y 0 .. 10 \"label\", facet key, or a key with its values: scenario A1 .. A6")));
    }
  }

  /** The values of a key that a plot keeps: a range in declared order, or single ones. */
  private List<String> chosen(StudyItem.Option option, Name key) {
    List<String> texts = new ArrayList<>(option.words().subList(1, option.words().size()).stream().map(Name::text).toList());
    List<String> all = records.textsOf(key.text());
    if (option.from().isPresent()) {
      String from = text(option.from().get());
      String to = option.to().map(LowerPlots::text).orElse(from);
      int first = all.indexOf(from);
      int last = all.indexOf(to);
      if (first < 0 || last < first) {
        String missing = first < 0 ? from : to;
        Diagnostic fault = Diagnostic.error("E0716", "there is no " + key.text() + " `" + missing + "` in this order").at(option.span());
        diagnostics.add(Nearest.to(missing, all).map(n -> fault.help("did you mean `" + n + "`?")).orElse(fault));
      } else {
        texts.addAll(all.subList(first, last + 1));
      }
    }
    return texts;
  }

  static String unit(Optional<Unit> unit) {
    return unit.map(u -> u.isOne() ? "1" : u.text()).orElse("");
  }
}
