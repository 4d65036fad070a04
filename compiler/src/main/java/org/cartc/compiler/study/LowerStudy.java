package org.cartc.compiler.study;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.Variant;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.name.Resolve;
import org.cartc.compiler.pass.Attribute;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.structure.Structure;
import org.cartc.compiler.syntax.Doc;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.Modifier;
import org.cartc.compiler.syntax.StudyItem;
import org.cartc.compiler.syntax.TopLevel;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.LaneSource;
import org.cartc.runtime.study.Sensitivity;
import org.cartc.runtime.study.Study;
import org.cartc.runtime.study.Trial;
import org.cartc.runtime.table.Decimal;

/** Makes a study ready to run: its runs, what is recorded of them, and the equations that they need. */
public final class LowerStudy {
  /** How long a model is simulated that no study says anything about, in its unit of time. */
  public static final double DEFAULT_END = 100;

  private static final int DEFAULT_INTERVALS = 200;
  private static final double MOST_TIMES = 10_000_000;
  private static final double MOST_RUNS = 10_000_000;

  private final Program program;
  private final Parts parts;
  private final Options options;
  private final Diagnostics diagnostics;
  private final BiConsumer<Compiler.Stage, Object> trees;

  private LowerStudy(Program program, Parts parts, Options options, Diagnostics diagnostics, BiConsumer<Compiler.Stage, Object> trees) {
    this.program = program;
    this.parts = parts;
    this.options = options;
    this.diagnostics = diagnostics;
    this.trees = trees;
  }

  /**
   * A study that is ready to run.
   *
   * @param count how many runs there are
   * @param numerics the name of its numerics
   * @param files the tables that it reads
   * @param model its model, to explain what goes wrong in a run
   * @param lanes its equations for many runs at once
   * @param beside studies of the same runs to be run behind it, such as that of its sensitivities
   */
  public record Prepared(Study study, Iterable<Trial> trials, long count, String numerics, List<Path> files, Model model,
      Map<Equations, Structure> structures, LaneSource lanes, List<Prepared> beside) {
    private Prepared with(Prepared other) {
      return new Prepared(study, trials, count, numerics, files, model, structures, lanes, List.of(other));
    }
  }

  /** @throws org.cartc.compiler.diagnostic.Rejected if the study, its model or its data are faulty */
  public static Prepared study(Program program, TopLevel.Study study, Options options, Diagnostics diagnostics,
      BiConsumer<Compiler.Stage, Object> trees) {
    Parts parts = Parts.of(study, diagnostics);
    diagnostics.stopOnErrors();
    return new LowerStudy(program, parts, options, diagnostics, trees).prepare();
  }

  private Prepared prepare() {
    String name = parts.simulate().model().text();
    if (!Resolve.isModel(program, name)) {
      diagnostics.add(Resolve.unknownModel(program, name, parts.simulate().model().span()));
      diagnostics.stopOnErrors();
    }
    Resolve.Resolved resolved = Compiler.model(program, name, diagnostics, trees);
    Model model = resolved.model();
    List<String> attributed = attributed(resolved);
    Names names = resolved.names().with(parts(model, attributed));
    Structure plain = Compiler.structure(model, Variant.PLAIN, new Diagnostics(), Compiler.SILENT);
    Scope scope = new Scope(model, names, program.functions(), plain.constants());
    Observed observed = new Observed();
    LowerFormula formulas = new LowerFormula(scope, observed, diagnostics);
    Map<String, DataTable> tables = tables();
    Schedules schedules = new Schedules(program, scope, formulas, tables, diagnostics);
    LowerAxes axes = axes(scope, formulas, schedules, tables);
    Optional<LowerSensitivity> sensitivity =
        parts.sensitivity().map(s -> new LowerSensitivity(s, parts.seed(), scope, formulas, diagnostics));
    sensitivity.ifPresent(s -> axes.axis(LowerSensitivity.KEY, s.axis()));
    axes.axes().stream().filter(axis -> !axis.isEmpty())
        .forEach(axis -> scope.key(axis.get(0).key().name(), texts(axis)));
    double end = end(scope, formulas);
    double[] times = times(scope, formulas, end);
    Records records = new Records(scope, observed);
    recordDefaults(model, attributed, records);
    parts.lets().forEach(let -> let(let, scope, formulas, records));
    scope.keys().forEach(records::keyTakes);
    LowerPlots lowerPlots = new LowerPlots(parts.name(), axes.keys(), records, formulas, diagnostics);
    parts.plots().stream().filter(plot -> sensitivity.stream().noneMatch(s -> s.draws(plot))).forEach(lowerPlots::add);
    List<Study.Plot> plots = lowerPlots.plots();
    Optional<Sensitivity> analysed =
        sensitivity.map(s -> s.lower(records, lowerPlots, parts.plots().stream().filter(s::draws).toList()));
    Trials.Common common = common(scope, formulas, schedules, axes, attributed, end);
    reportUnused(axes, scope);
    diagnostics.stopOnErrors();
    Variants variants = new Variants(model, observed, common.numerics(), parts.simulate().steady(), diagnostics, trees);
    requireFewSteps(common, end);
    Trials trials = new Trials(axes.axes(), common, variants, schedules, scope, formulas, diagnostics);
    requireFewRuns(axes);
    trials.prepare();
    diagnostics.stopOnErrors();
    Study study = new Study(parts.name(), parts.doc(), model.time(), axes.keys(), times, columns(records, plots), records.values(), plots,
        notes(tables, schedules, axes), axes.units(), analysed);
    Prepared prepared = new Prepared(study, trials, trials.count(), common.numerics().name(),
        tables.values().stream().map(DataTable::file).toList(), model, variants.structures(), variants::lanes, List.of());
    return options.sensitivities().isEmpty() ? prepared
        : prepared.with(LowerSensitivities.of(prepared, options.sensitivities(), scope, observed, common, diagnostics));
  }

