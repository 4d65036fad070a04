package org.cartc.compiler.unit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.source.Span;

/** The one change of a declaration or literal that would make units fit, where there is one. */
final class Remedy {
  private final Model model;
  private final Map<String, NamedUnit> named;
  private final Function<String, Measure> measure;

  Remedy(Model model, Map<String, NamedUnit> named, Function<String, Measure> measure) {
    this.model = model;
    this.named = named;
    this.measure = measure;
  }

  /** An expression and the unit that would fit. */
  record Wish(Side side, Unit wanted) {}

  /** A parameter and the unit that it would need. */
  private record Candidate(NamedUnit name, Unit unit) {}

  /** Adds help and an edit; each of the wishes would do alone. */
  Diagnostic add(Diagnostic fault, List<Wish> wishes) {
    for (Wish wish : wishes) {
      if (isNumber(wish.side()) && !wish.wanted().isOne()) {
        return number(fault, wish);
      }
    }
    Map<String, Candidate> candidates = new LinkedHashMap<>();
    wishes.forEach(wish -> candidates(wish).forEach(c -> candidates.put(c.name().path(), c)));
    List<Candidate> all = List.copyOf(candidates.values());
    List<Predicate<Candidate>> choices = List.of(c -> c.name().text().isEmpty(), c -> true, c -> readers(c.name().path()) == 1);
    for (Predicate<Candidate> choice : choices) {
      List<Candidate> chosen = all.stream().filter(choice).toList();
      if (chosen.size() == 1) {
        return declare(fault, chosen.get(0));
      }
    }
    return fault;
  }

  private static boolean isNumber(Side side) {
    return side.place().call().isEmpty() && Exprs.symbols(side.expr()).isEmpty() && Rational.of(side.expr()).isPresent();
  }

  private static Diagnostic number(Diagnostic fault, Wish wish) {
    Span span = wish.side().place().span();
    boolean single = Exprs.stripped(wish.side().expr()) instanceof Expr.Constant;
    String text = (single ? span.text() : "(" + span.text() + ")") + " [" + wish.wanted().text() + "]";
    return fault.help("a number in an expression has no unit unless it is written").fix(span, text);
  }

  /** The parameters that are factors of an expression and appear in it once, with the units that would make it fit. */
  private List<Candidate> candidates(Wish wish) {
    List<Candidate> found = new ArrayList<>();
    Unit missing = wish.wanted().per(wish.side().unit()).withoutSizes();
    for (Factors.Factor factor : Factors.of(wish.side().expr())) {
      if (Exprs.stripped(factor.expr()) instanceof Expr.Symbol symbol && isParameter(symbol.path())
          && count(wish.side().expr(), symbol) == 1) {
        measure.apply(symbol.path()).known().map(own -> factor.below() ? own.per(missing) : missing.times(own)).filter(Unit::isBounded)
            .ifPresent(unit -> found.add(new Candidate(named.get(symbol.path()), unit)));
      }
    }
    return found;
  }

  private boolean isParameter(String path) {
    return named.containsKey(path) && named.get(path).word() == NamedUnit.Word.PARAMETER;
  }

  private static long count(Expr expr, Expr.Symbol symbol) {
    int[] count = {0};
    Exprs.walk(expr, e -> count[0] += e.equals(symbol) ? 1 : 0);
    return count[0];
  }

  /** How many expressions of the model read a name. */
  private int readers(String path) {
    int[] count = {0};
    model.map(expr -> {
      count[0] += Exprs.symbols(expr).contains(path) ? 1 : 0;
      return expr;
    });
    return count[0];
  }

  private static Diagnostic declare(Diagnostic fault, Candidate candidate) {
    NamedUnit name = candidate.name();
    return fault.help("it would fit with `" + name.path() + "` " + UnitFaults.per(candidate.unit()))
        .fix(name.bracket(), name.declaring(candidate.unit()));
  }
}
