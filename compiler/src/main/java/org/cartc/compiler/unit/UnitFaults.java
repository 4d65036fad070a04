package org.cartc.compiler.unit;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Write;
import org.cartc.compiler.source.Span;

/** What is said of units that do not fit. */
public final class UnitFaults {
  /** A fault shows at most so many declarations. */
  private static final int MOST_LABELS = 3;

  /** How {@link #joined} calls the equality of an equation, other than that of a comparison. */
  static final String EQUATION = "=";

  private final Model model;
  private final Map<String, NamedUnit> named;
  private final Function<String, Measure> measure;
  private final Factors factors;
  private final Remedy remedy;

  UnitFaults(Model model, Map<String, NamedUnit> named, Function<String, Measure> measure, Function<Expr, Measure> quietly) {
    this.model = model;
    this.named = named;
    this.measure = measure;
    this.factors = new Factors(quietly);
    this.remedy = new Remedy(model, named, measure);
  }

  /** What is wrong with the unit of time of a model. */
  public static Optional<Diagnostic> ofTime(String text, Span bracket) {
    return switch (Unit.parse(text)) {
      case UnitReading.Refused refused -> Optional.of(refused(bracket, text, refused));
      case UnitReading.Inferred inferred -> Optional.of(notTime("the unit of time cannot be inferred", bracket));
      case UnitReading.Known known -> known.unit().sameDimension(Unit.of("s"))
          ? Optional.empty()
          : Optional.of(notTime("the unit of time of a model cannot be " + known.unit(), bracket));
    };
  }

  private static Diagnostic notTime(String message, Span bracket) {
    return Diagnostic.error("E0309", message).at(bracket).help("name a unit of time").fix(bracket, "[day]");
  }

  static Diagnostic refused(Span bracket, String text, UnitReading.Refused refused) {
    int inside = bracket.text().indexOf(text);
    int start = bracket.start() + (inside < 0 ? 0 : inside + refused.offset());
    Span span = inside < 0 ? bracket : new Span(bracket.source(), start, Math.min(start + refused.length(), bracket.end()));
    Diagnostic fault = Diagnostic.error("E0305", refused.message()).at(span);
    List<String> suggestions = refused.suggestions();
    if (suggestions.isEmpty()) {
      return fault.help("units are names such as cell, day, ng, mL and their products and quotients:  [ng/mL]");
    }
    String all = String.join(" or ", suggestions.stream().map(s -> "[" + s + "]").toList());
    return inside < 0 ? fault.help("write " + all)
        : fault.help(suggestions.size() == 1 ? "write the unit so" : "write " + all).fix(bracket, "[" + suggestions.get(0) + "]");
  }

  static Diagnostic questionBehindNumber(Span bracket) {
    return Diagnostic.error("E0305", "`[?]` asks for the unit of a declared name; a number needs its own").at(bracket)
        .help("write the unit of the number, or leave the brackets out for a pure number").fix(bracket, "");
  }

  static Diagnostic questionInFunction(Expr.Stated stated) {
    return Diagnostic.error("E0310", "the unit of " + stated.what() + " cannot be inferred").at(stated.span())
        .help("leave the unit out: then the function takes any that its expression allows").fix(stated.span(), "");
  }

  /** What a function asks of an argument, or says of its result, is not so. */
  Diagnostic stated(Expr.Stated stated, Unit wanted, Side side) {
    Diagnostic fault = Diagnostic.error("E0310", stated.what() + " is " + is(side.unit()) + ", but " + (wanted.isDimensionless()
        ? "must be a pure number" : "must be in " + wanted));
    return label(side.place().mark(fault, factors.explain(side.expr(), side.unit())).at(stated.span(), "stated here"), List.of(side.expr()),
        false);
  }

  static Diagnostic inferred(NamedUnit name, Unit unit) {
    return Diagnostic.warning("W0301", "the unit of `" + name.path() + "` is inferred: " + unit).at(name.declared())
        .help("write it down").fix(name.bracket(), name.declaring(unit));
  }

  static Diagnostic notInferred(NamedUnit name) {
    return Diagnostic.error("E0307", "no use of `" + name.path() + "` determines its unit").at(name.declared(), "asked for here")
        .help("write its unit, `[1]` for a pure number");
  }

  /** A term of a sum that should be in a given unit; or, if it is alone, the whole. */
  Diagnostic term(Target target, Side term, boolean alone) {
    Diagnostic fault = target.reason() == Target.Reason.BALANCE
        ? Diagnostic.error("E0301", "this term changes `" + target.name() + "` in " + term.unit() + balance(target))
        : Diagnostic.error("E0306", (alone ? target.reason().text() + " of" : "this term gives") + " `" + target.name() + "`"
            + (alone ? " is " : " ") + (alone ? is(term.unit()) : quantity(term.unit())) + declared(target));
    return complete(fault, target, term);
  }

