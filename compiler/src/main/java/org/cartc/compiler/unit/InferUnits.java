package org.cartc.compiler.unit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.commons.math3.fraction.BigFraction;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.source.Span;

/**
 * Finds the unit of an expression from its parts, and makes every number in it plain: literals lose their units, and where two scales of
 * one dimension meet, the right one is multiplied by an exact factor. What does not fit is reported once, and is then unknown.
 */
final class InferUnits {
  private final Function<String, Measure> names;
  private final Measure time;
  private final Consumer<Function<UnitFaults, Diagnostic>> report;

  /**
   * @param names the units of named quantities, by path
   * @param time the unit of time
   * @param report takes faults
   */
  InferUnits(Function<String, Measure> names, Measure time, Consumer<Function<UnitFaults, Diagnostic>> report) {
    this.names = names;
    this.time = time;
    this.report = report;
  }

  Typed infer(Expr expr, Place place) {
    return switch (expr) {
      case Expr.Constant c -> new Typed(c, c.value() == 0 ? Measure.ZERO : Measure.NUMBER);
      case Expr.Measured m -> new Typed(Expr.constant(m.value()), literal(m));
      case Expr.Time t -> new Typed(t, time);
      case Expr.Symbol s -> new Typed(s, names.apply(s.path()));
      case Expr.Mode m -> new Typed(m, Measure.NUMBER);
      case Expr.Located l when l.stated().isPresent() -> stated(l, place.of(l), l.stated().get());
      case Expr.Located l -> {
        Typed inner = infer(l.expr(), place.of(l));
        yield new Typed(new Expr.Located(inner.expr(), l.span()), inner.measure());
      }
      case Expr.Negate n -> {
        Typed operand = infer(n.operand(), place);
        yield new Typed(new Expr.Negate(operand.expr()), operand.measure());
      }
      case Expr.Not n -> new Typed(new Expr.Not(condition(n.operand(), place)), Measure.NUMBER);
      case Expr.Binary b -> binary(b, place);
      case Expr.Call c -> call(c, place);
      case Expr.Conditional c -> conditional(c, place);
    };
  }

  /** An expression in the unit that a function states; a bare number is in it. */
  private Typed stated(Expr.Located located, Place place, Expr.Stated stated) {
    return switch (Unit.parse(stated.unit())) {
      case UnitReading.Known known when isBareNumber(located.expr()) -> new Typed(located.expr(), new Measure.In(known.unit()));
      case UnitReading.Known known -> {
        Typed typed = infer(located.expr(), place);
        Optional<Unit> own = typed.measure().known();
        if (typed.measure().equals(Measure.UNKNOWN)) {
          yield typed;
        } else if (own.isPresent() && !own.get().sameDimension(known.unit())) {
          Side side = new Side(located.expr(), place, own.get());
          yield new Typed(typed.expr(), unknown(f -> f.stated(stated, known.unit(), side)));
        }
        yield new Typed(new Expr.Located(typed.in(known.unit()), located.span()), new Measure.In(known.unit()));
      }
      case UnitReading.Refused refused ->
          new Typed(located.expr(), unknown(f -> UnitFaults.refused(stated.span(), stated.unit(), refused)));
      case UnitReading.Inferred inferred -> new Typed(located.expr(), unknown(f -> UnitFaults.questionInFunction(stated)));
    };
  }

  private Measure literal(Expr.Measured literal) {
    return switch (Unit.parse(literal.unit())) {
      case UnitReading.Known known -> new Measure.In(known.unit());
      case UnitReading.Refused refused -> unknown(f -> UnitFaults.refused(bracket(literal), literal.unit(), refused));
      case UnitReading.Inferred inferred -> unknown(f -> UnitFaults.questionBehindNumber(bracket(literal)));
    };
  }

  private static Span bracket(Expr.Measured literal) {
    int open = literal.span().text().indexOf('[');
    return open < 0 ? literal.span() : new Span(literal.span().source(), literal.span().start() + open, literal.span().end());
  }

  private Typed binary(Expr.Binary b, Place place) {
    return switch (b.operator()) {
      case ADD, SUBTRACT -> joined(b, place);
      case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL -> new Typed(joined(b, place).expr(), Measure.NUMBER);
      case AND, OR -> new Typed(
          new Expr.Binary(b.operator(), condition(b.left(), place), condition(b.right(), place)), Measure.NUMBER);
      case MULTIPLY, DIVIDE -> product(b, place);
      case POWER -> power(b, place);
    };
  }

  private Typed joined(Expr.Binary b, Place place) {
    Joined sides = join(List.of(b.left(), b.right()), place, b.operator().symbol());
    return new Typed(new Expr.Binary(b.operator(), sides.exprs().get(0), sides.exprs().get(1)), sides.measure());
  }

  /** Expressions in one unit. */
  private record Joined(List<Expr> exprs, Measure measure) {}

