package org.cartc.compiler;

import java.util.ArrayList;
import java.util.List;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.model.Layout;

/** Gives the quantities of a structure their places. */
final class LayOut {
  private LayOut() {}

  /** The layout without its sizes, which emission finds. */
  static Layout names(Structure structure, List<Layout.Quantity> observed) {
    Model model = structure.model();
    Evaluate numbers = new Evaluate(leaf -> Double.NaN);
    List<Layout.Quantity> states = model.compartments().stream().map(c -> new Layout.Quantity(c.path(), c.unit(), c.doc())).toList();
    List<Layout.Parameter> parameters = model.parameters().stream()
        .map(p -> new Layout.Parameter(p.path(), p.unit(), p.doc(), numbers.value(p.value()))).toList();
    List<Layout.Condition> conditions = structure.conditions().stream().map(LayOut::condition).toList();
    List<Layout.Constraint> constraints = structure.allSolved().stream()
        .map(s -> new Layout.Constraint(s.constraint(), s.unknown())).toList();
    List<Layout.Block> blocks = new ArrayList<>();
    int first = structure.solved().size();
    for (Structure.Block block : structure.blocks()) {
      blocks.add(new Layout.Block(first, block.members().size()));
      first += block.members().size();
    }
    List<String> paths = states.stream().map(Layout.Quantity::path).toList();
    List<List<Integer>> sums = observed.stream().map(o -> {
      List<Integer> summed = new ArrayList<>();
      return isSum(Expr.symbol(o.path()), structure, paths, summed) ? summed : List.<Integer>of();
    }).toList();
    return new Layout(model.name(), model.time(), states, parameters, observed, conditions, constraints, blocks, 0, 0, sums);
  }

  /** Whether an expression adds states from left to right, as it is computed; collects them. */
  private static boolean isSum(Expr expression, Structure structure, List<String> states, List<Integer> summed) {
    if (expression instanceof Expr.Binary b && b.operator() == Operator.ADD) {
      return isSum(b.left(), structure, states, summed) && b.right() instanceof Expr.Symbol s && states.contains(s.path())
          && summed.add(states.indexOf(s.path()));
    }
    if (!(expression instanceof Expr.Symbol symbol)) {
      return false;
    }
    Expr definition = structure.definitions().get(symbol.path());
    return states.contains(symbol.path()) ? summed.add(states.indexOf(symbol.path()))
        : definition != null && isSum(definition, structure, states, summed);
  }

  private static Layout.Condition condition(Structure.Edge edge) {
    return edge.event()
        .map(e -> new Layout.Condition(edge.name(), Layout.Condition.Kind.EVENT, e.rises(), e.once(), e.stops(), edge.holdsAtZero()))
        .orElse(new Layout.Condition(edge.name(), Layout.Condition.Kind.GUARD, false, false, false, edge.holdsAtZero()));
  }
}
