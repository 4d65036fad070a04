package org.cartc.compiler.name;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Doc;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.Name;
import org.cartc.compiler.syntax.Path;
import org.cartc.compiler.syntax.ProtocolItem;
import org.cartc.compiler.syntax.UnitText;
import org.cartc.compiler.unit.UnitFaults;

/** Resolves the names of one model: its own statements and those that extensions add. */
public final class Resolve {
  private final Declared declared;
  private final Names names;
  private final Map<String, ModelItem.Function> functions;
  private final Diagnostics diagnostics;

  private String time = "";
  private final List<String> citations = new ArrayList<>();
  private final List<Model.Switch> switches = new ArrayList<>();
  private final List<Model.Mechanism> mechanisms = new ArrayList<>();
  private final List<Model.Parameter> parameters = new ArrayList<>();
  private final List<Model.Compartment> compartments = new ArrayList<>();
  private final List<Model.Definition> definitions = new ArrayList<>();
  private final List<Model.Rate> rates = new ArrayList<>();
  private final List<Model.Derivative> derivatives = new ArrayList<>();
  private final List<Model.Constraint> constraints = new ArrayList<>();
  private final List<Model.Equilibrium> equilibria = new ArrayList<>();
  private final List<Model.Event> events = new ArrayList<>();

  private Resolve(Declared declared, Map<String, ModelItem.Function> functions, Diagnostics diagnostics) {
    this.declared = declared;
    this.names = declared.names();
    this.functions = new LinkedHashMap<>(functions);
    this.functions.putAll(declared.functions());
    this.diagnostics = diagnostics;
  }

  /** A resolved model with the names that it declares, by which studies and options refer to it. */
  public record Resolved(Model model, Names names) {}

  public static boolean isModel(Program program, String name) {
    return Declared.isModel(program, name);
  }

  /** Says that there is no model of a name. */
  public static Diagnostic unknownModel(Program program, String name, Span span) {
    return Declared.unknownModel(program, name, span);
  }

  /** The model of a name; faults are reported and the model is then incomplete. */
  public static Resolved model(Program program, String name, Diagnostics diagnostics) {
    Declared declared = Declared.of(program, name, diagnostics);
    Resolve resolve = new Resolve(declared, program.functions(), diagnostics);
    declared.items().forEach(resolve::add);
    Model model = new Model(name, declared.doc(), resolve.citations, resolve.time, resolve.switches, resolve.mechanisms,
        resolve.parameters, resolve.compartments, resolve.definitions, resolve.rates, resolve.derivatives, resolve.constraints,
        resolve.equilibria, resolve.events, declared.span());
    return new Resolved(model, declared.names());
  }

  private void add(Declared.Owned owned) {
    String mechanism = owned.mechanism();
    switch (owned.item()) {
      case ModelItem.Cite c -> citations.add(c.reference());
      case ModelItem.Time t -> {
        UnitFaults.ofTime(t.unit().text(), t.unit().span()).ifPresent(diagnostics::add);
        time = t.unit().text();
      }
      case ModelItem.Use u -> {}
      case ModelItem.Switch s -> switches.add(new Model.Switch(owned.path(s.name()), s.on(), text(s.doc()), s.name().span()));
      case ModelItem.Mechanism m -> mechanisms.add(new Model.Mechanism(owned.path(m.name()), text(m.doc()), m.name().span()));
      case ModelItem.Compartment c -> compartments.add(new Model.Compartment(owned.path(c.name()), mechanism, unit(c.unit()),
          initial(c, owned.scope()), text(c.doc()), c.name().span()));
      case ModelItem.Parameter p -> parameters.add(parameter(p, owned));
      case ModelItem.Let l -> definitions.add(new Model.Definition(owned.path(l.name()), mechanism, unit(l.unit()),
          in(owned.scope()).resolve(l.value()), l.output(), text(l.doc()), l.name().span()));
      case ModelItem.Function f -> {}
      case ModelItem.Rate r -> rates.add(new Model.Rate(owned.path(r.name()), mechanism, end(r.from(), "from", r, mechanism),
          end(r.to(), "to", r, mechanism), unit(r.unit()), in(mechanism).resolve(r.value()), r.guard().map(in(mechanism)::resolve),
          text(r.doc()), r.name().span()));
      case ModelItem.Derivative d -> compartment(d.compartment(), mechanism, "an equation for").ifPresent(path -> derivatives.add(
          new Model.Derivative(path, mechanism, in(mechanism).resolve(d.value()), d.guard().map(in(mechanism)::resolve), d.span())));
      case ModelItem.Constraint c -> constraints.add(constraint(c, owned));
      case ModelItem.Equilibrium e -> equilibria.add(equilibrium(e, mechanism));
      case ModelItem.Event e -> event(e, owned);
      case ModelItem.Check c -> in(mechanism).resolve(c.value());
      case ModelItem.Test t -> {}
    }
  }

  private ResolveExpression in(String mechanism) {
    return new ResolveExpression(names, functions, diagnostics, mechanism);
  }

  private static String text(Optional<Doc> doc) {
    return doc.map(Doc::text).orElse("");
  }

  private static String unit(Optional<UnitText> unit) {
    return unit.map(UnitText::text).orElse("");
  }

  private Expr initial(ModelItem.Compartment compartment, String mechanism) {
    if (compartment.initial().isEmpty()) {
      String name = compartment.name().text();
      diagnostics.add(Diagnostic.error("E0205", "compartment `" + name + "` has no initial value").at(compartment.name().span())
          .help("give it one, also when it is zero").fix(behind(compartment.name(), compartment.unit()), " = 0"));
    }
    return compartment.initial().map(in(mechanism)::resolve).orElse(Expr.ZERO);
  }

