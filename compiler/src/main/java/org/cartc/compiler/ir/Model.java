package org.cartc.compiler.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.cartc.compiler.source.Span;

/**
 * A model with every name resolved. All names are full paths: what a mechanism {@code cd40} declares as {@code beta_C} is
 * {@code cd40.beta_C}. Passes take a model and give a model.
 *
 * @param time the unit of time as written
 */
public record Model(
    String name, String doc, List<String> citations, String time, List<Switch> switches, List<Mechanism> mechanisms,
    List<Parameter> parameters, List<Compartment> compartments, List<Definition> definitions, List<Rate> rates,
    List<Derivative> derivatives, List<Constraint> constraints, List<Equilibrium> equilibria, List<Event> events, Span span) {
  /** What every declaration has: its path, the mechanism that owns it (empty for none) and its place. */
  public sealed interface Declaration permits Parameter, Compartment, Definition, Rate, Constraint, Mechanism, Switch, Event {
    String path();

    String mechanism();

    Span span();
  }

  public record Switch(String path, boolean on, String doc, Span span) implements Declaration {
    @Override
    public String mechanism() {
      return "";
    }
  }

  public record Mechanism(String path, String doc, Span span) implements Declaration {
    @Override
    public String mechanism() {
      return path;
    }
  }

  public record Bounds(Expr lower, Expr upper, boolean log) {}

  /** A number that does not change with time; the value may be an expression in other parameters. */
  public record Parameter(String path, String mechanism, String unit, Expr value, Optional<Bounds> bounds, String doc, String cite,
      Span span)
      implements Declaration {}

  /** A state: its initial value may be an expression in parameters. */
  public record Compartment(String path, String mechanism, String unit, Expr initial, String doc, Span span) implements Declaration {}

  /** A derived quantity. */
  public record Definition(String path, String mechanism, String unit, Expr value, boolean recorded, String doc, Span span)
      implements Declaration {}

  /**
   * A flow from a compartment to another; either may be empty.
   *
   * @param unit the unit of the value; empty until units are converted unless it was written. Balances convert from it.
   */
  public record Rate(String path, String mechanism, String from, String to, String unit, Expr value, Optional<Expr> guard, String doc,
      Span span) implements Declaration {}

  public record Derivative(String compartment, String mechanism, Expr value, Optional<Expr> guard, Span span) {}

  /** An equation {@code residual == 0} for each unknown. */
  public record Constraint(String path, String mechanism, List<Unknown> unknowns, List<Expr> residuals, String doc, Span span)
      implements Declaration {}

  /** What a constraint determines, and where it lies; an unknown without a bracket comes from an equilibrium. */
  public record Unknown(String path, String unit, Optional<Expr> lower, Optional<Expr> upper, String doc, Span span) {}

  public record Equilibrium(List<String> compartments, Optional<String> when, Span span) {}

  /** What is found when {@code quantity - threshold} changes its sign. */
  public record Event(String path, String mechanism, Expr difference, boolean rises, boolean once, List<Assignment> assignments,
      boolean stops, String doc, Span span) implements Declaration {}

  /** A compartment takes a value at an event. */
  public record Assignment(String compartment, Expr value) {}

  public Model {
    citations = List.copyOf(citations);
    switches = List.copyOf(switches);
    mechanisms = List.copyOf(mechanisms);
    parameters = List.copyOf(parameters);
    compartments = List.copyOf(compartments);
    definitions = List.copyOf(definitions);
    rates = List.copyOf(rates);
    derivatives = List.copyOf(derivatives);
    constraints = List.copyOf(constraints);
    equilibria = List.copyOf(equilibria);
    events = List.copyOf(events);
  }

  /** Every declaration that has a path of its own, in the order of the kinds. */
  public List<Declaration> declarations() {
    List<Declaration> all = new ArrayList<>();
    all.addAll(switches);
    all.addAll(mechanisms);
    all.addAll(parameters);
    all.addAll(compartments);
    all.addAll(definitions);
    all.addAll(rates);
    all.addAll(constraints);
    all.addAll(events);
    return all;
  }

  public Optional<Compartment> compartment(String path) {
    return compartments.stream().filter(c -> c.path().equals(path)).findFirst();
  }

  public Optional<Parameter> parameter(String path) {
    return parameters.stream().filter(p -> p.path().equals(path)).findFirst();
  }

  public Model withCompartments(List<Compartment> changed) {
    return new Model(name, doc, citations, time, switches, mechanisms, parameters, changed, definitions, rates, derivatives, constraints,
        equilibria, events, span);
  }

  public Model withParameters(List<Parameter> changed) {
    return new Model(name, doc, citations, time, switches, mechanisms, changed, compartments, definitions, rates, derivatives, constraints,
        equilibria, events, span);
  }

  public Model withDefinitions(List<Definition> changed) {
    return new Model(name, doc, citations, time, switches, mechanisms, parameters, compartments, changed, rates, derivatives, constraints,
        equilibria, events, span);
  }

  public Model withRates(List<Rate> changed) {
    return new Model(name, doc, citations, time, switches, mechanisms, parameters, compartments, definitions, changed, derivatives,
        constraints, equilibria, events, span);
  }

  public Model withDerivatives(List<Derivative> changed) {
    return new Model(name, doc, citations, time, switches, mechanisms, parameters, compartments, definitions, rates, changed, constraints,
        equilibria, events, span);
  }

  public Model withConstraints(List<Constraint> changed) {
    return new Model(name, doc, citations, time, switches, mechanisms, parameters, compartments, definitions, rates, derivatives, changed,
        equilibria, events, span);
  }

  public Model withEquilibria(List<Equilibrium> changed) {
    return new Model(name, doc, citations, time, switches, mechanisms, parameters, compartments, definitions, rates, derivatives,
        constraints, changed, events, span);
  }

  public Model withMechanisms(List<Mechanism> changed) {
    return new Model(name, doc, citations, time, switches, changed, parameters, compartments, definitions, rates, derivatives, constraints,
        equilibria, events, span);
  }

  public Model withEvents(List<Event> changed) {
    return new Model(name, doc, citations, time, switches, mechanisms, parameters, compartments, definitions, rates, derivatives,
        constraints, equilibria, changed, span);
  }

  /** The model with every expression changed. */
  public Model map(UnaryOperator<Expr> change) {
    return new Model(name, doc, citations, time, switches, mechanisms,
        parameters.stream().map(p -> new Parameter(p.path, p.mechanism, p.unit, change.apply(p.value),
            p.bounds.map(b -> new Bounds(change.apply(b.lower), change.apply(b.upper), b.log)), p.doc, p.cite, p.span)).toList(),
        compartments.stream().map(c -> new Compartment(c.path, c.mechanism, c.unit, change.apply(c.initial), c.doc, c.span)).toList(),
        definitions.stream().map(d -> new Definition(d.path, d.mechanism, d.unit, change.apply(d.value), d.recorded, d.doc, d.span))
            .toList(),
        rates.stream()
            .map(r -> new Rate(r.path, r.mechanism, r.from, r.to, r.unit, change.apply(r.value), r.guard.map(change), r.doc, r.span))
            .toList(),
        derivatives.stream().map(d -> new Derivative(d.compartment, d.mechanism, change.apply(d.value), d.guard.map(change), d.span))
            .toList(),
        constraints.stream().map(c -> new Constraint(c.path, c.mechanism,
            c.unknowns.stream().map(u -> new Unknown(u.path, u.unit, u.lower.map(change), u.upper.map(change), u.doc, u.span)).toList(),
            c.residuals.stream().map(change).toList(), c.doc, c.span)).toList(),
        equilibria,
        events.stream().map(e -> new Event(e.path, e.mechanism, change.apply(e.difference), e.rises, e.once,
            e.assignments.stream().map(a -> new Assignment(a.compartment, change.apply(a.value))).toList(), e.stops, e.doc, e.span))
            .toList(),
        span);
  }
}
