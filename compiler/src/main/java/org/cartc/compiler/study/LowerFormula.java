package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.UnitText;
import org.cartc.compiler.unit.Unit;
import org.cartc.runtime.study.Formula;

/** Turns the expressions of a study into formulas over its runs. */
final class LowerFormula {
  private static final Typed FAULT = Typed.of(new Formula.Number(Double.NaN), Optional.empty());

  private final Scope scope;
  private final Observed observed;
  private final Diagnostics diagnostics;
  private final LowerReading readings;

  LowerFormula(Scope scope, Observed observed, Diagnostics diagnostics) {
    this.scope = scope;
    this.observed = observed;
    this.diagnostics = diagnostics;
    this.readings = new LowerReading(this, scope, observed, diagnostics);
  }

  Typed lower(Expression expression) {
    return lower(expression, Map.of());
  }

  /** The number in a unit; a bare number takes it. */
  Formula in(Unit unit, Expression expression) {
    return in(unit, expression, Map.of());
  }

  Formula in(Unit unit, Expression expression, Map<String, Typed> locals) {
    Typed typed = lower(expression, locals);
    if (!typed.fits(unit)) {
      diagnostics.add(Diagnostic.error("E0306", "this is in " + typed.unit().map(Unit::describe).orElse("?") + ", but " + unit.describe()
          + " is needed").at(expression.span()).help("give it in a unit of the same dimension as [" + unit.text() + "]"));
    }
    return typed.in(unit);
  }

  /** The same for what shapes a run, which cannot depend on other runs. */
  Formula inRun(Unit unit, Expression expression) {
    Formula formula = in(unit, expression);
    if (!formula.isLate()) {
      return formula;
    }
    diagnostics.add(Diagnostic.error("E0712", "what shapes a run cannot be read from other runs").at(expression.span())
        .help("leave out `where` and `over`; a time that is read from the run itself is read from it without what it shapes"));
    return new Formula.Number(0);
  }

  Typed lower(Expression expression, Map<String, Typed> locals) {
    return switch (expression) {
      case Expression.Number n -> number(n);
      case Expression.Reference r -> reference(r, locals);
      case Expression.Call c -> call(c, locals);
      case Expression.Unary u -> unary(u, locals);
      case Expression.Binary b -> binary(b, locals);
      case Expression.If i -> choice(i, locals);
      case Expression.InUnit i -> Typed.of(lower(i.inner(), locals).formula(), Scope.unit(i.unit(), diagnostics::add));
      case Expression.At a -> readings.at(a, locals);
      case Expression.Where w -> readings.elsewhere(w, locals);
      case Expression.FoundTime f -> Typed.of(new Formula.FoundTime(f.first(), curve(f.condition(), locals)), Optional.of(scope.time()));
    };
  }

  private Typed number(Expression.Number number) {
    Formula value = new Formula.Number(number.value());
    return number.unit().map(unit -> Typed.of(value, Scope.unit(unit, diagnostics::add)))
        .orElseGet(() -> new Typed(value, Optional.of(Unit.ONE), !number.percent()));
  }

  /** A formula that may vary: the condition of a found time, or what a reading reads. */
  Formula curve(Expression expression, Map<String, Typed> locals) {
    return readings.ofOneRun(lower(expression, locals), expression).formula();
  }

  private Typed reference(Expression.Reference reference, Map<String, Typed> locals) {
    String text = reference.path().text();
    if (locals.containsKey(text)) {
      return locals.get(text);
    }
    Optional<Typed> own = scope.own(text);
    if (own.isPresent()) {
      return own.get();
    }
    Optional<Names.Entry> entry = scope.names().find(text, "");
    if (entry.isPresent() && entry.get().kind().isQuantity()) {
      return quantity(entry.get(), reference.span());
    }
    if (entry.isEmpty() && (text.equals("time") || text.equals("t"))) {
      return Typed.of(new Formula.Clock(), Optional.of(scope.time()));
    }
    diagnostics.add(entry.isPresent()
        ? Diagnostic.error("E0204", "`" + text + "` is a " + entry.get().kind().text() + " and has no value").at(reference.span())
        : scope.unknown(text, reference.span()));
    return FAULT;
  }

