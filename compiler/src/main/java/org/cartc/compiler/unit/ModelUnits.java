package org.cartc.compiler.unit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.source.Span;

/**
 * The units of everything that a model names: declared, inferred from the value ({@code let} without brackets), or from the uses
 * ({@code [?]}); and, with them, expressions of plain numbers.
 */
public final class ModelUnits {
  private final Model model;
  private final Map<String, NamedUnit> named = new LinkedHashMap<>();
  private final Map<String, Measure> measures = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private boolean hasRefused;
  private final Measure time;
  private final InferUnits quiet;
  private final InferUnits loud;

  private ModelUnits(Model model, Diagnostics diagnostics) {
    this.model = model;
    this.time = Unit.parse(model.time()) instanceof UnitReading.Known known ? new Measure.In(known.unit()) : Measure.UNKNOWN;
    this.quiet = new InferUnits(this::measure, time, fault -> {});
    UnitFaults faults = new UnitFaults(model, named, this::measure, this::quietly);
    this.loud = new InferUnits(this::measure, time, fault -> diagnostics.add(fault.apply(faults)));
  }

  /** Reads and infers the units of a model; texts that are no units, and {@code [?]} without an answer, are reported. */
  public static ModelUnits of(Model model, Diagnostics diagnostics) {
    ModelUnits units = new ModelUnits(model, diagnostics);
    units.collect();
    units.declared(diagnostics);
    units.inferDefinitions();
    units.answer(diagnostics);
    return units;
  }

  private void collect() {
    model.parameters().forEach(p -> put(p.path(), NamedUnit.Word.PARAMETER, p.unit(), Optional.of(p.value()), p.span()));
    model.compartments().forEach(c -> put(c.path(), NamedUnit.Word.COMPARTMENT, c.unit(), Optional.of(c.initial()), c.span()));
    model.constraints().stream().flatMap(c -> c.unknowns().stream())
        .forEach(u -> put(u.path(), NamedUnit.Word.UNKNOWN, u.unit(), Optional.empty(), u.span()));
    model.switches().forEach(s -> put(s.path(), NamedUnit.Word.SWITCH, "", Optional.empty(), s.span()));
    model.definitions().forEach(d -> put(d.path(), NamedUnit.Word.LET, d.unit(), Optional.of(d.value()), d.span()));
    model.rates().forEach(r -> put(r.path(), NamedUnit.Word.RATE, r.unit(), Optional.of(r.value()), r.span()));
  }

  private void put(String path, NamedUnit.Word word, String unit, Optional<Expr> value, Span span) {
    named.put(path, new NamedUnit(path, word, span, unit, value));
  }

  private void declared(Diagnostics diagnostics) {
    for (NamedUnit name : named.values()) {
      if (name.isInferred()) {
        continue;
      }
      Measure measure = switch (name.text().isEmpty() ? new UnitReading.Known(Unit.ONE) : Unit.parse(name.text())) {
        case UnitReading.Known known -> new Measure.In(known.unit());
        case UnitReading.Inferred inferred -> {
          asked.add(name.path());
          yield Measure.UNKNOWN;
        }
        case UnitReading.Refused refused -> {
          hasRefused = true;
          diagnostics.add(UnitFaults.refused(name.declared(), name.text(), refused));
          yield Measure.UNKNOWN;
        }
      };
      measures.put(name.path(), measure);
    }
    for (Model.Rate rate : model.rates()) {
      if (rate.unit().isEmpty()) {
        measures.put(rate.path(), change(rate.from().isEmpty() ? rate.to() : rate.from()));
      }
    }
  }

  private Measure measure(String path) {
    return measures.getOrDefault(path, Measure.UNKNOWN);
  }

  private Measure quietly(Expr expr) {
    return quiet.infer(expr, Place.of(model.span())).measure();
  }

  /** The unit in which a compartment changes. */
  private Measure change(String compartment) {
    return measure(compartment).known().flatMap(own -> time.known().map(own::per)).<Measure>map(Measure.In::new).orElse(Measure.UNKNOWN);
  }

  /** Gives every {@code let} without brackets the unit of its value, each after those that it reads; what is in a cycle stays unknown. */
  private void inferDefinitions() {
    named.values().stream().filter(n -> n.word() == NamedUnit.Word.LET && n.isInferred()).forEach(n -> measures.remove(n.path()));
    Set<String> begun = new HashSet<>();
    for (Model.Definition definition : model.definitions()) {
      Deque<String> open = new ArrayDeque<>(List.of(definition.path()));
      while (!open.isEmpty()) {
        String path = open.peek();
        NamedUnit name = named.get(path);
        if (!name.isInferred() || measures.containsKey(path)) {
          open.pop();
        } else if (begun.add(path)) {
          readDefinitions(name).filter(p -> !begun.contains(p)).forEach(open::push);
        } else {
          open.pop();
          measures.put(path, valueMeasure(name));
        }
      }
    }
  }

  private Stream<String> readDefinitions(NamedUnit name) {
    return Exprs.symbols(name.value().orElseThrow()).stream()
        .filter(p -> named.containsKey(p) && named.get(p).word() == NamedUnit.Word.LET);
  }

