package org.cartc.runtime.integrate;

import java.util.List;

/**
 * The work of an integration.
 *
 * @param accepted accepted steps
 * @param rejected rejected steps
 * @param rightHandSides right-hand sides evaluated by the method; reading a solution adds none
 * @param constraints the solutions that those right-hand sides needed, per constraint
 */
public record Statistics(int accepted, int rejected, long rightHandSides, List<ConstraintWork> constraints) {
  public Statistics {
    constraints = List.copyOf(constraints);
  }

  /** How often a constraint was solved, with how many iterations in all, and the most of one solution. */
  public record ConstraintWork(long solutions, long iterations, long most) {}
}
