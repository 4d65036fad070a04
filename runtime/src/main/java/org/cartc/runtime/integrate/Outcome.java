package org.cartc.runtime.integrate;

/** How an integration ended. */
public sealed interface Outcome {
  /** The end was reached. */
  record Completed() implements Outcome {}

  /** The event of a condition stopped the run. */
  record Stopped(int condition, double time) implements Outcome {}

  /**
   * The run could not go on.
   *
   * @param reason why
   * @param time the last time that was reached
   * @param state the state at that time
   * @param parameters the parameters in force at that time
   * @param modes whether each condition held at that time
   * @param index the condition, constraint or state that the reason is about, or -1
   */
  record Failed(Reason reason, double time, double[] state, double[] parameters, boolean[] modes, int index) implements Outcome {}

  /** Why a run could not go on. */
  enum Reason {
    /** A derivative is not a number or infinite, however small the step. */
    NOT_A_NUMBER,
    /** The error of a step exceeds the tolerance, however small the step. */
    STEP_TOO_SMALL,
    /** The run needs more steps than {@link Integration#MOST_STEPS}, or more than fit in memory. */
    TOO_MANY_STEPS,
    /** At the start a constraint, or a block of them, has more than one solution in its brackets. */
    SEVERAL_SOLUTIONS,
    /** At the start the equations of a constraint do not determine its unknowns: their derivatives in them are singular. */
    SINGULAR_CONSTRAINT,
    /** There is no steady state to start from; the index is the state that changes fastest, -1 where rates read the time. */
    NO_STEADY_STATE,
    /** A condition switched more than a thousand times within a billionth of the run, or without leaving its threshold. */
    CHATTER
  }
}