  Typed quantity(Names.Entry entry, Span reader) {
    int place = observed.read(scope.quantity(entry), reader);
    return Typed.of(new Formula.Quantity(place, !scope.isConstant(entry.path())), scope.unitOf(entry));
  }

  private Typed unary(Expression.Unary unary, Map<String, Typed> locals) {
    Typed operand = lower(unary.operand(), locals);
    return switch (unary.operator()) {
      case NEGATE -> new Typed(operand.formula() instanceof Formula.Number n ? new Formula.Number(-n.value())
          : new Formula.Apply(Formula.Arithmetic.NEGATE, List.of(operand.formula())), operand.unit(), operand.bare());
      case NOT -> Typed.plain(new Formula.Not(operand.formula()));
    };
  }

  private Typed binary(Expression.Binary b, Map<String, Typed> locals) {
    Operator operator = Operator.valueOf(b.operator().name());
    Typed left = lower(b.left(), locals);
    Typed right = lower(b.right(), locals);
    return switch (operator) {
      case ADD, SUBTRACT -> Typed.of(apply(operator, left.formula(), matched(b, left, right)), common(left, right));
      case MULTIPLY -> Typed.of(apply(operator, left.formula(), right.formula()), both(left, right, Unit::times));
      case DIVIDE -> Typed.of(apply(operator, left.formula(), right.formula()), both(left, right, Unit::per));
      case POWER -> Typed.of(apply(operator, left.formula(), right.formula()), left.unit().filter(Unit::isOne));
      case GREATER, GREATER_OR_EQUAL -> Typed.plain(new Formula.Holds(
          apply(Operator.SUBTRACT, left.formula(), matched(b, left, right)), operator == Operator.GREATER_OR_EQUAL));
      case LESS, LESS_OR_EQUAL -> Typed.plain(new Formula.Holds(
          apply(Operator.SUBTRACT, matched(b, left, right), left.formula()), operator == Operator.LESS_OR_EQUAL));
      case EQUAL, NOT_EQUAL -> Typed.plain(apply(operator, left.formula(), matched(b, left, right)));
      case AND -> Typed.plain(new Formula.And(left.formula(), right.formula()));
      case OR -> Typed.plain(new Formula.Or(left.formula(), right.formula()));
    };
  }

  private static Formula apply(Operator operator, Formula left, Formula right) {
    return left instanceof Formula.Number a && right instanceof Formula.Number b
        ? new Formula.Number(operator.of(a.value(), b.value()))
        : new Formula.Apply(function(operator), List.of(left, right));
  }

  private static Formula.Function function(Operator operator) {
    return switch (operator) {
      case ADD -> Formula.Arithmetic.ADD;
      case SUBTRACT -> Formula.Arithmetic.SUBTRACT;
      case MULTIPLY -> Formula.Arithmetic.MULTIPLY;
      case DIVIDE -> Formula.Arithmetic.DIVIDE;
      case POWER, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR -> Smooth.of(operator);
    };
  }

  private static Optional<Unit> both(Typed left, Typed right, java.util.function.BinaryOperator<Unit> combine) {
    return left.unit().isPresent() && right.unit().isPresent()
        ? Optional.of(combine.apply(left.unit().get(), right.unit().get()))
        : Optional.empty();
  }

  private static Optional<Unit> common(Typed left, Typed right) {
    return left.isZero() ? right.unit() : left.unit();
  }

  /** The right operand in the unit of the left one. */
  private Formula matched(Expression.Binary b, Typed left, Typed right) {
    if (left.unit().isEmpty() || right.unit().isEmpty() || left.isZero() || right.isZero()) {
      return right.formula();
    }
    if (!left.unit().get().sameDimension(right.unit().get())) {
      diagnostics.add(Diagnostic.error("E0302", "`" + b.operator().symbol() + "` joins " + left.unit().get().describe() + " and "
          + right.unit().get().describe()).at(b.span()).at(b.left().span(), left.unit().get().describe())
          .at(b.right().span(), right.unit().get().describe()).help("both sides need one dimension; does a number lack its unit?"));
      return right.formula();
    }
    return Typed.times(right.formula(), right.unit().get().factorTo(left.unit().get()).value());
  }

