package org.cartc.compiler.emit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.structure.Structure;

/**
 * The nodes of forward sensitivities: for S = dy/dv the derivative of a node is that in the states times S, and that in the variable. What is
 * written of derivatives in states is shared by all variables; each variable adds a product per place of the Jacobian. Without variables
 * there is nothing to add.
 */
public final class Sensitive {
  private static final String TIME = "time";

  private final Graph graph;
  private final Structure structure;
  private final Derivatives derivatives;
  private final List<Variable> variables;
  private final List<String> driven;

  /**
   * @param structure one that was {@link #prepared}
   * @param driven the paths of parameters that may change with the variables
   */
  Sensitive(Graph graph, Structure structure, Derivatives derivatives, List<Variable> variables, List<String> driven) {
    this.graph = graph;
    this.structure = structure;
    this.derivatives = derivatives;
    this.variables = variables;
    this.driven = driven;
  }

  /**
   * A structure in which every variable is a parameter: one that follows from others gets a parameter that is added to it. At the end stand
   * the derivatives of driven parameters and of the times of jumps.
   */
  public static Structure prepared(Structure structure, List<Variable> variables, List<String> driven) {
    List<Model.Parameter> parameters = new ArrayList<>(structure.model().parameters());
    Map<String, Expr> definitions = new LinkedHashMap<>(structure.definitions());
    for (Variable variable : variables) {
      if (variable instanceof Variable.Parameter p && structure.model().parameter(p.path()).isEmpty()
          && definitions.containsKey(p.path())) {
        definitions.computeIfPresent(p.path(), (path, value) -> Expr.add(value, Expr.symbol(change(p))));
        parameters.add(hidden(structure, change(p), p.unit()));
      }
    }
    Stream.concat(driven.stream(), Stream.of(TIME))
        .forEach(path -> variables.forEach(v -> parameters.add(hidden(structure, v.derivative(path), ""))));
    return new Structure(structure.model().withParameters(parameters), structure.states(), definitions, structure.solved(),
        structure.blocks(), structure.derivatives(), structure.conditions(), structure.constants());
  }

  private static Model.Parameter hidden(Structure structure, String path, String unit) {
    return new Model.Parameter(path, "", unit, Expr.ZERO, Optional.empty(), "", "", structure.model().span());
  }

  private static String change(Variable.Parameter parameter) {
    return "d(" + parameter.path() + ")";
  }

  int variables() {
    return variables.size();
  }

  private int stateCount() {
    return structure.states().size();
  }

  /** The leaf of the derivative of a state. */
  private int sensitivity(int variable, int state) {
    return graph.state(stateCount() * (1 + variable) + state);
  }

  /** The nodes, then their derivatives in each variable. */
  List<Integer> withDerivatives(List<Integer> nodes) {
    List<Integer> all = new ArrayList<>(nodes);
    for (int j = 0; j < variables.size(); j++) {
      for (int node : nodes) {
        all.add(derivative(node, j));
      }
    }
    return all;
  }

  /** The derivative of a node along a solution in a variable, at a fixed time. */
  private int derivative(int node, int variable) {
    if (graph.node(node) instanceof Graph.Node.Number n && Double.isNaN(n.value())) {
      return node;
    }
    int sum = explicit(node, variable);
    for (int i = 0; i < stateCount(); i++) {
      sum = derivatives.sum(sum, derivatives.product(derivatives.of(node, graph.state(i)), sensitivity(variable, i)));
    }
    return sum;
  }

  /** The derivative of a node in a variable at fixed states: by itself, and by the parameters that it drives. */
  private int explicit(int node, int variable) {
    int sum = graph.number(0);
    if (variables.get(variable) instanceof Variable.Parameter p) {
      Optional<Integer> leaf = structure.model().parameter(p.path()).map(q -> graph.named(q.path()))
          .or(() -> structure.model().parameter(change(p)).map(q -> graph.named(q.path())));
      sum = leaf.map(l -> derivatives.of(node, l)).orElse(sum);
    }
    for (String path : driven) {
      int by = derivatives.of(node, graph.named(path));
      sum = derivatives.sum(sum, derivatives.product(by, graph.named(variables.get(variable).derivative(path))));
    }
    return sum;
  }

  /** Initial values, then their derivatives. */
  List<Integer> initial(List<Integer> nodes) {
    List<Integer> all = new ArrayList<>(nodes);
    for (int j = 0; j < variables.size(); j++) {
      for (int i = 0; i < stateCount(); i++) {
        String state = structure.states().get(i);
        all.add(variables.get(j) instanceof Variable.Initial start && start.states().contains(state)
            ? graph.number(1) : explicit(nodes.get(i), j));
      }
    }
    return all;
  }

  /** For every condition its rate of change along the solution, then its derivatives. */
  List<Integer> edges(List<Integer> conditions, List<Integer> slopes) {
    List<Integer> all = new ArrayList<>();
    for (int condition : conditions) {
      int rate = derivatives.of(condition, graph.time());
      for (int i = 0; i < stateCount(); i++) {
        rate = derivatives.sum(rate, derivatives.product(derivatives.of(condition, graph.state(i)), slopes.get(i)));
      }
      all.add(rate);
      for (int j = 0; j < variables.size(); j++) {
        all.add(derivative(condition, j));
      }
    }
    return all;
  }

  /** What an event sets, then the derivatives of that: a time in it moves with the jump. */
  List<Body.Sink> effects(List<Body.Sink> sinks) {
    List<Body.Sink> all = new ArrayList<>(sinks);
    for (int j = 0; j < variables.size(); j++) {
      for (Body.Sink sink : sinks) {
        int moving = derivatives.product(derivatives.of(sink.node(), graph.time()), graph.named(variables.get(j).derivative(TIME)));
        all.add(new Body.Sink(derivatives.sum(derivative(sink.node(), j), moving), stateCount() * (1 + j) + sink.index()));
      }
    }
    return all;
  }
}
