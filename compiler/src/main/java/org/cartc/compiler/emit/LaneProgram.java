package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cartc.compiler.ir.Operator;

/**
 * What a method computes in every lane: nodes of its own, parts before wholes, made from a {@link Graph} for speed in lanes.
 *
 * <p>A solution is a fixed number of Newton steps from the carried prediction; divisions by the same number are multiplications by its reciprocal,
 * which for a constant is a constant. {@link Graph.Node.Parameter} stands for an array of constants, {@link Graph.Node.Trial} for a
 * carried prediction.
 */
final class LaneProgram {
  /** Where the value of a node goes. */
  record Sink(int node, int index) {}

  private final Graph graph;
  private final int states;
  private final int iterations;
  private final Map<Integer, Integer> slopes;
  private final Map<Integer, Integer> constants;
  private final Set<Integer> sharedDivisors = new HashSet<>();
  private final Map<Graph.Node, Integer> numbers = new HashMap<>();
  private final List<Graph.Node> nodes = new ArrayList<>();
  private Map<Integer, Integer> lowered = new HashMap<>();
  private final Map<Integer, Integer> trials = new HashMap<>();
  private final Map<Integer, Integer> solutions = new HashMap<>();
  private final Map<Integer, Integer> lastSlopes = new HashMap<>();
  private final Set<Integer> live = new TreeSet<>();
  private final List<Sink> sinks = new ArrayList<>();

  /**
   * @param states the number of states, behind which carried predictions lie
   * @param results nodes of the graph, by the row that they go to
   * @param iterations how many Newton steps a solution is away from its prediction
   * @param slopes nodes of the graph that are the slope of a constraint at its solution: the one of the last Newton step is near enough
   * @param constants the array of every constant node of the graph; added to
   */
  LaneProgram(Graph graph, int states, Map<Integer, Integer> results, int iterations,
      Map<Integer, Integer> slopes, Map<Integer, Integer> constants) {
    this.graph = graph;
    this.states = states;
    this.iterations = iterations;
    this.slopes = slopes;
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
    sinks.forEach(sink -> reach(sink.node()));
  }

  private void reach(int node) {
    if (live.add(node)) {
      Graph.parts(nodes.get(node)).forEach(this::reach);
    }
  }

  Graph.Node node(int number) {
    return nodes.get(number);
  }

  /** The nodes that are needed, parts before wholes. */
  Set<Integer> live() {
    return live;
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
      known = graph.isConstant(node) ? add(constant(node)) : slopes.containsKey(node) ? slope(slopes.get(node)) : variable(node);
      lowered.put(node, known);
    }
    return known;
  }

  private int slope(int constraint) {
    solution(constraint);
    return lastSlopes.get(constraint);
  }

  private int solution(int constraint) {
    Integer known = solutions.get(constraint);
    if (known == null) {
      known = add(new Graph.Node.Trial(constraint));
      for (int i = 0; i < iterations; i++) {
        known = newton(constraint, known);
      }
      solutions.put(constraint, known);
    }
    return known;
  }

  /** One Newton step from a trial value; what does not depend on it becomes the nodes that are there already. */
  private int newton(int constraint, int trial) {
    Map<Integer, Integer> outside = lowered;
    lowered = new HashMap<>();
    trials.put(constraint, trial);
    int step = lower(newtonStep(constraint));
    lastSlopes.put(constraint, lower(graph.constraint(constraint).functions().get(1)));
    trials.remove(constraint);
    lowered = outside;
    return sum(trial, negated(step));
  }

  private Graph.Node constant(int node) {
    return graph.node(node) instanceof Graph.Node.Number n ? n
        : new Graph.Node.Parameter(constants.computeIfAbsent(node, k -> constants.size()));
  }

  private int variable(int node) {
    return switch (graph.node(node)) {
      case Graph.Node.Solution s -> solution(s.constraint());
      case Graph.Node.Coupled b -> throw new IllegalStateException("blocks have no lanes");
      case Graph.Node.Binary b -> binary(b);
      case Graph.Node.Negate n -> negated(lower(n.operand()));
      case Graph.Node.Not n -> add(new Graph.Node.Not(lower(n.operand())));
      case Graph.Node.Call c -> add(new Graph.Node.Call(c.function(), c.arguments().stream().map(this::lower).toList()));
      case Graph.Node.Choice c -> add(new Graph.Node.Choice(lower(c.condition()), lower(c.then()), lower(c.otherwise())));
      case Graph.Node.Number n -> add(n);
      case Graph.Node.Time t -> add(t);
      case Graph.Node.State s -> add(s);
      case Graph.Node.Parameter p -> throw new IllegalStateException("a parameter varies");
      case Graph.Node.Mode m -> add(m);
      case Graph.Node.Trial t -> trials.containsKey(t.constraint()) ? trials.get(t.constraint()) : add(t);
    };
  }

  private int binary(Graph.Node.Binary b) {
    return switch (b.operator()) {
      case ADD -> sum(lower(b.left()), lower(b.right()));
      case SUBTRACT -> sum(lower(b.left()), negated(lower(b.right())));
      case MULTIPLY -> product(lower(b.left()), lower(b.right()));
      case DIVIDE -> quotient(b);
      case POWER, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, EQUAL, NOT_EQUAL, AND, OR ->
          add(new Graph.Node.Binary(b.operator(), lower(b.left()), lower(b.right())));
    };
  }

  private int quotient(Graph.Node.Binary b) {
    int one = graph.number(1);
    int divisor = b.right();
    if (graph.isConstant(divisor)) {
      return product(lower(b.left()), lower(graph.quotient(one, divisor)));
    }
    if (sharedDivisors.contains(divisor) && b.left() != one) {
      return product(lower(b.left()), add(new Graph.Node.Binary(Operator.DIVIDE, lower(one), lower(divisor))));
    }
    return add(new Graph.Node.Binary(Operator.DIVIDE, lower(b.left()), lower(divisor)));
  }

  private boolean isNegated(int node) {
    return nodes.get(node) instanceof Graph.Node.Negate;
  }

  /** The negative; signs travel outwards to where a subtraction takes them, which changes no bit of a result. */
  private int negated(int node) {
    return nodes.get(node) instanceof Graph.Node.Negate n ? n.operand() : add(new Graph.Node.Negate(node));
  }

  private int sum(int left, int right) {
    if (isNegated(left) && isNegated(right)) {
      return negated(sum(negated(left), negated(right)));
    }
    return isNegated(right) ? add(new Graph.Node.Binary(Operator.SUBTRACT, left, negated(right)))
        : isNegated(left) ? add(new Graph.Node.Binary(Operator.SUBTRACT, right, negated(left)))
            : add(new Graph.Node.Binary(Operator.ADD, left, right));
  }

  private int product(int left, int right) {
    if (isNegated(left)) {
      return negated(product(negated(left), right));
    }
    return isNegated(right) ? negated(product(left, negated(right))) : add(new Graph.Node.Binary(Operator.MULTIPLY, left, right));
  }

  private int add(Graph.Node node) {
    return numbers.computeIfAbsent(node, n -> {
      nodes.add(n);
      return nodes.size() - 1;
    });
  }
}
