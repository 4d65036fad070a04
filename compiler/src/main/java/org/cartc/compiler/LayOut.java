package org.cartc.compiler;

import java.util.ArrayList;
import java.util.List;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Model;
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
    return new Layout(model.name(), model.time(), states, parameters, observed, conditions, constraints, blocks, 0, 0);
  }

  private static Layout.Condition condition(Structure.Edge edge) {
    return edge.event()
        .map(e -> new Layout.Condition(edge.name(), Layout.Condition.Kind.EVENT, e.rises(), e.once(), e.stops(), edge.holdsAtZero()))
        .orElse(new Layout.Condition(edge.name(), Layout.Condition.Kind.GUARD, false, false, false, edge.holdsAtZero()));
  }
}