  /** The texts of the keys of an axis, made when they are asked for. */
  private static List<String> texts(List<Choice> axis) {
    return new AbstractList<>() {
      @Override
      public String get(int index) {
        return axis.get(index).key().text();
      }

      @Override
      public int size() {
        return axis.size();
      }
    };
  }

  /** What is recorded: without tables of curves, and of samples, only what plots draw. */
  private List<Study.Column> columns(Records records, List<Study.Plot> plots) {
    if (options.curves() && parts.sensitivity().isEmpty()) {
      return records.columns();
    }
    Set<String> drawn = new LinkedHashSet<>();
    plots.forEach(plot -> {
      drawn.add(plot.against());
      plot.series().forEach(series -> drawn.add(series.name()));
    });
    return records.columns().stream().filter(column -> drawn.contains(column.name()))
        .map(c -> new Study.Column(c.name(), c.unit(), c.doc(), c.formula(), false)).toList();
  }

  private List<String> attributed(Resolve.Resolved resolved) {
    Set<String> attributed = new LinkedHashSet<>();
    List<Modifier> modifiers = new ArrayList<>(parts.allModifiers());
    modifiers.addAll(options.modifiers());
    for (Modifier modifier : modifiers) {
      if (modifier instanceof Modifier.Attribute a) {
        Optional<Names.Entry> entry = resolved.names().find(a.compartment().text(), "");
        if (entry.isEmpty() || entry.get().kind() != Names.Kind.COMPARTMENT) {
          diagnostics.add(entry.isEmpty() ? resolved.names().unknown(a.compartment().text(), a.compartment().span())
              : Diagnostic
                  .error("E0204", "`" + a.compartment().text() + "` is a " + entry.get().kind().text() + " and cannot be attributed")
                  .at(a.compartment().span()).help("compartments can be attributed"));
        } else if (resolved.model().derivatives().stream().anyMatch(d -> d.compartment().equals(entry.get().path()))) {
          diagnostics.add(Diagnostic.error("E0410", "`" + a.compartment().text() + "` has an equation of its own and no rates to attribute")
              .at(a.compartment().span()).help("write its changes as rates"));
        } else {
          attributed.add(entry.get().path());
        }
      }
    }
    diagnostics.stopOnErrors();
    return List.copyOf(attributed);
  }

  /** The names of the parts of attributed compartments. */
  private static List<Names.Entry> parts(Model model, List<String> attributed) {
    List<Names.Entry> entries = new ArrayList<>();
    for (String compartment : attributed) {
      Model.Compartment whole = model.compartment(compartment).orElseThrow();
      for (String source : Attribute.sources(model, compartment)) {
        entries.add(new Names.Entry(compartment + "." + source, Names.Kind.COMPARTMENT, whole.unit(), whole.span()));
        if (!source.equals(Attribute.INITIAL)) {
          entries.add(new Names.Entry(compartment + "." + source + ".inflow", Names.Kind.COMPARTMENT, whole.unit(), whole.span()));
        }
      }
    }
    return entries;
  }