  /** All terms are in one unit, but not in the one that is wanted. */
  Diagnostic whole(Target target, Side whole) {
    Diagnostic fault = target.reason() == Target.Reason.BALANCE
        ? Diagnostic.error("E0301", "this changes `" + target.name() + "` in " + whole.unit() + balance(target))
        : Diagnostic.error("E0306", target.reason().text() + " of `" + target.name() + "` is " + is(whole.unit()) + declared(target));
    return complete(fault, target, whole);
  }

  private String balance(Target target) {
    String own = measure.apply(target.name()).known().map(Unit::describe).orElse("");
    String kind = own.equals("1") ? "a compartment without a unit" : "a compartment in " + own;
    return ", but " + kind + " must change in " + target.unit();
  }

  private String declared(Target target) {
    NamedUnit name = named.get(target.name());
    return ", but `" + target.name() + "` "
        + (name.text().isEmpty() ? "has no unit and so is a pure number" : "is declared " + per(target.unit()));
  }

  private Diagnostic complete(Diagnostic fault, Target target, Side side) {
    Diagnostic marked = side.place().mark(fault, factors.explain(side.expr(), side.unit()));
    boolean balance = target.reason() == Target.Reason.BALANCE;
    marked = label(marked, List.of(side.expr()), balance);
    if (balance) {
      marked = others(marked, target, side);
    } else {
      NamedUnit name = named.get(target.name());
      marked = marked.at(name.declared(), said(name));
      if (name.text().isEmpty() && side.unit().isBounded() && name.word() != NamedUnit.Word.RATE) {
        return marked.help("declare the unit of `" + target.name() + "`").fix(name.bracket(), name.declaring(side.unit()));
      }
    }
    return remedy.add(marked, List.of(new Remedy.Wish(side, target.unit())));
  }

  private Diagnostic others(Diagnostic fault, Target target, Side side) {
    List<String> rates = model.rates().stream().filter(r -> r.from().equals(target.name()) || r.to().equals(target.name()))
        .filter(r -> factors.unit(r.value()).filter(u -> u.sameDimension(target.unit())).isPresent()).map(Model.Rate::path).toList();
    return switch (rates.size()) {
      case 0 -> fault;
      case 1 -> fault.note("the other rate of `" + target.name() + "` is in " + target.unit());
      default -> fault.note("the other " + rates.size() + " rates of `" + target.name() + "` are in " + target.unit());
    };
  }

  /** Sides of a sum, comparison, equation or choice that have different dimensions. */
  Diagnostic joined(String operation, Side left, Side right) {
    String a = quantity(left.unit());
    String b = quantity(right.unit());
    String message = switch (operation) {
      case "+" -> b + " cannot be added to " + a;
      case "-" -> b + " cannot be subtracted from " + a;
      case "if" -> "the branches of `if` differ: " + a + " and " + b;
      case EQUATION -> "the two sides of an equation cannot be " + a + " and " + b;
      case "min", "max" -> "`" + operation + "` cannot choose between " + a + " and " + b;
      default -> a + " cannot be compared with " + b;
    };
    Diagnostic fault = Diagnostic.error("E0302", message);
    if (right.place().call().isPresent()) {
      fault = right.place().mark(fault, name(left) + " is " + is(left.unit()) + ", " + name(right) + " is " + is(right.unit()));
    } else {
      fault = right.place().mark(fault, factors.explain(right.expr(), right.unit()))
          .at(left.place().primary(), factors.explain(left.expr(), left.unit()));
    }
    fault = label(fault, List.of(left.expr(), right.expr()), false);
    return remedy.add(fault, List.of(new Remedy.Wish(left, right.unit()), new Remedy.Wish(right, left.unit())));
  }

  private static String name(Side side) {
    String text = Write.expression(side.expr());
    return text.length() > 40 ? "the rest" : "`" + text + "`";
  }

  /** The argument of a function that takes pure numbers. */
  Diagnostic argument(String function, Expr argument, Place place, Unit unit) {
    Diagnostic fault = place.mark(Diagnostic.error("E0303", "`" + function + "` takes a pure number, but this is " + is(unit)),
        factors.explain(argument, unit));
    return remedy.add(label(fault, List.of(argument), false), List.of(new Remedy.Wish(new Side(argument, place, unit), Unit.ONE)))
        .help("divide by a reference quantity in " + unit + ":  " + function + "(x / x0)");
  }

