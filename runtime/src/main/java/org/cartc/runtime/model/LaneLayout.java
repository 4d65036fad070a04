package org.cartc.runtime.model;

/**
 * The sizes of a system that is compiled for lanes.
 *
 * @param single the layout of the same system, one trajectory at a time
 * @param prepared the size of the array that {@link LaneEquations#prepare} fills
 * @param constants which of the prepared numbers the lanes read, in the order of their arrays
 * @param scratch the number of arrays for intermediate values
 */
public record LaneLayout(Layout single, int prepared, int[] constants, int scratch) {
  /** The number of states. */
  public int states() {
    return single.states().size();
  }

  /** The number of unknowns of constraints, which are carried behind the states. */
  public int carried() {
    return single.constraints().size();
  }

  /** The number of states and carried unknowns. */
  public int rows() {
    return states() + carried();
  }
}