  /** The tables that the study names. */
  private Map<String, DataTable> tables() {
    Map<String, DataTable> tables = new LinkedHashMap<>();
    Set<String> named = parts.named();
    for (String replaced : options.data().keySet()) {
      if (!program.tables().containsKey(replaced)) {
        diagnostics.add(Diagnostic.error("E0503", "there is no data block `" + replaced + "` whose file could be replaced")
            .help(program.tables().isEmpty() ? "the files declare none" : "there are: " + String.join(", ", program.tables().keySet())));
        diagnostics.stopOnErrors();
      }
    }
    program.tables().forEach((name, block) -> {
      if (named.contains(name)) {
        tables.put(name, DataTable.read(block, options.data()));
      }
    });
    return tables;
  }

  private LowerAxes axes(Scope scope, LowerFormula formulas, Schedules schedules, Map<String, DataTable> tables) {
    LowerAxes axes = new LowerAxes(scope, formulas, schedules, tables, diagnostics);
    options.over().ifPresent(axes::over);
    parts.fors().forEach(axes::add);
    parts.simulate().with().forEach(schedules::prepare);
    for (StudyItem item : parts.scenarios()) {
      if (item instanceof StudyItem.Scenario scenario) {
        axes.add(scenario);
      } else if (item instanceof StudyItem.Scenarios several) {
        axes.add(several);
      }
    }
    List<StudyItem.Schedule> all = parts.simulate().with();
    for (StudyItem.Schedule schedule : all) {
      schedules.idColumn(schedule).filter(id -> !axes.keys().contains(id)).ifPresent(id -> diagnostics.add(
          Diagnostic.error("E0715", "`" + schedule.name().text() + "` holds the doses of several " + id + "s, but the study has one run")
              .at(schedule.span()).help("write before it:  for each " + id + " of a table of parameters")));
    }
    return axes;
  }

  private double end(Scope scope, LowerFormula formulas) {
    return parts.simulate().until().map(e -> positive(formulas.in(scope.time(), e), e)).orElse(DEFAULT_END);
  }

  private double positive(Formula formula, Expression expression) {
    if (formula instanceof Formula.Number n && n.value() > 0 && n.value() < Double.POSITIVE_INFINITY) {
      return n.value();
    }
    diagnostics.add(Diagnostic.error("E0704", "this must be a positive number, the same for all runs").at(expression.span()));
    return 1;
  }