  private Typed choice(Expression.If i, Map<String, Typed> locals) {
    Typed then = lower(i.then(), locals);
    Typed otherwise = lower(i.otherwise(), locals);
    Formula other = then.unit().isPresent() ? otherwise.in(then.unit().get()) : otherwise.formula();
    return Typed.of(new Formula.Choice(lower(i.condition(), locals).formula(), then.formula(), other), then.unit());
  }

  private Typed call(Expression.Call call, Map<String, Typed> locals) {
    String name = call.function().text();
    Optional<ModelItem.Function> function = scope.function(name);
    if (function.isPresent()) {
      return inlined(function.get(), call, locals);
    }
    Optional<Builtin> builtin = Builtin.named(name);
    boolean byName = call.arguments().stream().anyMatch(a -> a.name().isPresent());
    if (builtin.isPresent() && builtin.get().takes(call.arguments().size()) && !byName) {
      return builtin(builtin.get(), call, locals);
    }
    return readings.call(call, locals);
  }

  private Typed builtin(Builtin function, Expression.Call call, Map<String, Typed> locals) {
    List<Typed> arguments = call.arguments().stream().map(a -> lower(a.value(), locals)).toList();
    Optional<Unit> unit = arguments.get(0).unit();
    boolean keeps = function == Builtin.MIN || function == Builtin.MAX || function == Builtin.ABS || function == Builtin.FLOOR
        || function == Builtin.CEIL;
    List<Formula> formulas = new ArrayList<>();
    for (Typed argument : arguments) {
      formulas.add(keeps && unit.isPresent() ? argument.in(unit.get()) : argument.formula());
    }
    return Typed.of(new Formula.Apply(Smooth.of(function, formulas.size()), formulas), keeps ? unit : Optional.of(Unit.ONE));
  }

  private Typed inlined(ModelItem.Function function, Expression.Call call, Map<String, Typed> locals) {
    if (locals.containsKey("\u0000" + function.name().text())) {
      diagnostics.add(Diagnostic.error("E0212", "function `" + function.name().text() + "` calls itself").at(call.span()));
      return FAULT;
    }
    Map<String, Typed> bound = new HashMap<>();
    locals.forEach((name, typed) -> {
      if (name.startsWith("\u0000")) {
        bound.put(name, typed);
      }
    });
    bound.put("\u0000" + function.name().text(), FAULT);
    for (int i = 0; i < call.arguments().size(); i++) {
      Expression.Argument argument = call.arguments().get(i);
      int position = i;
      Optional<String> formal = argument.name().map(org.cartc.compiler.syntax.Name::text)
          .or(() -> position < function.formals().size() ? Optional.of(function.formals().get(position).name().text()) : Optional.empty());
      formal.ifPresent(f -> bound.put(f, argument(function, f, argument.value(), locals)));
    }
    for (ModelItem.Formal formal : function.formals()) {
      if (!bound.containsKey(formal.name().text())) {
        formal.byDefault().ifPresentOrElse(d -> bound.put(formal.name().text(), argument(function, formal.name().text(), d, Map.of())),
            () -> diagnostics.add(
                Diagnostic.error("E0211", "`" + function.name().text() + "` needs a value for `" + formal.name().text() + "`")
                    .at(call.span())));
      }
    }
    return stated(function.unit(), function.body(), bound);
  }

  private Typed argument(ModelItem.Function function, String formal, Expression value, Map<String, Typed> locals) {
    Optional<UnitText> unit =
        function.formals().stream().filter(f -> f.name().text().equals(formal)).findFirst().flatMap(ModelItem.Formal::unit);
    return stated(unit, value, locals);
  }

  private Typed stated(Optional<UnitText> unit, Expression value, Map<String, Typed> locals) {
    Optional<Unit> wanted = unit.flatMap(u -> Scope.unit(u, diagnostics::add));
    return wanted.map(u -> Typed.of(in(u, value, locals), wanted)).orElseGet(() -> lower(value, locals));
  }
}