  private Measure valueMeasure(NamedUnit name) {
    Measure measure = quietly(name.value().orElseThrow());
    return switch (measure) {
      case Measure.In in -> in.unit().isDimensionless() ? Measure.NUMBER : in;
      case Measure.Zero zero -> Measure.NUMBER;
      case Measure.Unknown unknown -> unknown;
    };
  }

  private void answer(Diagnostics diagnostics) {
    boolean found = true;
    while (found) {
      found = false;
      for (NamedUnit name : named.values()) {
        if (asked.contains(name.path()) && measure(name.path()).equals(Measure.UNKNOWN)) {
          Optional<Unit> unit = new UnitFromUses(model, named, this::quietly, this::wanted, name.path()).find().filter(Unit::isBounded);
          unit.ifPresent(u -> measures.put(name.path(), new Measure.In(u)));
          found |= unit.isPresent();
          unit.ifPresent(u -> inferDefinitions());
        }
      }
    }
    for (NamedUnit name : named.values()) {
      if (asked.contains(name.path())) {
        measure(name.path()).known().map(unit -> UnitFaults.inferred(name, unit))
            .or(() -> hasRefused ? Optional.empty() : Optional.of(UnitFaults.notInferred(name))).ifPresent(diagnostics::add);
      }
    }
  }

  /** The unit that what is set to, or flows by, a name must have. */
  private Optional<Unit> wanted(String path) {
    return measure(path).known();
  }

  /** The unit of a named thing: as written if it was, else as inferred; empty if it is not known. */
  public String text(String path) {
    NamedUnit name = named.get(path);
    boolean written = !asked.contains(path) && !name.isInferred();
    return written ? name.text() : measure(path).known().map(Unit::text).orElse("");
  }

  /** What a named thing is set to. */
  public Expr value(String path, Expr value) {
    NamedUnit name = named.get(path);
    if (name.isInferred()) {
      Typed typed = loud.infer(value, Place.of(name.span()));
      return measure(path).known().map(typed::in).orElse(typed.expr());
    }
    return fit(path, value, name.word() == NamedUnit.Word.COMPARTMENT ? Target.Reason.INITIAL : Target.Reason.VALUE);
  }

  /** A bound of a named thing. */
  public Expr bound(String path, Expr bound) {
    return fit(path, bound, Target.Reason.BOUND);
  }

  /** What an event does to a compartment; a dose is a sum with the compartment that no text contains. */
  public Expr setting(String compartment, Expr value) {
    return value instanceof Expr.Binary dose
        ? new Expr.Binary(dose.operator(), dose.left(), fit(compartment, dose.right(), Target.Reason.SETTING))
        : fit(compartment, value, Target.Reason.SETTING);
  }

  private Expr fit(String path, Expr value, Target.Reason reason) {
    Place place = Place.of(named.get(path).span());
    return measure(path).known().map(unit -> loud.fit(value, place, new Target(unit, path, reason)))
        .orElseGet(() -> loud.infer(value, place).expr());
  }

  /** The value of a rate, in the unit that the rate has. */
  public Expr flow(Model.Rate rate) {
    Place place = Place.of(rate.span());
    Optional<Unit> from = rate.from().isEmpty() ? Optional.empty() : change(rate.from()).known();
    Optional<Unit> to = rate.to().isEmpty() ? Optional.empty() : change(rate.to()).known();
    Optional<Unit> own = measure(rate.path()).known();
    boolean uneven = from.isPresent() && to.isPresent() && !from.get().sameDimension(to.get());
    Optional<Unit> end = from.or(() -> to);
    boolean other = own.isPresent() && end.isPresent() && !own.get().sameDimension(end.get());
    if (uneven || other) {
      loud.report(f -> uneven ? f.uneven(rate) : f.otherFlow(rate, own.get(), end.get()));
      return loud.infer(rate.value(), place).expr();
    }
    String changed = rate.from().isEmpty() ? rate.to() : rate.from();
    return own.map(unit -> loud.fit(rate.value(), place, new Target(unit, changed, Target.Reason.BALANCE)))
        .orElseGet(() -> loud.infer(rate.value(), place).expr());
  }

  /** The right side of a compartment's own equation, in the unit in which the compartment changes. */
  public Expr derivative(Model.Derivative derivative) {
    Place place = Place.of(derivative.span());
    return change(derivative.compartment()).known()
        .map(unit -> loud.fit(derivative.value(), place, new Target(unit, derivative.compartment(), Target.Reason.BALANCE)))
        .orElseGet(() -> loud.infer(derivative.value(), place).expr());
  }

  /** A condition. */
  public Expr condition(Expr condition, Span around) {
    return loud.condition(condition, Place.of(around));
  }

  /** The difference of the sides of an equation. */
  public Expr residual(Expr difference, Span around) {
    return loud.difference(difference, Place.of(around), UnitFaults.EQUATION);
  }

  /** The difference of the quantity of an event and its threshold. */
  public Expr threshold(Expr difference, Span around) {
    return loud.difference(difference, Place.of(around), ">");
  }
}