  /** The recorded times: multiples of the interval, computed in decimal so that the third tenth is 0.3, and the end. */
  private double[] times(Scope scope, LowerFormula formulas, double end) {
    double every = parts.simulate().every().map(e -> positive(formulas.in(scope.time(), e), e)).orElse(end / DEFAULT_INTERVALS);
    if (end / every > MOST_TIMES) {
      diagnostics.add(Diagnostic.error("E0714", "this study would record more than ten million times").at(parts.simulate().span())
          .help("record less often, with a larger `every`"));
      return new double[] {0};
    }
    BigDecimal step = BigDecimal.valueOf(every);
    List<Double> times = new ArrayList<>();
    for (long i = 0; step.multiply(BigDecimal.valueOf(i)).doubleValue() <= end * (1 + 1e-12); i++) {
      times.add(Math.min(end, step.multiply(BigDecimal.valueOf(i)).doubleValue()));
    }
    if (times.get(times.size() - 1) < end) {
      times.add(end);
    }
    return times.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void recordDefaults(Model model, List<String> attributed, Records records) {
    model.compartments().forEach(c -> records.quantity(new Layout.Quantity(c.path(), c.unit(), c.doc())));
    for (Names.Entry part : parts(model, attributed)) {
      records.quantity(new Layout.Quantity(part.path(), part.unit(), ""));
    }
    model.constraints().forEach(c -> c.unknowns().forEach(u -> records.quantity(new Layout.Quantity(u.path(), u.unit(), u.doc()))));
    model.definitions().stream().filter(Model.Definition::recorded)
        .forEach(d -> records.quantity(new Layout.Quantity(d.path(), d.unit(), d.doc())));
  }

  private void let(ModelItem.Let let, Scope scope, LowerFormula formulas, Records records) {
    String name = let.name().text();
    if (scope.own(name).isPresent()) {
      diagnostics.add(Diagnostic.error("E0203", "this study has two `" + name + "`").at(let.name().span()).help("rename one of them"));
    }
    Typed typed = formulas.lower(let.value());
    Optional<org.cartc.compiler.unit.Unit> unit = let.unit().flatMap(u -> Scope.unit(u, diagnostics::add));
    if (unit.isPresent() && !typed.fits(unit.get())) {
      formulas.in(unit.get(), let.value());
    }
    Typed converted = unit.map(u -> Typed.of(typed.in(u), unit)).orElse(typed);
    String text = let.unit().map(u -> u.text()).orElse(LowerPlots.unit(typed.unit()));
    Typed meaning = records.let(name, converted, text, let.doc().map(Doc::text).orElse(""));
    scope.declare(name, meaning, false);
  }

  private Trials.Common common(Scope scope, LowerFormula formulas, Schedules schedules, LowerAxes axes, List<String> attributed,
      double end) {
    List<Assigned> first = assigned(parts.simulate().settings(), scope, formulas);
    List<Assigned> last = assigned(options.settings(), scope, formulas);
    List<Modifier> modifiers = new ArrayList<>(parts.modifiers());
    modifiers.addAll(options.modifiers());
    List<Modifier> everywhere = new ArrayList<>(parts.allModifiers());
    everywhere.addAll(options.modifiers());
    parts.simulate().with().forEach(s -> everywhere.addAll(schedules.modifiers(s)));
    axes.axes().forEach(axis -> axis.forEach(c -> c.schedules().forEach(s -> everywhere.addAll(schedules.modifiers(s)))));
    Effects all = new Effects(scope, schedules, formulas, diagnostics);
    List<String> mechanisms = scope.model().mechanisms().stream().map(Model.Mechanism::path).toList();
    boolean overMechanisms = axes.keys().contains("mechanism");
    everywhere.forEach(m -> {
      all.add(m, overMechanisms ? mechanisms.stream().findFirst() : Optional.empty());
      if (overMechanisms) {
        mechanisms.stream().skip(1).forEach(mechanism -> all.add(m, Optional.of(mechanism)));
      }
    });
    Set<String> free = Trials.free(axes.axes(), List.of(first, last, all.assigned()));
    List<String> scaled = all.scaled().stream().map(Effects.Scaled::target).distinct().toList();
    return new Trials.Common(first, last, modifiers, parts.simulate().with(), attributed, free, scaled, numerics(scope, formulas), end,
        parts.simulate().steady());
  }

  private List<Assigned> assigned(List<ModelItem.Setting> settings, Scope scope, LowerFormula formulas) {
    return settings.stream().flatMap(s -> Assigned.of(s, scope, formulas, diagnostics).stream()).toList();
  }

  private LowerNumerics numerics(Scope scope, LowerFormula formulas) {
    Optional<Span> place = options.numerics().isPresent() ? Optional.empty() : parts.numerics().map(n -> n.name().span());
    return options.numerics().or(() -> parts.numerics().map(n -> n.name().text()))
        .map(name -> LowerNumerics.of(name, place, program, scope, formulas, diagnostics)).orElse(LowerNumerics.CONVERGED);
  }

  private void reportUnused(LowerAxes axes, Scope scope) {
    axes.variables().forEach((name, span) -> {
      if (!scope.isUsed(name)) {
        diagnostics.add(Diagnostic.error("E0719", "nothing in this study depends on `" + name + "`").at(span)
            .help("use it, or give it the path of a parameter or compartment that it sets"));
      }
    });
  }

  private void requireFewSteps(Trials.Common common, double end) {
    if (common.numerics().method() instanceof Method.RungeKutta4 rk4 && end / rk4.step() > Integration.MOST_STEPS) {
      diagnostics.add(Diagnostic.error("E0714", "rk4 with a step of " + Decimal.text(rk4.step()) + " would need "
          + Decimal.text(Math.ceil(end / rk4.step())) + " steps a run; at most ten million are taken").at(parts.simulate().span())
          .help("choose a longer step or an earlier end"));
      diagnostics.stopOnErrors();
    }
  }

  private void requireFewRuns(LowerAxes axes) {
    double runs = axes.axes().stream().mapToDouble(List::size).reduce(1, (a, b) -> a * b);
    if (runs > MOST_RUNS) {
      diagnostics.add(Diagnostic.error("E0714", "study `" + parts.name() + "` would have " + Decimal.text(runs)
          + " runs; at most ten million are made").at(parts.simulate().span()).help("choose fewer points"));
      diagnostics.stopOnErrors();
    }
  }

  /** What must be said with every table and figure: of the data, and of doses that find no run or runs that find no doses. */
  private List<String> notes(Map<String, DataTable> tables, Schedules schedules, LowerAxes axes) {
    List<String> notes = new ArrayList<>(tables.values().stream().flatMap(t -> t.doc().stream()).distinct().toList());
    for (StudyItem.Schedule schedule : parts.simulate().with()) {
      schedules.idColumn(schedule).ifPresent(key -> notes.addAll(schedules.notes(schedule, axes.texts(key))));
    }
    return notes;
  }
}
