package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cartc.compiler.ir.Operator;

/**
 * What a method computes in every lane: nodes of its own, parts before wholes, made from a {@link Graph} for speed in lanes.
 *
 * <p>A solution is one Newton step from the carried prediction; divisions by the same number are multiplications by its reciprocal,
 * which for a constant is a constant. {@link Graph.Node.Parameter} stands for an array of constants, {@link Graph.Node.Trial} for a
 * carried prediction.
 */
final class LaneProgram {
  /** Where the value of a node goes. */
  record Sink(int node, int index) {}

  private final Graph graph;
  private final int states;
  private final Map<Integer, Integer> constants;
  private final Set<Integer> sharedDivisors = new HashSet<>();
  private final Map<Graph.Node, Integer> numbers = new HashMap<>();
  private final List<Graph.Node> nodes = new ArrayList<>();
  private final Map<Integer, Integer> lowered = new HashMap<>();
  private final List<Sink> sinks = new ArrayList<>();

  /**
   * @param states the number of states, behind which carried predictions lie
   * @param results nodes of the graph, by the row that they go to
   * @param constants the array of every constant node of the graph; added to
   */
  LaneProgram(Graph graph, int states, Map<Integer, Integer> results, Map<Integer, Integer> constants) {
    this.graph = graph;
    this.states = states;
    this.constants = constants;
    Map<Integer, Integer> divisors = new LinkedHashMap<>();
    Set<Integer> seen = new HashSet<>();
    results.values().forEach(node -> countDivisors(node, divisors, seen));
    divisors.forEach((node, count) -> {
      if (count > 1) {
        sharedDivisors.add(node);
      }
    });
    results.forEach((row, node) -> sinks.add(new Sink(lower(node), row)));
  }

  Graph.Node node(int number) {
    return nodes.get(number);
  }

  int size() {
    return nodes.size();
  }

  int states() {
    return states;
  }

  List<Sink> sinks() {
    return sinks;
  }

  /** The step of Newton's method for a constraint: its residual over its slope, nodes of the graph. */
  private int newtonStep(int constraint) {
    List<Integer> functions = graph.constraint(constraint).functions();
    return graph.quotient(functions.get(0), functions.get(1));
  }

  private List<Integer> parts(int node) {
    return graph.node(node) instanceof Graph.Node.Solution s ? List.of(newtonStep(s.constraint())) : Graph.parts(graph.node(node));
  }

  private void countDivisors(int node, Map<Integer, Integer> divisors, Set<Integer> seen) {
    if (graph.isConstant(node) || !seen.add(node)) {
      return;
    }
    if (graph.node(node) instanceof Graph.Node.Binary b && b.operator() == Operator.DIVIDE) {
      divisors.merge(b.right(), 1, Integer::sum);
    }
    parts(node).forEach(part -> countDivisors(part, divisors, seen));
  }

  private int lower(int node) {
    Integer known = lowered.get(node);
    if (known == null) {
      known = add(graph.isConstant(node) ? constant(node) : variable(node));
      lowered.put(node, known);
    }
    return known;
  }

  private Graph.Node constant(int node) {
    return graph.node(node) instanceof Graph.Node.Number n ? n
        : new Graph.Node.Parameter(constants.computeIfAbsent(node, k -> constants.size()));
  }

  private Graph.Node variable(int node) {
    return switch (graph.node(node)) {
      case Graph.Node.Solution s -> new Graph.Node.Binary(Operator.SUBTRACT, add(new Graph.Node.Trial(s.constraint())),
          lower(newtonStep(s.constraint())));
      case Graph.Node.Binary b when b.operator() == Operator.DIVIDE -> quotient(b);
      case Graph.Node.Binary b -> new Graph.Node.Binary(b.operator(), lower(b.left()), lower(b.right()));
      case Graph.Node.Negate n -> new Graph.Node.Negate(lower(n.operand()));
      case Graph.Node.Not n -> new Graph.Node.Not(lower(n.operand()));
      case Graph.Node.Call c -> new Graph.Node.Call(c.function(), c.arguments().stream().map(this::lower).toList());
      case Graph.Node.Choice c -> new Graph.Node.Choice(lower(c.condition()), lower(c.then()), lower(c.otherwise()));
      case Graph.Node.Number n -> n;
      case Graph.Node.Time t -> t;
      case Graph.Node.State s -> s;
      case Graph.Node.Parameter p -> throw new IllegalStateException("a parameter varies");
      case Graph.Node.Mode m -> m;
      case Graph.Node.Trial t -> t;
    };
  }

  private Graph.Node quotient(Graph.Node.Binary b) {
    int one = graph.number(1);
    if (graph.isConstant(b.right())) {
      return new Graph.Node.Binary(Operator.MULTIPLY, lower(b.left()), lower(graph.quotient(one, b.right())));
    }
    int dividend = lower(b.left());
    int divisor = lower(b.right());
    if (sharedDivisors.contains(b.right()) && b.left() != one) {
      int reciprocal = add(new Graph.Node.Binary(Operator.DIVIDE, lower(one), divisor));
      return new Graph.Node.Binary(Operator.MULTIPLY, dividend, reciprocal);
    }
    return new Graph.Node.Binary(Operator.DIVIDE, dividend, divisor);
  }

  private int add(Graph.Node node) {
    return numbers.computeIfAbsent(node, n -> {
      nodes.add(n);
      return nodes.size() - 1;
    });
  }
}
