package org.cartc.runtime.model;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The names and sizes of a compiled system, in the order of their index.
 *
 * @param model the name of the model
 * @param time the unit of time
 * @param states the states
 * @param parameters the parameters, and behind those that the model declares one factor per mechanism that runs may scale
 * @param observed the observed quantities
 * @param conditions guards and events, in declared order
 * @param constraints the constraints that right-hand sides solve, one unknown each: those with a scalar equation, then those of blocks
 * @param blocks constraints that are solved together, in the order of their first constraint
 * @param constants the size of {@code c}
 * @param workspace the size of {@code w}
 * @param sums for every observed quantity the states that it is the sum of, added in this order: one for a state itself, none for what
 *     is no such sum
 */
public record Layout(
    String model, String time, List<Quantity> states, List<Parameter> parameters, List<Quantity> observed, List<Condition> conditions,
    List<Constraint> constraints, List<Block> blocks, int constants, int workspace, List<List<Integer>> sums) {
  /**
   * A named number that changes with time.
   *
   * @param path its full name
   * @param unit its unit as declared; empty when it has none of its own
   * @param doc what it is; may be empty
   */
  public record Quantity(String path, String unit, String doc) {}

  /** A named number that does not change with time, and its nominal value. */
  public record Parameter(String path, String unit, String doc, double nominal) {}

  /**
   * A condition whose edge is found.
   *
   * @param name its name or its text, for messages
   * @param kind what happens at the edge
   * @param rises for events: whether the edge counts when the function becomes positive ({@code true}) or negative
   * @param once for events: whether only the first edge counts
   * @param stops for events: whether the run ends there
   * @param holdsAtZero whether the condition holds where its function is zero; for events, after a jump onto zero and at the start: a
   *     continuous function that reaches zero has not crossed it yet
   */
  public record Condition(String name, Kind kind, boolean rises, boolean once, boolean stops, boolean holdsAtZero) {
    /** A guard switches its mode at every edge; an event has effects at edges of its direction. */
    public enum Kind {
      GUARD,
      EVENT
    }
  }

  /** A constraint and the unknown it determines. */
  public record Constraint(String name, String unknown) {}

  /**
   * Constraints that are solved together.
   *
   * @param first the number of the first of them; the others follow it
   * @param size how many there are, two or more
   */
  public record Block(int first, int size) {}

  /** A layout without blocks that knows of no sums but the states themselves. */
  public Layout(String model, String time, List<Quantity> states, List<Parameter> parameters, List<Quantity> observed,
      List<Condition> conditions, List<Constraint> constraints, int constants, int workspace) {
    this(model, time, states, parameters, observed, conditions, constraints, List.of(), constants, workspace,
        observed.stream().map(o -> IntStream.range(0, states.size()).filter(i -> states.get(i).path().equals(o.path())).boxed().toList())
            .toList());
  }

  public Layout {
    states = List.copyOf(states);
    parameters = List.copyOf(parameters);
    observed = List.copyOf(observed);
    conditions = List.copyOf(conditions);
    constraints = List.copyOf(constraints);
    blocks = List.copyOf(blocks);
    sums = List.copyOf(sums);
  }

  /** How many constraints have a scalar equation; those behind them belong to blocks. */
  public int scalars() {
    return blocks.isEmpty() ? constraints.size() : blocks.get(0).first();
  }

  /** Where in {@code w} the numbers lie that the solution of a block needs; blocks share them. */
  public int blockWork() {
    return scratch() + 1;
  }

  /** Where in {@code w} the warm start of a constraint lies. */
  public int warmStart(int constraint) {
    return conditions.size() + constraint;
  }

  /** Where in {@code w} the counters of a constraint begin: solutions, iterations, most iterations of one solution. */
  public int counters(int constraint) {
    return conditions.size() + constraints.size() + 3 * constraint;
  }

  /** Where in {@code w} the intermediate values begin. */
  public int scratch() {
    return conditions.size() + 4 * constraints.size();
  }

  /** The index of a state, or -1. */
  public int state(String path) {
    return index(states.stream().map(Quantity::path).toList(), path);
  }

  /** The index of a parameter, or -1. */
  public int parameter(String path) {
    return index(parameters.stream().map(Parameter::path).toList(), path);
  }

  private static int index(List<String> paths, String path) {
    return paths.indexOf(path);
  }

  /** The nominal values of all parameters, a new array. */
  public double[] nominal() {
    return parameters.stream().mapToDouble(Parameter::nominal).toArray();
  }
}
