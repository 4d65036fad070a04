package org.cartc.compiler.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Doc;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.Name;
import org.cartc.compiler.syntax.Path;
import org.cartc.compiler.syntax.StudyItem;
import org.cartc.compiler.unit.Unit;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.Key;
import org.cartc.runtime.table.Decimal;
import org.cartc.runtime.table.Table;

/** The ways in which the runs of a study differ. Each axis is a list of choices; the runs are their product, the last axis fastest. */
final class LowerAxes {
  /** The most values of one axis. */
  private static final double MOST = 10_000_000;

  /** Points of a range are rounded so that the third tenth is 0.3. */
  private static final MathContext DECIMAL = new MathContext(14);

  private final Scope scope;
  private final LowerFormula formulas;
  private final Schedules schedules;
  private final Map<String, DataTable> tables;
  private final Diagnostics diagnostics;
  private final List<List<Choice>> axes = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();
  private final Map<String, String> units = new LinkedHashMap<>();
  private final List<Choice> scenarios = new ArrayList<>();
  private final Map<String, Span> variables = new LinkedHashMap<>();

  LowerAxes(Scope scope, LowerFormula formulas, Schedules schedules, Map<String, DataTable> tables, Diagnostics diagnostics) {
    this.scope = scope;
    this.formulas = formulas;
    this.schedules = schedules;
    this.tables = tables;
    this.diagnostics = diagnostics;
  }

  /** One run per row of a table whose columns are paths. */
  void over(Table table) {
    String header = String.join(",", table.columns());
    Source source = new Source(table.file().toString(), header);
    List<Names.Entry> targets = new ArrayList<>();
    int at = 0;
    for (String column : table.columns()) {
      Span span = new Span(source, at, at + column.length());
      at += column.length() + 1;
      Optional<Names.Entry> entry = scope.names().find(column, "");
      if (entry.isEmpty()) {
        diagnostics.add(scope.names().unknown(column, span).note("every column of " + table.file() + " must be a path of the model"));
      } else {
        Assigned.of(entry.get(), new Formula.Number(0), span, diagnostics).ifPresent(assigned -> targets.add(entry.get()));
      }
    }
    if (targets.size() < table.columns().size()) {
      return;
    }
    axis("row", new OverRows(table, targets));
  }

  void axis(String key, List<Choice> choices) {
    keys.add(key);
    axes.add(choices);
  }

  void add(StudyItem.For item) {
    switch (item) {
      case StudyItem.For.EachRow each -> eachRow(each);
      case StudyItem.For.EachMechanism each -> axis("mechanism", scope.model().mechanisms().stream().map(Model.Mechanism::path)
          .map(m -> new Choice(new Key("mechanism", m, Double.NaN, ""), List.of(), List.of(), List.of(), Map.of(), Optional.of(m)))
          .toList());
      case StudyItem.For.Values v -> values(v.variable(), v.values());
      case StudyItem.For.Range r -> range(r);
    }
  }

