package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.Modifier;
import org.cartc.compiler.syntax.ProtocolItem;
import org.cartc.compiler.syntax.StudyItem;
import org.cartc.compiler.syntax.TopLevel;
import org.cartc.compiler.unit.Unit;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.Key;

/** What the protocols and tables of doses that a run names give to its compartments. */
final class Schedules {
  /** A dose by the path of its compartment. */
  record Given(String compartment, Formula amount, Formula at, Optional<Formula> every, Optional<Formula> times, Span span) {}

  /** The most doses of one statement. */
  private static final double MOST_DOSES = 1_000_000;

  private final Program program;
  private final Scope scope;
  private final LowerFormula formulas;
  private final Map<String, DataTable> tables;
  private final Diagnostics diagnostics;
  private final Map<StudyItem.Schedule, List<Given>> protocols = new HashMap<>();
  private final Map<StudyItem.Schedule, List<Modifier>> modifiers = new HashMap<>();
  private final Map<String, Map<String, List<Given>>> tabulated = new LinkedHashMap<>();

  Schedules(Program program, Scope scope, LowerFormula formulas, Map<String, DataTable> tables, Diagnostics diagnostics) {
    this.program = program;
    this.scope = scope;
    this.formulas = formulas;
    this.tables = tables;
    this.diagnostics = diagnostics;
  }

  /** Whether there is a protocol or table of a name. */
  boolean has(String name) {
    return program.protocols().containsKey(name) || tables.containsKey(name);
  }

  /** Reads a schedule once, so that its faults are found before any run. */
  void prepare(StudyItem.Schedule schedule) {
    String name = schedule.name().text();
    if (program.protocols().containsKey(name)) {
      if (!protocols.containsKey(schedule)) {
        protocol(schedule, program.protocols().get(name));
      }
    } else if (tables.containsKey(name)) {
      tabulated.computeIfAbsent(name, this::table);
    } else {
      List<String> known = new ArrayList<>(program.protocols().keySet());
      known.addAll(tables.keySet());
      Diagnostic unknown = Diagnostic.error("E0201", "there is no protocol or table of doses `" + name + "`").at(schedule.name().span());
      diagnostics.add(Nearest.to(name, known).map(n -> unknown.help("did you mean `" + n + "`?").fix(schedule.name().span(), n))
          .orElse(unknown.help("declare it:  protocol " + name + "(total [cell]) { dose X total at 0 [day] }")));
    }
  }

  /** The names of all tables, also of those that the study does not read. */
  Set<String> tableNames() {
    return program.tables().keySet();
  }

  /** What must be said of a table of doses in runs of these identities: whose doses are not given, and who has none. */
  List<String> notes(StudyItem.Schedule schedule, Set<String> ids) {
    String name = schedule.name().text();
    Set<String> dosed = tabulated.getOrDefault(name, Map.of()).keySet();
    String key = idColumn(schedule).orElse("");
    List<String> notes = new ArrayList<>();
    List<String> unused = dosed.stream().filter(id -> !ids.contains(id)).toList();
    if (!unused.isEmpty()) {
      notes.add("doses of `" + name + "` that are not given, as no run has that " + key + ": " + String.join(", ", unused));
    }
    List<String> without = ids.stream().filter(id -> !dosed.contains(id)).toList();
    if (!without.isEmpty()) {
      notes.add("no doses in `" + name + "` for " + key + " " + String.join(", ", without));
    }
    return notes;
  }

  /** The modifiers that a prepared protocol brings. */
  List<Modifier> modifiers(StudyItem.Schedule schedule) {
    return modifiers.getOrDefault(schedule, List.of());
  }

  /** The doses of a prepared schedule for a run with these keys. */
  List<Given> given(StudyItem.Schedule schedule, List<Key> keys) {
    if (protocols.containsKey(schedule)) {
      return protocols.get(schedule);
    }
    DataTable table = tables.get(schedule.name().text());
    Map<String, List<Given>> byId = tabulated.getOrDefault(schedule.name().text(), Map.of());
    if (table.idColumn().isEmpty()) {
      return byId.values().stream().flatMap(List::stream).toList();
    }
    return keys.stream().filter(k -> k.name().equals(table.idColumn().get())).findFirst()
        .map(k -> byId.getOrDefault(k.text(), List.of())).orElse(List.of());
  }

  /** The column that tells whose doses a table holds; empty for a protocol or a table without one. */
  Optional<String> idColumn(StudyItem.Schedule schedule) {
    return Optional.ofNullable(tables.get(schedule.name().text())).flatMap(DataTable::idColumn);
  }

