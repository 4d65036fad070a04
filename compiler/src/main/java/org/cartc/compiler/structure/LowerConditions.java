package org.cartc.compiler.structure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.ir.Write;

/**
 * Makes the comparisons that decide between branches of right-hand sides conditions whose edges are found, so that right-hand sides
 * are smooth within a step. Comparisons of parameters alone, and those that only observed quantities read, stay comparisons.
 */
final class LowerConditions {
  private final Model model;
  private final Map<String, Expr> definitions;
  private final List<Structure.Solved> solved;
  private final Map<String, Expr> derivatives;
  private final Set<String> constants;
  private final Map<Expr, Integer> found = new LinkedHashMap<>();
  private final List<Structure.Edge> edges = new ArrayList<>();

  LowerConditions(Model model, Map<String, Expr> definitions, List<Structure.Solved> solved, Map<String, Expr> derivatives,
      Set<String> constants) {
    this.model = model;
    this.definitions = definitions;
    this.solved = solved;
    this.derivatives = derivatives;
    this.constants = constants;
  }

  Structure structure() {
    Set<String> inRightHandSide = reachedFromDerivatives();
    Map<String, Expr> lowered = new LinkedHashMap<>();
    definitions.forEach((path, value) -> lowered.put(path, inRightHandSide.contains(path) ? lower(value) : value));
    Map<String, Expr> rates = new LinkedHashMap<>();
    derivatives.forEach((path, value) -> rates.put(path, lower(value)));
    List<Structure.Solved> constraints = solved.stream().map(s -> new Structure.Solved(
        s.constraint(), s.unknown(), lower(s.residual()), lower(s.lower()), lower(s.upper()), s.iteration(), s.span())).toList();
    for (Model.Event event : model.events()) {
      edges.add(new Structure.Edge(event.path(), Exprs.stripped(event.difference()), event.rises(), Optional.of(event)));
    }
    return new Structure(model, List.copyOf(derivatives.keySet()), lowered, constraints, rates, List.copyOf(edges), constants);
  }

  private Set<String> reachedFromDerivatives() {
    Set<String> seen = new LinkedHashSet<>();
    List<String> todo = new ArrayList<>();
    derivatives.values().forEach(e -> todo.addAll(Exprs.symbols(e)));
    Map<String, Structure.Solved> byUnknown = solved.stream().collect(Collectors.toMap(Structure.Solved::unknown, s -> s));
    while (!todo.isEmpty()) {
      String path = todo.remove(todo.size() - 1);
      if (!seen.add(path)) {
        continue;
      }
      if (definitions.containsKey(path)) {
        todo.addAll(Exprs.symbols(definitions.get(path)));
      } else if (byUnknown.containsKey(path)) {
        todo.addAll(Exprs.symbols(byUnknown.get(path).residual()));
      }
    }
    return seen;
  }

  private Expr lower(Expr expr) {
    Expr inner = Exprs.mapParts(expr, this::lower);
    return inner instanceof Expr.Conditional c
        ? new Expr.Conditional(condition(c.condition()), c.then(), c.otherwise())
        : inner;
  }

  private Expr condition(Expr expr) {
    if (Analyse.dependsOnlyOn(expr, constants)) {
      return expr;
    }
    return switch (expr) {
      case Expr.Not n -> new Expr.Not(condition(n.operand()));
      case Expr.Binary b when b.operator() == Operator.AND || b.operator() == Operator.OR ->
          new Expr.Binary(b.operator(), condition(b.left()), condition(b.right()));
      case Expr.Binary b when b.operator().isOrdering() -> new Expr.Mode(found.computeIfAbsent(b, key -> edge(b)));
      case Expr.Binary b -> b;
      case Expr.Symbol s -> definitions.containsKey(s.path()) && Exprs.isTruth(definitions.get(s.path()))
          ? condition(definitions.get(s.path())) : s;
      case Expr.Conditional c -> new Expr.Conditional(condition(c.condition()), condition(c.then()), condition(c.otherwise()));
      case Expr.Located l -> condition(l.expr());
      case Expr.Constant c -> c;
      case Expr.Measured m -> m;
      case Expr.Time t -> t;
      case Expr.Mode m -> m;
      case Expr.Negate n -> n;
      case Expr.Call c -> c;
    };
  }

  private int edge(Expr.Binary comparison) {
    boolean greater = comparison.operator() == Operator.GREATER || comparison.operator() == Operator.GREATER_OR_EQUAL;
    boolean atZero = comparison.operator() == Operator.LESS_OR_EQUAL || comparison.operator() == Operator.GREATER_OR_EQUAL;
    Expr difference = greater
        ? Expr.subtract(comparison.left(), comparison.right())
        : Expr.subtract(comparison.right(), comparison.left());
    edges.add(new Structure.Edge(Write.expression(comparison), difference, atZero, Optional.empty()));
    return edges.size() - 1;
  }
}
