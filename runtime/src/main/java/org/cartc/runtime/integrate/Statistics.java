package org.cartc.runtime.integrate;

import java.util.List;

/**
 * The work of an integration.
 *
 * @param accepted accepted steps
 * @param rejected rejected steps
 * @param rightHandSides right-hand sides evaluated by the method; reading a solution adds none
 * @param jacobians Jacobians evaluated by the method
 * @param factorisations matrices factorised
 * @param constraints the solutions that those right-hand sides needed, per constraint
 * @param switches the changes of method, in order of time; none unless the method is {@link Method.Automatic}, which begins explicit
 */
public record Statistics(
    int accepted, int rejected, long rightHandSides, long jacobians, long factorisations, List<ConstraintWork> constraints,
    List<Switch> switches) {
  public Statistics {
    constraints = List.copyOf(constraints);
    switches = List.copyOf(switches);
  }

  /** How often a constraint was solved, with how many iterations in all, and the most of one solution. */
  public record ConstraintWork(long solutions, long iterations, long most) {}

  /**
   * A change of method.
   *
   * @param time from when on
   * @param method the name of the method from then on: {@code tsit5} or {@code rodas5p}
   * @param reason why, in a clause
   */
  public record Switch(double time, String method, String reason) {}
}