  private void eachRow(StudyItem.For.EachRow each) {
    String name = each.data().text();
    if (!tables.containsKey(name)) {
      Diagnostic unknown = Diagnostic.error("E0201", "there is no data `" + name + "`").at(each.data().span());
      diagnostics.add(Nearest.to(name, schedules.tableNames())
          .map(n -> unknown.help("did you mean `" + n + "`?").fix(each.data().span(), n))
          .orElse(unknown.help("declare it:  data " + name + " from \"file.csv\" { id patient; param X from column [unit] }")));
      return;
    }
    DataTable table = tables.get(name);
    String key = table.idColumn().orElse(each.key().text());
    if (!key.equals(each.key().text())) {
      diagnostics.add(Diagnostic.error("E0715", "the rows of `" + name + "` are told apart by `" + key + "`").at(each.key().span())
          .fix(each.key().span(), key));
    }
    table.repeated().ifPresent(diagnostics::add);
    List<Choice> rows = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      rows.add(Choice.of(new Key(key, table.id(row), Double.NaN, ""), table.parameters(row, scope, formulas, diagnostics)));
    }
    axis(key, rows);
  }

  private void values(Path variable, List<Expression> values) {
    String name = variable.text();
    Optional<Names.Entry> target = scope.names().find(name, "");
    List<Typed> typed = values.stream().map(formulas::lower).toList();
    Optional<Unit> unit = target.isPresent() ? scope.unitOf(target.get()) : typed.get(0).unit();
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      numbers.add(number(typed.get(i), unit.orElse(Unit.ONE), values.get(i)));
    }
    axis(variable, target, unit, numbers);
  }

  private double number(Typed typed, Unit unit, Expression expression) {
    Formula formula = typed.fits(unit) ? typed.in(unit) : formulas.in(unit, expression);
    if (formula instanceof Formula.Number n) {
      return n.value();
    }
    diagnostics.add(Diagnostic.error("E0704", "this must be a number").at(expression.span()));
    return Double.NaN;
  }

  private void range(StudyItem.For.Range range) {
    Optional<Names.Entry> target = scope.names().find(range.variable().text(), "");
    Typed from = formulas.lower(range.from());
    Optional<Unit> unit = target.isPresent() ? scope.unitOf(target.get()) : from.unit();
    double a = number(from, unit.orElse(Unit.ONE), range.from());
    double b = number(formulas.lower(range.to()), unit.orElse(Unit.ONE), range.to());
    double points = number(formulas.lower(range.points()), Unit.ONE, range.points());
    if (!(points >= 1 && points <= MOST && points == Math.rint(points))) {
      diagnostics
          .add(Diagnostic.error("E0704", "the number of points must be a whole number from 1 to ten million").at(range.points().span()));
      return;
    }
    if (range.log() && !(a > 0 && b > 0)) {
      diagnostics.add(Diagnostic.error("E0704", "a logarithmic range needs positive ends").at(range.span()));
      return;
    }
    int n = (int) points;
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double part = n == 1 ? 0 : (double) i / (n - 1);
      double value = range.log() ? a * Math.pow(b / a, part) : a + (b - a) * part;
      numbers.add(i == n - 1 && n > 1 ? b : new BigDecimal(value).round(DECIMAL).doubleValue());
    }
    axis(range.variable(), target, unit, numbers);
  }

  private void axis(Path variable, Optional<Names.Entry> target, Optional<Unit> unit, List<Double> numbers) {
    String name = variable.text();
    unit.filter(u -> !u.isOne()).ifPresent(u -> units.put(name, u.text()));
    if (target.isEmpty()) {
      scope.declare(name, Typed.of(new Formula.Named(name), unit), false);
      variables.put(name, variable.span());
    }
    List<Choice> choices = new ArrayList<>();
    for (double number : numbers) {
      Key key = new Key(name, Decimal.text(number), number, "");
      choices.add(target.isPresent()
          ? Choice.of(key, Assigned.of(target.get(), new Formula.Number(number), variable.span(), diagnostics).stream().toList())
          : new Choice(key, List.of(), List.of(), List.of(), Map.of(name, number), Optional.empty()));
    }
    axis(name, choices);
  }

  /** Study variables, and where they are declared. */
  Map<String, Span> variables() {
    return variables;
  }

  void add(StudyItem.Scenario scenario) {
    List<Assigned> assigned = new ArrayList<>();
    for (ModelItem.Setting setting : scenario.settings()) {
      Assigned.of(setting, scope, formulas, diagnostics).ifPresent(assigned::add);
    }
    scenario.with().forEach(schedules::prepare);
    scenario(scenario.name(), new Choice(scenarioKey(scenario.name(), scenario.doc()), assigned, scenario.modifiers(), scenario.with(),
        Map.of(), Optional.empty()));
  }

  private static Key scenarioKey(Name name, Optional<Doc> doc) {
    return new Key("scenario", name.text(), Double.NaN, doc.map(Doc::text).orElse(""));
  }

  private void scenario(Name name, Choice choice) {
    if (scenarios.stream().anyMatch(s -> s.key().text().equals(name.text()))) {
      diagnostics
          .add(Diagnostic.error("E0203", "there are two scenarios `" + name.text() + "`").at(name.span()).help("rename one of them"));
    }
    scenarios.add(choice);
  }

  void add(StudyItem.Scenarios table) {
    for (StudyItem.Row row : table.rows()) {
      if (row.values().size() != table.columns().size()) {
        diagnostics.add(Diagnostic.error("E0718",
            "scenario `" + row.name().text() + "` has " + row.values().size() + (row.values().size() == 1 ? " value for " : " values for ")
                + table.columns().size() + " columns")
            .at(row.span()).at(table.span(), "the columns"));
        continue;
      }
      List<Assigned> assigned = new ArrayList<>();
      List<Expression.Argument> arguments = new ArrayList<>();
      for (int i = 0; i < row.values().size(); i++) {
        Path column = table.columns().get(i);
        if (table.protocol().isPresent()) {
          arguments.add(new Expression.Argument(Optional.of(column.names().get(0)), row.values().get(i)));
        } else {
          Assigned.of(new ModelItem.Setting(column, row.values().get(i), column.span()), scope, formulas, diagnostics)
              .ifPresent(assigned::add);
        }
      }
      List<StudyItem.Schedule> with = table.protocol().map(p -> new StudyItem.Schedule(p, arguments, row.span())).stream().toList();
      with.forEach(schedules::prepare);
      scenario(row.name(), new Choice(scenarioKey(row.name(), row.doc()), assigned, List.of(), with, Map.of(), Optional.empty()));
    }
  }

  /** All axes, the scenarios last. */
  List<List<Choice>> axes() {
    List<List<Choice>> all = new ArrayList<>(axes);
    if (!scenarios.isEmpty()) {
      all.add(List.copyOf(scenarios));
    }
    return all;
  }

  List<String> keys() {
    List<String> all = new ArrayList<>(keys);
    if (!scenarios.isEmpty()) {
      all.add("scenario");
    }
    return all;
  }

  /** The values that a key takes. */
  Set<String> texts(String key) {
    Set<String> texts = new LinkedHashSet<>();
    axes.stream().flatMap(List::stream).map(Choice::key).filter(k -> k.name().equals(key)).forEach(k -> texts.add(k.text()));
    return texts;
  }

  Map<String, String> units() {
    return units;
  }
}
