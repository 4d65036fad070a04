package org.cartc.compiler.structure;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
 * @param derivatives the rate of change of every state
 * @param conditions the comparisons of guards and branches, then events, in declared order
 * @param constants the paths of what depends on parameters only, parameters included
 */
public record Structure(
    Model model, List<String> states, Map<String, Expr> definitions, List<Solved> solved, Map<String, Expr> derivatives,
    List<Edge> conditions, Set<String> constants) {
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
   * The iteration x &lt;- map(x) from start, until two iterates differ by at most the tolerance; evaluated as written.
   *
   * @param previous what counts as the iterate before the first; NaN for none
   */
  public record Iteration(Expr map, Expr start, Expr tolerance, Expr previous) {}

  /** A condition whose edge is found: {@code difference} is positive (or zero, if it holds at zero) where it holds. */
  public record Edge(String name, Expr difference, boolean holdsAtZero, Optional<Model.Event> event) {}
}
