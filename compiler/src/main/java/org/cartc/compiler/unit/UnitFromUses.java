package org.cartc.compiler.unit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.BigFraction;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;

/** The unit of one name from its value or from the first of its uses that determines it: units are followed from the whole to the part. */
final class UnitFromUses {
  private final Model model;
  private final Map<String, NamedUnit> named;
  private final Function<Expr, Measure> measure;
  private final Function<String, Optional<Unit>> wanted;
  private final String path;
  private final Set<String> readers = new HashSet<>();
  private final Set<String> open = new LinkedHashSet<>();

  /**
   * @param measure the units of expressions
   * @param wanted the units of named things
   * @param path the name that is asked for
   */
  UnitFromUses(Model model, Map<String, NamedUnit> named, Function<Expr, Measure> measure, Function<String, Optional<Unit>> wanted,
      String path) {
    this.model = model;
    this.named = named;
    this.measure = measure;
    this.wanted = wanted;
    this.path = path;
    findReaders();
  }

  /** Names without brackets through which the name is read, and itself. */
  private void findReaders() {
    readers.add(path);
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Model.Definition definition : model.definitions()) {
        if (definition.unit().isEmpty() && !readers.contains(definition.path()) && reads(definition.value())) {
          grew |= readers.add(definition.path());
        }
      }
    }
  }

  private boolean reads(Expr expr) {
    return Exprs.symbols(expr).stream().anyMatch(readers::contains);
  }

  Optional<Unit> find() {
    Optional<Unit> own =
        named.get(path).value().filter(value -> Rational.of(value).isEmpty()).flatMap(value -> measure.apply(value).known());
    return own.or(() -> uses().map(use -> solve(use.expr(), use.unit())).flatMap(Optional::stream).findFirst());
  }

  private record Use(Expr expr, Optional<Unit> unit) {}

  private Stream<Use> uses() {
    List<Use> uses = new ArrayList<>();
    for (Model.Rate rate : model.rates()) {
      uses.add(new Use(rate.value(), wanted.apply(rate.path())));
      rate.guard().ifPresent(guard -> uses.add(new Use(guard, Optional.empty())));
    }
    for (Model.Derivative derivative : model.derivatives()) {
      Optional<Unit> time = measure.apply(new Expr.Time()).known();
      uses.add(new Use(derivative.value(), wanted.apply(derivative.compartment()).flatMap(x -> time.map(x::per))));
      derivative.guard().ifPresent(guard -> uses.add(new Use(guard, Optional.empty())));
    }
    model.definitions().forEach(d -> uses.add(new Use(d.value(), d.unit().isEmpty() ? Optional.empty() : wanted.apply(d.path()))));
    model.parameters().forEach(p -> uses.add(new Use(p.value(), wanted.apply(p.path()))));
    model.compartments().forEach(c -> uses.add(new Use(c.initial(), wanted.apply(c.path()))));
    model.constraints().forEach(c -> {
      c.residuals().forEach(r -> uses.add(new Use(r, Optional.empty())));
      c.unknowns().forEach(u -> Stream.of(u.lower(), u.upper()).flatMap(Optional::stream)
          .forEach(bound -> uses.add(new Use(bound, wanted.apply(u.path())))));
    });
    model.events().forEach(e -> {
      uses.add(new Use(e.difference(), Optional.empty()));
      e.assignments().forEach(a -> uses.add(new Use(a.value(), wanted.apply(a.compartment()))));
    });
    return uses.stream();
  }

  /** The unit of the name inside an expression, given that of the expression if it is known. */
  private Optional<Unit> solve(Expr expr, Optional<Unit> whole) {
    if (!reads(expr)) {
      return Optional.empty();
    }
    return switch (expr) {
      case Expr.Symbol s -> s.path().equals(path) ? whole : inside(s.path(), whole);
      case Expr.Located l -> solve(l.expr(), whole);
      case Expr.Negate n -> solve(n.operand(), whole);
      case Expr.Not n -> solve(n.operand(), Optional.empty());
      case Expr.Binary b -> solve(b, whole);
      case Expr.Call c -> solve(c, whole);
      case Expr.Conditional c -> solve(c.condition(), Optional.empty()).or(() -> same(List.of(c.then(), c.otherwise()), whole));
      case Expr.Constant c -> Optional.empty();
      case Expr.Measured m -> Optional.empty();
      case Expr.Time t -> Optional.empty();
      case Expr.Mode m -> Optional.empty();
    };
  }

  private Optional<Unit> inside(String definition, Optional<Unit> whole) {
    if (!open.add(definition)) {
      return Optional.empty();
    }
    Optional<Unit> found = named.get(definition).value().flatMap(value -> solve(value, whole));
    open.remove(definition);
    return found;
  }

  private Optional<Unit> solve(Expr.Binary b, Optional<Unit> whole) {
    return switch (b.operator()) {
      case ADD, SUBTRACT -> same(List.of(b.left(), b.right()), whole);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> same(List.of(b.left(), b.right()), Optional.empty());
      case AND, OR -> solve(b.left(), Optional.empty()).or(() -> solve(b.right(), Optional.empty()));
      case MULTIPLY -> solve(b.left(), quotient(whole, measure.apply(b.right()).known()))
          .or(() -> solve(b.right(), quotient(whole, measure.apply(b.left()).known())));
      case DIVIDE -> solve(b.left(), whole.flatMap(w -> measure.apply(b.right()).known().map(w::times)))
          .or(() -> solve(b.right(), quotient(measure.apply(b.left()).known(), whole)));
      case POWER -> solve(b.left(), Rational.of(b.right())
          .map(n -> n.equals(BigFraction.ZERO) ? Optional.<Unit>empty() : whole.flatMap(w -> w.power(n.reciprocal())))
          .orElse(Optional.of(Unit.ONE))).or(() -> solve(b.right(), Optional.of(Unit.ONE)));
    };
  }

  private static Optional<Unit> quotient(Optional<Unit> above, Optional<Unit> below) {
    return above.flatMap(a -> below.map(a::per));
  }

  private Optional<Unit> solve(Expr.Call c, Optional<Unit> whole) {
    return switch (c.function()) {
      case EXP, LOG, LOG10, SIN, COS, TAN, TANH -> solve(c.arguments().get(0), Optional.of(Unit.ONE));
      case SQRT -> solve(c.arguments().get(0), whole.flatMap(w -> w.power(2)));
      case ABS, FLOOR, CEIL, MIN, MAX -> same(c.arguments(), whole);
    };
  }

  /** Parts that have one unit: that of the whole, else that of any of them. */
  private Optional<Unit> same(List<Expr> parts, Optional<Unit> whole) {
    Optional<Unit> unit = whole.or(() -> parts.stream().map(p -> measure.apply(p).known()).flatMap(Optional::stream).findFirst());
    return parts.stream().map(p -> solve(p, unit)).flatMap(Optional::stream).findFirst();
  }
}