  /** The point behind a declared name and its unit. */
  private static Span behind(Name name, Optional<UnitText> unit) {
    Span last = unit.map(UnitText::span).orElse(name.span());
    return new Span(last.source(), last.end(), last.end());
  }

  private Model.Parameter parameter(ModelItem.Parameter p, Declared.Owned owned) {
    if (p.value().isEmpty()) {
      diagnostics.add(Diagnostic.error("E0205", "parameter `" + p.name().text() + "` has no value").at(p.name().span())
          .help("give it one").fix(behind(p.name(), p.unit()), " = 1"));
    }
    ResolveExpression here = in(owned.mechanism());
    return new Model.Parameter(owned.path(p.name()), owned.mechanism(), unit(p.unit()),
        p.value().map(in(owned.scope())::resolve).orElse(Expr.ONE),
        p.bounds().map(b -> new Model.Bounds(here.resolve(b.lower()), here.resolve(b.upper()), b.log())), text(p.doc()),
        p.cite().map(ModelItem.Cite::reference).orElse(""), p.name().span());
  }

  private String end(Optional<Path> end, String which, ModelItem.Rate rate, String mechanism) {
    return end.flatMap(path -> compartment(path, mechanism, "rate `" + rate.name().text() + "` flows " + which)).orElse("");
  }

  private Optional<String> compartment(Path path, String mechanism, String what) {
    Optional<Names.Entry> entry = names.find(path.text(), mechanism);
    if (entry.isEmpty()) {
      diagnostics.add(names.unknown(path.text(), "compartment " + path.text() + " [cell] = 0", path.span())
          .note(what + " `" + path.text() + "`, which must be a compartment"));
      return Optional.empty();
    }
    if (entry.get().kind() != Names.Kind.COMPARTMENT) {
      diagnostics.add(Diagnostic.error("E0204", what + " `" + path.text() + "`, which is a " + entry.get().kind().text()
          + ", not a compartment").at(path.span()).at(entry.get().span(), "declared here"));
      return Optional.empty();
    }
    return Optional.of(entry.get().path());
  }

  private Model.Constraint constraint(ModelItem.Constraint c, Declared.Owned owned) {
    ResolveExpression here = in(owned.mechanism());
    Function<Expression, Expr> resolve = here::resolve;
    List<Model.Unknown> unknowns = c.unknowns().stream().map(u -> new Model.Unknown(owned.path(u.name()), unit(u.unit()),
        Optional.of(resolve.apply(u.lower())), Optional.of(resolve.apply(u.upper())), text(c.doc()), u.name().span())).toList();
    List<Expr> residuals = c.equations().stream()
        .map(e -> (Expr) new Expr.Located(Expr.subtract(resolve.apply(e.left()), resolve.apply(e.right())), e.span())).toList();
    return new Model.Constraint(owned.path(c.name()), owned.mechanism(), unknowns, residuals, text(c.doc()), c.name().span());
  }

  private Model.Equilibrium equilibrium(ModelItem.Equilibrium e, String mechanism) {
    List<String> paths = e.compartments().stream()
        .flatMap(path -> compartment(path, mechanism, "an equilibrium of").stream()).toList();
    Optional<String> when = e.when().flatMap(path -> {
      Optional<Names.Entry> entry = names.find(path.text(), mechanism);
      if (entry.isEmpty()) {
        diagnostics.add(names.unknown(path.text(), path.span()));
      } else if (entry.get().kind() != Names.Kind.SWITCH) {
        diagnostics.add(Diagnostic.error("E0204", "`" + path.text() + "` is a " + entry.get().kind().text() + ", not a switch")
            .at(path.span()).at(entry.get().span(), "declared here").help("declare one:  switch fast = on"));
      }
      return entry.map(Names.Entry::path);
    });
    return new Model.Equilibrium(paths, when, e.span());
  }

  private void event(ModelItem.Event e, Declared.Owned owned) {
    String mechanism = owned.mechanism();
    ResolveExpression here = in(mechanism);
    List<Model.Assignment> assignments = new ArrayList<>();
    boolean stops = false;
    for (ModelItem.Effect effect : e.effects()) {
      switch (effect) {
        case ModelItem.Effect.Assign a -> compartment(a.setting().path(), mechanism, "an event sets")
            .ifPresent(path -> assignments.add(new Model.Assignment(path, here.resolve(a.setting().value()))));
        case ModelItem.Effect.Give g -> {
          if (g.dose().at().isPresent() || g.dose().repeat().isPresent()) {
            notInEvent("a dose at a time", g.span());
          }
          for (ProtocolItem.Amount amount : g.dose().amounts()) {
            compartment(amount.compartment(), mechanism, "an event doses").ifPresent(path -> assignments.add(
                new Model.Assignment(path, Expr.add(Expr.symbol(path), here.resolve(amount.amount())))));
          }
        }
        case ModelItem.Effect.Modify m -> notInEvent("a modifier", m.span());
        case ModelItem.Effect.Stop s -> stops = true;
      }
    }
    events.add(new Model.Event(owned.eventPath(e), mechanism, Expr.subtract(here.resolve(e.quantity()), here.resolve(e.threshold())),
        e.rises(), e.once(), assignments, stops, text(e.doc()), e.span()));
  }

  private void notInEvent(String what, Span span) {
    diagnostics.add(Diagnostic.error("E0213", "an event cannot have " + what).at(span)
        .help("an event may set compartments (X = value), dose at once (dose X amount) and stop the run"));
  }
}
