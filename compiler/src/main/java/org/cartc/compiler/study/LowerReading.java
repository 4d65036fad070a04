package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.unit.Unit;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.Key;

/** The readings of a study: one number from a curve, or from several runs. */
final class LowerReading {
  private static final List<String> NAMES = List.of("max", "min", "mean", "integral", "slope", "peak", "trough", "inflow", "sum", "median");
  private static final int MOST_NAMED = 20;
  private static final Typed FAULT = Typed.of(new Formula.Number(Double.NaN), Optional.empty());

  private final LowerFormula formulas;
  private final Scope scope;
  private final Observed observed;
  private final Diagnostics diagnostics;

  LowerReading(LowerFormula formulas, Scope scope, Observed observed, Diagnostics diagnostics) {
    this.formulas = formulas;
    this.scope = scope;
    this.observed = observed;
    this.diagnostics = diagnostics;
  }

  /** {@code curve at time}; {@code slope(X) at time} is the slope there. */
  Typed at(Expression.At at, Map<String, Typed> locals) {
    Formula time = formulas.in(scope.time(), at.time(), locals);
    if (at.curve() instanceof Expression.Call call && call.function().text().equals("slope") && call.arguments().size() == 1) {
      Typed curve = formulas.lower(call.arguments().get(0).value(), locals);
      return Typed.of(new Formula.Reading(Formula.Kind.SLOPE, curve.formula(), Optional.of(time), Optional.empty()),
          curve.unit().map(u -> u.per(scope.time())));
    }
    Typed curve = ofOneRun(formulas.lower(at.curve(), locals), at.curve());
    return Typed.of(new Formula.At(curve.formula(), time), curve.unit());
  }

  /** A reading reads one run: what is of another run stands outside of it. */
  Typed ofOneRun(Typed curve, Expression expression) {
    if (!curve.formula().isLate()) {
      return curve;
    }
    diagnostics.add(Diagnostic.error("E0211", "a reading reads one run, and this is of another one").at(expression.span())
        .help("read first, then choose the run:  max(X) where key = value"));
    return FAULT;
  }

  /** {@code value where key = other}. */
  Typed elsewhere(Expression.Where where, Map<String, Typed> locals) {
    Typed value = formulas.lower(where.value(), locals);
    checkKey(where.key().text(), where.key().span());
    return Typed.of(new Formula.Elsewhere(value.formula(), where.key().text(), keyValue(where.key().text(), where.equals(), locals)),
        value.unit());
  }

  /** What a key is compared with: a name, or a number in the key's unit. */
  private Formula keyValue(String key, Expression equals, Map<String, Typed> locals) {
    if (equals instanceof Expression.Reference reference && !locals.containsKey(reference.path().text())
        && scope.own(reference.path().text()).isEmpty()) {
      String name = reference.path().text();
      checkTaken(key, reference.span(), name::equals, Nearest.to(name, scope.keys().getOrDefault(key, List.of())));
      return new Formula.Text(reference.path().text());
    }
    Optional<Unit> unit = scope.own(key).flatMap(Typed::unit).or(() -> scope.names().find(key, "").flatMap(scope::unitOf));
    Formula formula = unit.map(u -> formulas.in(u, equals, locals)).orElseGet(() -> formulas.lower(equals, locals).formula());
    if (formula instanceof Formula.Number n) {
      checkTaken(key, equals.span(), text -> Key.same(Key.parsed(text), n.value()), Optional.empty());
    }
    return formula;
  }

  private void checkKey(String key, Span span) {
    List<String> keys = List.copyOf(scope.keys().keySet());
    if (!keys.contains(key)) {
      Diagnostic fault = Diagnostic.error("E0716", "the runs of this study have no `" + key + "`").at(span);
      diagnostics.add(Nearest.to(key, keys).map(n -> fault.help("did you mean `" + n + "`?").fix(span, n))
          .orElse(fault.help(keys.isEmpty() ? "there is one run only" : "they differ in " + String.join(", ", keys))));
    }
  }

  private void checkTaken(String key, Span written, Predicate<String> matches, Optional<String> near) {
    List<String> taken = scope.keys().getOrDefault(key, List.of());
    if (!taken.isEmpty() && taken.stream().noneMatch(matches)) {
      Diagnostic fault = Diagnostic.error("E0716", "no run of this study has " + key + " `" + written.text() + "`").at(written);
      diagnostics.add(near.map(n -> fault.help("did you mean `" + n + "`?").fix(written, n))
          .orElse(fault.help(key + " is one of " + String.join(", ", taken.subList(0, Math.min(MOST_NAMED, taken.size())))
              + (taken.size() > MOST_NAMED ? ", ..." : ""))));
    }
  }

  Typed call(Expression.Call call, Map<String, Typed> locals) {
    String name = call.function().text();
    if (!NAMES.contains(name)) {
      diagnostics.add(unknown(name, call));
      return FAULT;
    }
    Optional<Expression> over = argument(call, "over");
    List<Expression> plain = call.arguments().stream().filter(a -> a.name().isEmpty()).map(Expression.Argument::value).toList();
    Set<String> given = new HashSet<>();
    call.arguments().forEach(a -> a.name().ifPresent(n -> given.add(n.text())));
    given.removeAll(over.isPresent() ? Set.of("over") : Set.of("from", "until", "at"));
    if (plain.size() != 1 || !given.isEmpty()) {
      diagnostics.add(Diagnostic.error("E0711", "`" + name + "` reads one curve").at(call.span())
          .help("write " + name + "(X), " + name + "(X, from = a, until = b), or over runs: mean(value, over = patient)"));
      return FAULT;
    }
    if (over.isPresent()) {
      return over(name, call, plain.get(0), over.get(), locals);
    }
    Optional<Formula> from = argument(call, "from").or(() -> argument(call, "at")).map(e -> formulas.in(scope.time(), e, locals));
    Optional<Formula> until = argument(call, "until").map(e -> formulas.in(scope.time(), e, locals));
    return name.equals("inflow") ? inflow(call, plain.get(0), from, until, locals) : reading(name, call, plain.get(0), from, until, locals);
  }

