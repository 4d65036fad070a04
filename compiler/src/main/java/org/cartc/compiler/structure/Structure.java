package org.cartc.compiler.structure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.source.Span;

/**
 * A model whose equations are sorted: what is integrated, what is computed from it, and what must be solved for.
 *
 * @param states the paths of what is integrated
 * @param definitions what is computed, by path: derived quantities, rates and unknowns that have an explicit solution; each behind
 *     those that it needs, free of cycles but for those through the unknown of a solved constraint
 * @param solved the scalar constraints that are solved at every evaluation, in an order in which each needs earlier ones only
 * @param blocks the constraints that must be solved together, in an order in which each block needs earlier ones only; scalar
 *     constraints and blocks may read each other's unknowns without a cycle
 * @param derivatives the rate of change of every state
 * @param conditions the comparisons of guards and branches, then events, in declared order
 * @param constants the paths of what depends on parameters only, parameters included
 */
public record Structure(
    Model model, List<String> states, Map<String, Expr> definitions, List<Solved> solved, List<Block> blocks,
    Map<String, Expr> derivatives, List<Edge> conditions, Set<String> constants) {
  /**
   * A constraint with one unknown.
   *
   * @param residual zero where the constraint holds; what depends on the unknown is written out, so that it depends on the unknown
   *     by its symbol only
   * @param iteration how a numerics block wants it solved; else by a safeguarded Newton method
   */
  public record Solved(String constraint, String unknown, Expr residual, Expr lower, Expr upper, Optional<Iteration> iteration,
      Span span) {}

  /**
   * Constraints whose unknowns depend on each other.
   *
   * @param members one per unknown, each with an equation of its own, in which derived quantities are not written out
   */
  public record Block(List<Solved> members) {
    public Block {
      members = List.copyOf(members);
    }

    /** The paths of the unknowns. */
    public List<String> unknowns() {
      return members.stream().map(Solved::unknown).toList();
    }
  }

  /** Everything that is solved, in the order of the layout: scalar constraints, then those of the blocks. */
  public List<Solved> allSolved() {
    return Stream.concat(solved.stream(), blocks.stream().flatMap(b -> b.members().stream())).toList();
  }

  /**
   * The iteration x &lt;- map(x) from start, until two iterates differ by at most the tolerance; evaluated as written.
   *
   * @param previous what counts as the iterate before the first; NaN for none
   */
  public record Iteration(Expr map, Expr start, Expr tolerance, Expr previous) {}

  /** A condition whose edge is found: {@code difference} is positive (or zero, if it holds at zero) where it holds. */
  public record Edge(String name, Expr difference, boolean holdsAtZero, Optional<Model.Event> event) {}
}