  /** Brings expressions to the scale of the first, or to plain numbers if they have no dimension. */
  private Joined join(List<Expr> operands, Place place, String operation) {
    List<Typed> typed = operands.stream().map(operand -> infer(operand, place)).toList();
    List<Expr> plain = typed.stream().map(Typed::expr).toList();
    if (typed.stream().anyMatch(t -> t.measure().equals(Measure.UNKNOWN))) {
      return new Joined(plain, Measure.UNKNOWN);
    }
    int first = 0;
    while (first < typed.size() && typed.get(first).measure().equals(Measure.ZERO)) {
      first++;
    }
    if (first == typed.size()) {
      return new Joined(plain, Measure.ZERO);
    }
    Unit unit = typed.get(first).measure().known().orElseThrow();
    for (int i = first + 1; i < typed.size(); i++) {
      Optional<Unit> other = typed.get(i).measure().known();
      if (other.isPresent() && !other.get().sameDimension(unit)) {
        Side left = new Side(operands.get(first), place.of(operands.get(first)), unit);
        Side right = new Side(operands.get(i), place.of(operands.get(i)), other.get());
        return new Joined(plain, unknown(f -> f.joined(operation, left, right)));
      }
    }
    Unit common = unit.isDimensionless() ? Unit.ONE : unit;
    return new Joined(typed.stream().map(t -> t.in(common)).toList(), new Measure.In(common));
  }

  private Typed product(Expr.Binary b, Place place) {
    Typed left = infer(b.left(), place);
    Typed right = infer(b.right(), place);
    Expr expr = new Expr.Binary(b.operator(), left.expr(), right.expr());
    if (left.measure().equals(Measure.UNKNOWN) || right.measure().equals(Measure.UNKNOWN)) {
      return new Typed(expr, Measure.UNKNOWN);
    }
    if (left.measure().equals(Measure.ZERO) || right.measure().equals(Measure.ZERO)) {
      return new Typed(expr, b.operator() == Operator.DIVIDE && right.measure().equals(Measure.ZERO) ? Measure.UNKNOWN : Measure.ZERO);
    }
    Unit above = left.measure().known().orElseThrow();
    Unit below = right.measure().known().orElseThrow();
    Unit unit = b.operator() == Operator.DIVIDE ? above.per(below) : above.times(below);
    return new Typed(expr, unit.isBounded() ? new Measure.In(unit) : unknown(f -> f.largeExponent(place)));
  }

  private Typed power(Expr.Binary b, Place place) {
    Typed base = infer(b.left(), place);
    Typed exponent = infer(b.right(), place);
    Expr expr = Expr.power(base.measure().known().filter(Unit::isDimensionless).map(u -> base.in(Unit.ONE)).orElse(base.expr()),
        exponent.measure().known().filter(Unit::isDimensionless).map(u -> exponent.in(Unit.ONE)).orElse(exponent.expr()));
    Place marked = place.of(b.right());
    Optional<Unit> wrong = exponent.measure().known().filter(u -> !u.isDimensionless());
    if (wrong.isPresent()) {
      return new Typed(expr, unknown(f -> f.exponentWithUnit(b.right(), marked, wrong.get())));
    }
    if (exponent.measure().equals(Measure.UNKNOWN) || base.measure().known().isEmpty()) {
      return new Typed(expr, exponent.measure().equals(Measure.UNKNOWN) ? Measure.UNKNOWN : base.measure());
    }
    Unit unit = base.measure().known().get();
    if (unit.isDimensionless()) {
      return new Typed(expr, Measure.NUMBER);
    }
    Optional<BigFraction> literal = Rational.of(b.right());
    if (literal.isEmpty()) {
      return new Typed(expr, unknown(f -> f.exponentNotLiteral(b.left(), marked, unit)));
    }
    return new Typed(expr, unit.power(literal.get()).<Measure>map(Measure.In::new).orElseGet(() -> unknown(f -> f.largeExponent(marked))));
  }

  private Typed call(Expr.Call call, Place place) {
    return switch (call.function()) {
      case EXP, LOG, LOG10, SIN, COS, TAN, TANH -> {
        Expr argument = call.arguments().get(0);
        Typed typed = infer(argument, place);
        Optional<Unit> unit = typed.measure().known();
        if (unit.isPresent() && !unit.get().isDimensionless()) {
          report.accept(f -> f.argument(call.function().text(), argument, place.of(argument), unit.get()));
          yield new Typed(Expr.call(call.function(), typed.expr()), Measure.NUMBER);
        }
        yield new Typed(Expr.call(call.function(), typed.in(Unit.ONE)), Measure.NUMBER);
      }
      case SQRT -> {
        Typed typed = infer(call.arguments().get(0), place);
        Measure half = typed.measure().known().map(u -> u.power(new BigFraction(1, 2)).<Measure>map(Measure.In::new)
            .orElseGet(() -> unknown(f -> f.largeExponent(place)))).orElse(typed.measure());
        yield new Typed(Expr.call(Builtin.SQRT, typed.expr()), half);
      }
      case ABS, FLOOR, CEIL, MIN, MAX -> {
        Joined all = join(call.arguments(), place, call.function().text());
        yield new Typed(new Expr.Call(call.function(), all.exprs()), all.measure());
      }
    };
  }