  private Diagnostic unknown(String name, Expression.Call call) {
    Diagnostic unknown = Diagnostic.error("E0201", "there is no function or reading `" + name + "`").at(call.function().span());
    return Nearest.to(name, NAMES).map(n -> unknown.help("did you mean `" + n + "`?").fix(call.function().span(), n))
        .orElse(unknown.help("the readings are " + String.join(", ", NAMES) + "; and: first time c, last time c, X at t"));
  }

  private static Optional<Expression> argument(Expression.Call call, String name) {
    return call.arguments().stream().filter(a -> a.name().isPresent() && a.name().get().text().equals(name))
        .map(Expression.Argument::value).findFirst();
  }

  private Typed over(String name, Expression.Call call, Expression value, Expression key, Map<String, Typed> locals) {
    Typed typed = formulas.lower(value, locals);
    Optional<Formula.Aggregate> aggregate = switch (name) {
      case "mean" -> Optional.of(Formula.Aggregate.MEAN);
      case "sum" -> Optional.of(Formula.Aggregate.SUM);
      case "min" -> Optional.of(Formula.Aggregate.MIN);
      case "max" -> Optional.of(Formula.Aggregate.MAX);
      case "median" -> Optional.of(Formula.Aggregate.MEDIAN);
      default -> Optional.empty();
    };
    if (aggregate.isEmpty() || !(key instanceof Expression.Reference reference)) {
      diagnostics.add(Diagnostic.error("E0711", "`" + name + "` cannot be taken over runs").at(call.span())
          .help("over runs there are mean, sum, min, max and median:  mean(value, over = patient)"));
      return FAULT;
    }
    checkKey(reference.path().text(), reference.span());
    return Typed.of(new Formula.Over(aggregate.get(), typed.formula(), reference.path().text()), typed.unit());
  }

  private Typed reading(String name, Expression.Call call, Expression of, Optional<Formula> from, Optional<Formula> until,
      Map<String, Typed> locals) {
    Typed curve = ofOneRun(formulas.lower(of, locals), of);
    Formula.Kind kind = switch (name) {
      case "max" -> Formula.Kind.MAX;
      case "min" -> Formula.Kind.MIN;
      case "mean" -> Formula.Kind.MEAN;
      case "integral" -> Formula.Kind.INTEGRAL;
      case "peak" -> Formula.Kind.PEAK;
      case "trough" -> Formula.Kind.TROUGH;
      default -> Formula.Kind.SLOPE;
    };
    if (name.equals("sum") || name.equals("median") || name.equals("slope") && from.isEmpty()) {
      diagnostics.add(Diagnostic.error("E0711", "`" + name + "` of a curve needs to be told where").at(call.span())
          .help(name.equals("slope") ? "write slope(X) at t" : "write " + name + "(value, over = key)"));
    }
    Optional<Unit> unit = switch (kind) {
      case MAX, MIN, MEAN -> curve.unit();
      case INTEGRAL -> curve.unit().map(u -> u.times(scope.time()));
      case PEAK, TROUGH -> Optional.of(scope.time());
      case SLOPE -> curve.unit().map(u -> u.per(scope.time()));
    };
    return Typed.of(new Formula.Reading(kind, curve.formula(), from, until), unit);
  }

  /** All that flows into a compartment in a window: of an attributed part it is counted along, else it is the integral of the rates. */
  private Typed inflow(Expression.Call call, Expression of, Optional<Formula> from, Optional<Formula> until, Map<String, Typed> locals) {
    Optional<Names.Entry> entry = of instanceof Expression.Reference r ? scope.names().find(r.path().text(), "") : Optional.empty();
    if (entry.isEmpty() || entry.get().kind() != Names.Kind.COMPARTMENT) {
      diagnostics.add(entry.isEmpty() && of instanceof Expression.Reference r ? scope.unknown(r.path().text(), r.span())
          : Diagnostic.error("E0204", "`inflow` reads a compartment").at(call.span()));
      return FAULT;
    }
    Optional<Unit> unit = scope.unitOf(entry.get());
    Optional<Names.Entry> counted = scope.names().entry(entry.get().path() + ".inflow");
    if (counted.isPresent()) {
      Formula count = formulas.quantity(counted.get(), of.span()).formula();
      Formula end = until.<Formula>map(t -> new Formula.At(count, t))
          .orElseGet(() -> new Formula.Reading(Formula.Kind.MAX, count, Optional.empty(), Optional.empty()));
      return Typed.of(
          from.<Formula>map(t -> new Formula.Apply(Formula.Arithmetic.SUBTRACT, List.of(end, new Formula.At(count, t)))).orElse(end),
          unit);
    }
    List<Formula> rates = new ArrayList<>();
    for (Model.Rate rate : scope.model().rates()) {
      if (rate.to().equals(entry.get().path())) {
        Names.Entry name = new Names.Entry(rate.path(), Names.Kind.RATE, "", rate.span());
        rates.add(new Formula.Quantity(observed.read(scope.quantity(name), of.span()), true));
      }
    }
    Formula sum = new Formula.Apply(x -> java.util.Arrays.stream(x).sum(), rates);
    return Typed.of(new Formula.Reading(Formula.Kind.INTEGRAL, sum, from, until), unit);
  }
}
