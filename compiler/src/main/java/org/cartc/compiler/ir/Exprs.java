package org.cartc.compiler.ir;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Walks and rewrites of expressions. */
public final class Exprs {
  private Exprs() {}

  /** The parts of an expression, from left to right. */
  public static List<Expr> parts(Expr expr) {
    return switch (expr) {
      case Expr.Constant c -> List.of();
      case Expr.Measured m -> List.of();
      case Expr.Time t -> List.of();
      case Expr.Symbol s -> List.of();
      case Expr.Mode m -> List.of();
      case Expr.Negate n -> List.of(n.operand());
      case Expr.Not n -> List.of(n.operand());
      case Expr.Binary b -> List.of(b.left(), b.right());
      case Expr.Call c -> c.arguments();
      case Expr.Conditional c -> List.of(c.condition(), c.then(), c.otherwise());
      case Expr.Located l -> List.of(l.expr());
    };
  }

  /** The same expression with its parts changed. */
  public static Expr mapParts(Expr expr, UnaryOperator<Expr> change) {
    return switch (expr) {
      case Expr.Constant c -> c;
      case Expr.Measured m -> m;
      case Expr.Time t -> t;
      case Expr.Symbol s -> s;
      case Expr.Mode m -> m;
      case Expr.Negate n -> new Expr.Negate(change.apply(n.operand()));
      case Expr.Not n -> new Expr.Not(change.apply(n.operand()));
      case Expr.Binary b -> new Expr.Binary(b.operator(), change.apply(b.left()), change.apply(b.right()));
      case Expr.Call c -> new Expr.Call(c.function(), c.arguments().stream().map(change).toList());
      case Expr.Conditional c ->
          new Expr.Conditional(change.apply(c.condition()), change.apply(c.then()), change.apply(c.otherwise()));
      case Expr.Located l -> new Expr.Located(change.apply(l.expr()), l.span(), l.stated());
    };
  }

  /** Calls {@code visit} for the expression and everything inside it. */
  public static void walk(Expr expr, Consumer<Expr> visit) {
    visit.accept(expr);
    parts(expr).forEach(part -> walk(part, visit));
  }

  /** The paths that an expression reads, in the order of their first appearance. */
  public static Set<String> symbols(Expr expr) {
    Set<String> found = new LinkedHashSet<>();
    walk(expr, e -> {
      if (e instanceof Expr.Symbol symbol) {
        found.add(symbol.path());
      }
    });
    return found;
  }

  /** Whether an expression reads the time itself. */
  public static boolean readsTime(Expr expr) {
    return expr instanceof Expr.Time || parts(expr).stream().anyMatch(Exprs::readsTime);
  }

  /** Replaces symbols: the function gives the replacement of a path, or the symbol itself. */
  public static Expr substitute(Expr expr, Function<Expr.Symbol, Expr> replacement) {
    return expr instanceof Expr.Symbol symbol
        ? replacement.apply(symbol)
        : mapParts(expr, part -> substitute(part, replacement));
  }

  /** The expression without its places. */
  public static Expr stripped(Expr expr) {
    return expr instanceof Expr.Located located ? stripped(located.expr()) : mapParts(expr, Exprs::stripped);
  }

  /** Whether the expression is a truth value. */
  public static boolean isTruth(Expr expr) {
    return switch (expr) {
      case Expr.Not n -> true;
      case Expr.Mode m -> true;
      case Expr.Located l -> isTruth(l.expr());
      case Expr.Conditional c -> isTruth(c.then()) && isTruth(c.otherwise());
      case Expr.Binary b -> b.operator().binding() <= 3;
      case Expr.Constant c -> false;
      case Expr.Measured m -> false;
      case Expr.Time t -> false;
      case Expr.Symbol s -> false;
      case Expr.Negate n -> false;
      case Expr.Call c -> false;
    };
  }
}
