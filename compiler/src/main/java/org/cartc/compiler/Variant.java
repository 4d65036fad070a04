package org.cartc.compiler;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cartc.compiler.structure.Structure;

/**
 * What a run changes in the structure of its model, without touching an equation.
 *
 * @param switches positions of switches that differ from the declared ones, by path
 * @param removed paths of mechanisms that are left out
 * @param attributed paths of compartments that are split by mechanism
 * @param scaled paths of mechanisms and rates that get a factor
 * @param iterations how a numerics block solves constraints, by the path of the constraint
 * @param free paths of parameters whose value the run gives, whatever the model says
 */
public record Variant(
    Map<String, Boolean> switches, Set<String> removed, List<String> attributed, List<String> scaled,
    Map<String, Structure.Iteration> iterations, Set<String> free) {
  /** The model as it was written. */
  public static final Variant PLAIN = new Variant(Map.of(), Set.of(), List.of(), List.of(), Map.of(), Set.of());

  public Variant {
    switches = Map.copyOf(switches);
    removed = Set.copyOf(removed);
    attributed = List.copyOf(attributed);
    scaled = List.copyOf(scaled);
    iterations = Map.copyOf(iterations);
    free = Set.copyOf(free);
  }
}
