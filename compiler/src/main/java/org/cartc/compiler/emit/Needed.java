package org.cartc.compiler.emit;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a method must compute for the nodes that it is asked for, and which of that it keeps because it is needed again. */
final class Needed {
  /** An expression of more operations than this is cut, so that no expression is deep. */
  private static final int LARGEST_EXPRESSION = 120;

  private final Graph graph;
  private final Set<Integer> given;
  private final boolean preparing;
  private final Map<Integer, Integer> uses = new HashMap<>();
  private final Map<Integer, Integer> weight = new HashMap<>();
  private final Set<Integer> reached = new TreeSet<>();
  private final Set<Integer> inputs = new HashSet<>();

  /**
   * @param wanted the nodes that are asked for, each as often as it is used
   * @param given nodes that lie in the workspace already
   * @param preparing whether constants of the trajectory are computed, rather than read
   */
  Needed(Graph graph, Collection<Integer> wanted, Set<Integer> given, boolean preparing) {
    this.graph = graph;
    this.given = given;
    this.preparing = preparing;
    reach(wanted);
    reached.forEach(this::weigh);
  }

  private void reach(Collection<Integer> wanted) {
    Deque<Integer> asked = new ArrayDeque<>(wanted);
    while (!asked.isEmpty()) {
      int node = asked.pop();
      uses.merge(node, 1, Integer::sum);
      if (!reached.add(node) || isGiven(node)) {
        continue;
      }
      graph.needs(node).forEach(asked::push);
      inputs.addAll(graph.inputs(node));
    }
  }

  private void weigh(int node) {
    int sum = 1;
    if (!isGiven(node)) {
      for (int part : graph.needs(node)) {
        sum += isKept(part) ? 1 : weight.get(part);
      }
    }
    weight.put(node, sum);
  }

  /** Whether a node is read from an array rather than computed: a leaf, a constant of the trajectory, or in the workspace already. */
  boolean isGiven(int node) {
    return Graph.isLeaf(graph.node(node)) || graph.isConstant(node) && !preparing || given.contains(node);
  }

  /** Whether a node's value is kept: it is needed again, its expression is large, or a constraint reads it. */
  boolean isKept(int node) {
    if (isGiven(node)) {
      return graph.node(node) instanceof Graph.Node.State && uses.get(node) > 1;
    }
    return uses.get(node) > 1 || graph.isSolver(node) || weight.get(node) > LARGEST_EXPRESSION
        || isInput(node);
  }

  /** Whether a constraint reads the node from the workspace. */
  boolean isInput(int node) {
    return inputs.contains(node);
  }

  /** The operations that computing the node takes where it is not kept. */
  int weight(int node) {
    return weight.get(node);
  }

  /** Everything that is reached, parts before wholes. */
  Set<Integer> reached() {
    return reached;
  }

  /** The kept nodes, parts before wholes. */
  List<Integer> kept() {
    return reached.stream().filter(this::isKept).toList();
  }
}
