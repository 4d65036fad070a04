package org.cartc.compiler;

import java.util.ArrayList;
import java.util.List;
import org.cartc.compiler.emit.Variable;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.structure.Structure;
import org.cartc.compiler.unit.Unit;
import org.cartc.compiler.unit.UnitReading;
import org.cartc.runtime.model.Layout;

/** Gives the quantities of a structure their places. */
public final class LayOut {
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

  /** The layout of a structure that is prepared for variables: states and observed quantities, then their derivatives in each variable. */
  static Layout sensitive(Structure prepared, List<Layout.Quantity> observed, List<Variable> variables) {
    Layout names = names(prepared, observed);
    return new Layout(names.model(), names.time(), withDerivatives(names.states(), variables), names.parameters(),
        withDerivatives(observed, variables), names.conditions(), names.constraints(), 0, 0);
  }

  private static List<Layout.Quantity> withDerivatives(List<Layout.Quantity> quantities, List<Variable> variables) {
    List<Layout.Quantity> all = new ArrayList<>(quantities);
    variables.forEach(v -> quantities.forEach(q -> all.add(
        new Layout.Quantity(v.derivative(q.path()), quotient(q.unit(), v.unit()), ""))));
    return all;
  }

  /** The unit of a derivative; empty where one of the units is not known. */
  public static String quotient(String unit, String of) {
    return Unit.parse(unit.isEmpty() ? "1" : unit) instanceof UnitReading.Known a
        && Unit.parse(of.isEmpty() ? "1" : of) instanceof UnitReading.Known b
            ? a.unit().per(b.unit()).text() : "";
  }

  private static Layout.Condition condition(Structure.Edge edge) {
    return edge.event()
        .map(e -> new Layout.Condition(edge.name(), Layout.Condition.Kind.EVENT, e.rises(), e.once(), e.stops(), edge.holdsAtZero()))
        .orElse(new Layout.Condition(edge.name(), Layout.Condition.Kind.GUARD, false, false, false, edge.holdsAtZero()));
  }
}