  private Typed conditional(Expr.Conditional c, Place place) {
    Expr condition = condition(c.condition(), place);
    Joined branches = join(List.of(c.then(), c.otherwise()), place, "if");
    return new Typed(new Expr.Conditional(condition, branches.exprs().get(0), branches.exprs().get(1)), branches.measure());
  }

  /** A truth value: it has no unit. */
  Expr condition(Expr expr, Place place) {
    Typed typed = infer(expr, place);
    typed.measure().known().filter(u -> !u.isDimensionless()).ifPresent(u -> report.accept(f -> f.condition(expr, place.of(expr), u)));
    return typed.expr();
  }

  /**
   * An expression in a given unit. A bare number is in that unit; of a sum, each term must be.
   */
  Expr fit(Expr expr, Place place, Target target) {
    if (isBareNumber(expr)) {
      return expr;
    }
    List<Side> misfits = new ArrayList<>();
    List<Unit> fitting = new ArrayList<>();
    Expr fitted = terms(expr, place, target.unit(), misfits, fitting);
    boolean agree = misfits.stream().allMatch(m -> m.unit().sameDimension(misfits.get(0).unit()));
    if (misfits.size() > 1 && fitting.isEmpty() && agree) {
      report.accept(f -> f.whole(target, new Side(expr, place.of(expr), misfits.get(0).unit())));
    } else {
      misfits.forEach(m -> report.accept(f -> f.term(target, m, m.expr() == expr)));
    }
    return fitted;
  }

  /** The difference of two sides that are compared by {@code operation}. */
  Expr difference(Expr expr, Place place, String operation) {
    if (expr instanceof Expr.Located l) {
      return new Expr.Located(difference(l.expr(), place.of(l), operation), l.span());
    }
    if (expr instanceof Expr.Binary b && b.operator() == Operator.SUBTRACT) {
      Joined sides = join(List.of(b.left(), b.right()), place, operation);
      return Expr.subtract(sides.exprs().get(0), sides.exprs().get(1));
    }
    return infer(expr, place).expr();
  }

  void report(Function<UnitFaults, Diagnostic> fault) {
    report.accept(fault);
  }

  private static boolean isBareNumber(Expr expr) {
    return switch (expr) {
      case Expr.Located l -> l.stated().isEmpty() && isBareNumber(l.expr());
      case Expr.Negate n -> isBareNumber(n.operand());
      case Expr.Constant c -> true;
      case Expr.Measured m -> false;
      case Expr.Time t -> false;
      case Expr.Symbol s -> false;
      case Expr.Mode m -> false;
      case Expr.Not n -> false;
      case Expr.Binary b -> false;
      case Expr.Call c -> false;
      case Expr.Conditional c -> false;
    };
  }

  private Expr terms(Expr expr, Place place, Unit wanted, List<Side> misfits, List<Unit> fitting) {
    if (expr instanceof Expr.Located l && isSum(l)) {
      return new Expr.Located(terms(l.expr(), place.of(l), wanted, misfits, fitting), l.span());
    }
    if (expr instanceof Expr.Negate n) {
      return new Expr.Negate(terms(n.operand(), place, wanted, misfits, fitting));
    }
    if (expr instanceof Expr.Binary b && isSum(b)) {
      Expr left = terms(b.left(), place, wanted, misfits, fitting);
      return new Expr.Binary(b.operator(), left, terms(b.right(), place, wanted, misfits, fitting));
    }
    if (expr instanceof Expr.Conditional c) {
      return new Expr.Conditional(condition(c.condition(), place), terms(c.then(), place, wanted, misfits, fitting),
          terms(c.otherwise(), place, wanted, misfits, fitting));
    }
    Typed typed = infer(expr, place);
    Optional<Unit> unit = typed.measure().known();
    if (unit.isPresent() && !unit.get().sameDimension(wanted)) {
      misfits.add(new Side(expr, place.of(expr), unit.get()));
      return typed.expr();
    }
    unit.ifPresent(fitting::add);
    return typed.in(wanted);
  }

  private static boolean isSum(Expr expr) {
    return expr instanceof Expr.Negate || expr instanceof Expr.Conditional
        || expr instanceof Expr.Binary b && (b.operator() == Operator.ADD || b.operator() == Operator.SUBTRACT)
        || expr instanceof Expr.Located l && l.stated().isEmpty() && isSum(l.expr());
  }

  private Measure unknown(Function<UnitFaults, Diagnostic> fault) {
    report.accept(fault);
    return Measure.UNKNOWN;
  }
}
