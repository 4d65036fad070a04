package org.cartc.compiler.structure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.ir.Write;

/**
 * Makes the comparisons of right-hand sides conditions whose edges are found, so that right-hand sides are smooth within a step.
 * Comparisons of parameters alone, tests for equality, and what only observed quantities read stay as they are.
 */
final class LowerConditions {
  private final Model model;
  private final Map<String, Expr> definitions;
  private final List<Structure.Solved> solved;
  private final List<Structure.Block> blocks;
  private final Map<String, Expr> derivatives;
  private final List<String> order;
  private final Set<String> constants;
  private final Map<Expr, Integer> found = new LinkedHashMap<>();
  private final List<Structure.Edge> edges = new ArrayList<>();

  /** @param order the paths of the definitions, each behind those that it needs */
  LowerConditions(Model model, Map<String, Expr> definitions, List<String> order, List<Structure.Solved> solved,
      List<Structure.Block> blocks, Map<String, Expr> derivatives, Set<String> constants) {
    this.model = model;
    this.definitions = definitions;
    this.order = order;
    this.solved = solved;
    this.blocks = blocks;
    this.derivatives = derivatives;
    this.constants = constants;
  }

  Structure structure() {
    Set<String> inRightHandSide = reachedFromDerivatives();
    Map<String, Expr> lowered = new LinkedHashMap<>();
    definitions.forEach((path, value) -> lowered.put(path, inRightHandSide.contains(path) ? lower(value) : value));
    Map<String, Expr> sorted = new LinkedHashMap<>();
    order.forEach(path -> sorted.put(path, lowered.get(path)));
    Map<String, Expr> rates = new LinkedHashMap<>();
    derivatives.forEach((path, value) -> rates.put(path, lower(value)));
    List<Structure.Solved> constraints = solved.stream().map(this::lower).toList();
    List<Structure.Block> together = blocks.stream().map(b -> new Structure.Block(b.members().stream().map(this::lower).toList())).toList();
    for (Model.Event event : model.events()) {
      edges.add(new Structure.Edge(event.path(), Exprs.stripped(event.difference()), !event.rises(), Optional.of(event)));
    }
    return new Structure(model, List.copyOf(derivatives.keySet()), sorted, constraints, together, rates, List.copyOf(edges), constants);
  }

  private Set<String> reachedFromDerivatives() {
    Set<String> seen = new LinkedHashSet<>();
    List<String> todo = new ArrayList<>();
    derivatives.values().forEach(e -> todo.addAll(Exprs.symbols(e)));
    Map<String, Structure.Solved> byUnknown = Stream.concat(solved.stream(), blocks.stream().flatMap(b -> b.members().stream()))
        .collect(Collectors.toMap(Structure.Solved::unknown, s -> s));
    while (!todo.isEmpty()) {
      String path = todo.remove(todo.size() - 1);
      if (!seen.add(path)) {
        continue;
      }
      if (definitions.containsKey(path)) {
        todo.addAll(Exprs.symbols(definitions.get(path)));
      } else if (byUnknown.containsKey(path)) {
        Structure.Solved equation = byUnknown.get(path);
        List.of(equation.residual(), equation.lower(), equation.upper()).forEach(e -> todo.addAll(Exprs.symbols(e)));
      }
    }
    return seen;
  }

  private Structure.Solved lower(Structure.Solved s) {
    return new Structure.Solved(s.constraint(), s.unknown(), lower(s.residual()), lower(s.lower()), lower(s.upper()), s.iteration(),
        s.span());
  }

  private Expr lower(Expr expr) {
    Expr inner = Exprs.mapParts(expr, this::lower);
    return inner instanceof Expr.Binary b && b.operator().isOrdering() && !Analyse.dependsOnlyOn(b, constants)
        ? new Expr.Mode(found.computeIfAbsent(b, key -> edge(b)))
        : inner;
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
