package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Doc;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.Modifier;
import org.cartc.compiler.syntax.StudyItem;
import org.cartc.compiler.syntax.TopLevel;

/** The statements of a study, sorted by kind. */
record Parts(String name, String doc, StudyItem.Simulate simulate, List<StudyItem.For> fors, List<StudyItem> scenarios,
    List<Modifier> modifiers, List<ModelItem.Let> lets, List<StudyItem.Plot> plots, Optional<StudyItem.UseNumerics> numerics,
    Optional<StudyItem.Sensitivity> sensitivity, long seed) {
  private static final long DEFAULT_SEED = 1;

  static Parts of(TopLevel.Study study, Diagnostics diagnostics) {
    List<StudyItem.Simulate> simulates = new ArrayList<>();
    List<StudyItem.For> fors = new ArrayList<>();
    List<StudyItem> scenarios = new ArrayList<>();
    List<Modifier> modifiers = new ArrayList<>();
    List<ModelItem.Let> lets = new ArrayList<>();
    List<StudyItem.Plot> plots = new ArrayList<>();
    List<StudyItem.UseNumerics> numerics = new ArrayList<>();
    List<StudyItem.Sensitivity> sensitivities = new ArrayList<>();
    long seed = DEFAULT_SEED;
    for (StudyItem item : study.items()) {
      switch (item) {
        case StudyItem.Simulate s -> simulates.add(s);
        case StudyItem.For f -> fors.add(f);
        case StudyItem.Scenario s -> scenarios.add(s);
        case StudyItem.Scenarios s -> scenarios.add(s);
        case Modifier m -> modifiers.add(m);
        case ModelItem.Let l -> lets.add(l);
        case StudyItem.Plot p -> plots.add(p);
        case StudyItem.UseNumerics n -> numerics.add(n);
        case StudyItem.Seed s -> seed = whole(s, diagnostics);
        case StudyItem.Vary v -> unsupported("`vary`", v.span(), diagnostics);
        case StudyItem.Optimise o -> unsupported("an optimisation", o.span(), diagnostics);
        case StudyItem.Sensitivity s -> sensitivities.add(s);
        case StudyItem.CompareVariants c -> unsupported("a comparison of fits", c.span(), diagnostics);
      }
    }
    sensitivities.stream().skip(1).forEach(s -> unsupported("a second sensitivity analysis", s.span(), diagnostics));
    if (simulates.size() != 1) {
      Diagnostic fault = Diagnostic.error("E0707", "study `" + study.name().text() + "` "
          + (simulates.isEmpty() ? "simulates nothing" : "has more than one `simulate`"));
      diagnostics.add((simulates.isEmpty() ? fault.at(study.name().span()) : fault.at(simulates.get(1).span()).at(simulates.get(0).span()))
          .help(simulates.isEmpty() ? "say what it runs:  simulate model until 100 [day]" : "a study runs one model; make two studies"));
    }
    diagnostics.stopOnErrors();
    return new Parts(study.name().text(), study.doc().map(Doc::text).orElse(""), simulates.get(0), fors, scenarios, modifiers, lets, plots,
        numerics.stream().findFirst(), sensitivities.stream().findFirst(), seed);
  }

  private static long whole(StudyItem.Seed seed, Diagnostics diagnostics) {
    if (seed.value() instanceof Expression.Number n && n.unit().isEmpty() && n.value() == Math.rint(n.value())) {
      return (long) n.value();
    }
    diagnostics.add(Diagnostic.error("E0704", "a seed is a whole number").at(seed.value().span()).help("write:  seed 42"));
    return DEFAULT_SEED;
  }

  private static void unsupported(String what, Span span, Diagnostics diagnostics) {
    diagnostics.add(Diagnostic.error("E0709", what + " cannot be run by this version").at(span)
        .help("run the other studies of the file by name:  cartc run FILE --study NAME"));
  }

  /** The modifiers of the study and of its scenarios. */
  List<Modifier> allModifiers() {
    List<Modifier> all = new ArrayList<>(modifiers);
    scenarios.forEach(s -> {
      if (s instanceof StudyItem.Scenario scenario) {
        all.addAll(scenario.modifiers());
      }
    });
    return all;
  }

  /** The names of tables and protocols that the study mentions. */
  Set<String> named() {
    Set<String> named = new LinkedHashSet<>();
    simulate.with().forEach(s -> named.add(s.name().text()));
    fors.forEach(f -> {
      if (f instanceof StudyItem.For.EachRow each) {
        named.add(each.data().text());
      }
    });
    scenarios.forEach(s -> {
      if (s instanceof StudyItem.Scenario scenario) {
        scenario.with().forEach(w -> named.add(w.name().text()));
      }
    });
    return named;
  }
}