  Diagnostic condition(Expr condition, Place place, Unit unit) {
    return label(place.mark(Diagnostic.error("E0303", "a condition is true or false, but this is " + is(unit)), unit.describe()),
        List.of(condition), false).help("compare it with something:  ... > 0");
  }

  Diagnostic exponentWithUnit(Expr exponent, Place place, Unit unit) {
    Diagnostic fault = place.mark(Diagnostic.error("E0304", "an exponent is a pure number, but this is " + is(unit)),
        factors.explain(exponent, unit));
    return remedy.add(label(fault, List.of(exponent), false), List.of(new Remedy.Wish(new Side(exponent, place, unit), Unit.ONE)));
  }

  Diagnostic exponentNotLiteral(Expr base, Place place, Unit unit) {
    String message = "the power of " + quantity(unit) + " has a unit only if its exponent is written as a number";
    return label(place.mark(Diagnostic.error("E0304", message), "not a literal number"), List.of(base), false)
        .help("make the base a pure number first:  (x / x0)^n");
  }

  Diagnostic largeExponent(Place place) {
    return place.mark(Diagnostic.error("E0304", "the unit of this would have a power beyond " + Unit.MAX_EXPONENT
        + " or a root beyond " + Unit.MAX_ROOT), "").help("make the base a pure number first:  (x / x0)^n");
  }

  /** A rate between compartments of different dimensions. */
  Diagnostic uneven(Model.Rate rate) {
    NamedUnit from = named.get(rate.from());
    NamedUnit to = named.get(rate.to());
    return Diagnostic.error("E0308", "rate `" + rate.path() + "` takes from `" + rate.from() + "` what `" + rate.to()
        + "` cannot receive: their units are " + unit(from) + " and " + unit(to))
        .at(rate.span()).at(from.declared(), said(from)).at(to.declared(), said(to))
        .help("write a rate for each of them, with a factor that says how much of one is how much of the other");
  }

  /** A rate whose declared unit is not that of a change of its compartment. */
  Diagnostic otherFlow(Model.Rate rate, Unit own, Unit change) {
    NamedUnit name = named.get(rate.path());
    NamedUnit changed = named.get(rate.from().isEmpty() ? rate.to() : rate.from());
    String message = "rate `" + rate.path() + "` is declared in " + own + ", but `" + changed.path() + "` changes in " + change;
    return Diagnostic.error("E0301", message)
        .at(name.declared()).at(changed.declared(), said(changed)).help("leave the unit of the rate out, or declare it " + per(change))
        .fix(name.bracket(), name.declaring(change));
  }

  private String unit(NamedUnit name) {
    return measure.apply(name.path()).known().map(Unit::describe).orElse("unknown");
  }

  /** Shows the declarations of the names in expressions, parameters first. */
  private Diagnostic label(Diagnostic fault, List<Expr> exprs, boolean parametersOnly) {
    Set<NamedUnit> shown = new LinkedHashSet<>();
    List<NamedUnit> read = exprs.stream().flatMap(e -> Exprs.symbols(e).stream()).filter(named::containsKey).map(named::get).toList();
    List<NamedUnit> parameters = read.stream().filter(n -> n.word() == NamedUnit.Word.PARAMETER).toList();
    shown.addAll(parameters);
    if (!parametersOnly || parameters.isEmpty()) {
      shown.addAll(read);
    }
    shown.removeIf(n -> measure.apply(n.path()).known().isEmpty());
    Diagnostic labelled = fault;
    for (NamedUnit name : new ArrayList<>(shown).subList(0, Math.min(MOST_LABELS, shown.size()))) {
      labelled = labelled.at(name.declared(), said(name));
    }
    return labelled;
  }

  private String said(NamedUnit name) {
    Optional<Unit> unit = measure.apply(name.path()).known();
    String inferred = "`" + name.path() + (name.isInferred() || name.isAsked() ? "` is inferred " : "` is declared ");
    return name.text().isEmpty() && !name.isInferred()
        ? "`" + name.path() + "` has no unit and so is a pure number"
        : inferred + unit.map(UnitFaults::per).orElse("here");
  }

  /** {@code per cell and per day}, {@code in cell/day}, {@code as a pure number}. */
  static String per(Unit unit) {
    String text = unit.describe();
    if (text.equals("1")) {
      return "as a pure number";
    }
    if (!text.startsWith("1/")) {
      return "in " + text;
    }
    return String.join(" and ", Stream.of(text.substring(2).replaceAll("^\\(|\\)$", "").split(" ")).map(part -> "per " + part).toList());
  }

  private static String is(Unit unit) {
    return unit.isDimensionless() ? "a pure number" : "in " + unit;
  }

  private static String quantity(Unit unit) {
    return unit.isDimensionless() ? "a pure number" : "a quantity in " + unit;
  }
}