  private Map<String, List<Given>> table(String name) {
    DataTable table = tables.get(name);
    Map<String, List<Given>> byId = new LinkedHashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      List<Given> of = byId.computeIfAbsent(table.id(row), id -> new ArrayList<>());
      table.doses(row, scope, formulas, diagnostics).forEach(d -> of.add(
          new Given(d.compartment(), d.amount(), new Formula.Number(d.time()), Optional.empty(), Optional.empty(), d.span())));
    }
    return byId;
  }

  private void protocol(StudyItem.Schedule schedule, TopLevel.Protocol protocol) {
    Map<String, Typed> locals = bind(schedule, protocol);
    if (locals.size() < protocol.formals().size()) {
      return;
    }
    List<Given> given = new ArrayList<>();
    List<Modifier> changes = new ArrayList<>();
    for (ProtocolItem item : protocol.items()) {
      switch (item) {
        case ModelItem.Let let -> locals.put(let.name().text(), formulas.lower(let.value(), locals));
        case ProtocolItem.Dose dose -> given.addAll(doses(dose, locals));
        case ProtocolItem.Infusion infusion -> diagnostics.add(Diagnostic.error("E0709", "infusions cannot be run by this version")
            .at(infusion.span()).help("give the amount as repeated doses:  dose X amount at 0 [h] every 1 [h] times 8"));
        case Modifier modifier -> changes.add(modifier);
      }
    }
    protocols.put(schedule, given);
    modifiers.put(schedule, changes);
  }

  private Map<String, Typed> bind(StudyItem.Schedule schedule, TopLevel.Protocol protocol) {
    Map<String, Typed> locals = new LinkedHashMap<>();
    int position = 0;
    for (Expression.Argument argument : schedule.arguments()) {
      int index = position++;
      Optional<ModelItem.Formal> formal = protocol.formals().stream()
          .filter(f -> argument.name().map(n -> n.text().equals(f.name().text())).orElse(protocol.formals().indexOf(f) == index))
          .findFirst();
      if (formal.isEmpty()) {
        diagnostics.add(wrongArguments(schedule, protocol));
      }
      formal.ifPresent(f -> locals.put(f.name().text(), bound(f, argument.value())));
    }
    for (ModelItem.Formal formal : protocol.formals()) {
      if (!locals.containsKey(formal.name().text())) {
        formal.byDefault().ifPresentOrElse(d -> locals.put(formal.name().text(), bound(formal, d)),
            () -> diagnostics.add(wrongArguments(schedule, protocol)));
      }
    }
    return locals;
  }

  private Typed bound(ModelItem.Formal formal, Expression value) {
    Optional<Unit> unit = formal.unit().flatMap(u -> Scope.unit(u, diagnostics::add));
    return unit.map(u -> Typed.of(formulas.in(u, value), unit)).orElseGet(() -> formulas.lower(value));
  }

  private static Diagnostic wrongArguments(StudyItem.Schedule schedule, TopLevel.Protocol protocol) {
    String formals = String.join(", ", protocol.formals().stream().map(f -> f.name().text()).toList());
    return Diagnostic.error("E0211", "protocol `" + protocol.name().text() + "` takes (" + formals + ")").at(schedule.span())
        .at(protocol.name().span(), "declared here");
  }

  private List<Given> doses(ProtocolItem.Dose dose, Map<String, Typed> locals) {
    List<Given> given = new ArrayList<>();
    Formula at = dose.at().map(e -> formulas.in(scope.time(), e, locals)).orElse(new Formula.Number(0));
    Optional<Formula> every = dose.repeat().map(r -> formulas.in(scope.time(), r.every(), locals));
    Optional<Formula> times = dose.repeat().map(r -> formulas.in(Unit.ONE, r.times(), locals));
    dose.at().ifPresent(e -> require(at, 0, Double.MAX_VALUE, "a dose cannot be given before the start of the run, which is time 0", e));
    dose.repeat().ifPresent(r -> {
      require(every.get(), Double.MIN_VALUE, Double.MAX_VALUE, "the time between doses must be positive", r.every());
      require(times.get(), 1, MOST_DOSES, "the number of doses must be from 1 to a million", r.times());
      if (times.get() instanceof Formula.Number n && n.value() != Math.rint(n.value())) {
        diagnostics.add(Diagnostic.error("E0704", "the number of doses must be a whole number").at(r.times().span()));
      }
    });
    for (ProtocolItem.Amount amount : dose.amounts()) {
      Optional<Names.Entry> entry = scope.names().find(amount.compartment().text(), "");
      if (entry.isEmpty() || entry.get().kind() != Names.Kind.COMPARTMENT) {
        diagnostics.add(entry.isEmpty() ? scope.names().unknown(amount.compartment().text(), amount.compartment().span())
            : Diagnostic.error("E0204", "a dose goes into a compartment, and `" + amount.compartment().text() + "` is a "
                + entry.get().kind().text()).at(amount.compartment().span()).at(entry.get().span(), "declared here"));
        continue;
      }
      Unit unit = scope.unitOf(entry.get()).orElse(Unit.ONE);
      given.add(new Given(entry.get().path(), formulas.in(unit, amount.amount(), locals), at, every, times, amount.compartment().span()));
    }
    return given;
  }

  private void require(Formula formula, double least, double most, String rule, Expression expression) {
    if (formula instanceof Formula.Number n && !(n.value() >= least && n.value() <= most)) {
      diagnostics.add(Diagnostic.error("E0704", rule).at(expression.span()));
    }
  }
}
