package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.constraint.CoupledNewton;
import org.cartc.runtime.model.Layout;

/**
 * The nodes of constraints that are solved together.
 *
 * @param functions what depends on trial values of the unknowns: the residuals, then their derivatives, equation by equation
 * @param bounds lower and upper bound of each unknown in turn
 * @param inputs what the functions read besides trial values, states, parameters and numbers
 */
record Coupling(List<Integer> functions, List<Integer> bounds, List<Integer> inputs) {

  /** @param first the number of the block's first constraint in the layout */
  static Coupling of(Graph graph, Structure structure, int block, int first) {
    List<Structure.Solved> members = structure.blocks().get(block).members();
    List<Integer> bounds = members.stream().flatMap(m -> List.of(graph.of(m.lower()), graph.of(m.upper())).stream()).toList();
    Map<String, Integer> trial = new HashMap<>();
    for (Structure.Solved member : members) {
      trial.put(member.unknown(), graph.guess(first + trial.size()));
    }
    List<Integer> guesses = members.stream().map(m -> trial.get(m.unknown())).toList();
    ToIntFunction<String> symbols = path -> trial.containsKey(path) ? trial.get(path) : graph.named(path);
    for (String path : dependent(structure, members)) {
      trial.put(path, graph.of(structure.definitions().get(path), symbols));
    }
    List<Integer> functions = new ArrayList<>(members.stream().map(m -> graph.of(m.residual(), symbols)).toList());
    Derivatives derivatives = new Derivatives(graph, structure);
    for (int residual : List.copyOf(functions)) {
      guesses.forEach(guess -> functions.add(derivatives.of(residual, guess)));
    }
    Set<Integer> inputs = new TreeSet<>();
    Set<Integer> seen = new HashSet<>();
    functions.forEach(f -> graph.collectInputs(f, seen, inputs));
    return new Coupling(List.copyOf(functions), bounds, List.copyOf(inputs));
  }

  /** The definitions that the equations read and that depend on the unknowns, each behind those that it needs. */
  private static Set<String> dependent(Structure structure, List<Structure.Solved> members) {
    Set<String> read = new HashSet<>();
    List<String> open = new ArrayList<>();
    members.forEach(m -> open.addAll(Exprs.symbols(m.residual())));
    while (!open.isEmpty()) {
      String path = open.removeLast();
      Expr definition = structure.definitions().get(path);
      if (read.add(path) && definition != null) {
        open.addAll(Exprs.symbols(definition));
      }
    }
    Set<String> unknowns = new HashSet<>(members.stream().map(Structure.Solved::unknown).toList());
    Set<String> dependent = new LinkedHashSet<>();
    structure.definitions().forEach((path, value) -> {
      if (read.contains(path) && Exprs.symbols(value).stream().anyMatch(s -> unknowns.contains(s) || dependent.contains(s))) {
        dependent.add(path);
      }
    });
    return dependent;
  }

  /** The places in {@code w} behind {@link Layout#scratch} that blocks need: one for slopes, room for a solution, then the inverses. */
  static int reserved(Layout layout) {
    return inverse(layout, layout.blocks().size()) - layout.scratch();
  }

  /** Where in {@code w} the inverse of a block's matrix lies. */
  static int inverse(Layout layout, int block) {
    int room = layout.blocks().stream().mapToInt(b -> CoupledNewton.room(b.size())).max().orElse(0);
    return layout.blockWork() + room + layout.blocks().subList(0, block).stream().mapToInt(b -> b.size() * b.size()).sum();
  }
}
