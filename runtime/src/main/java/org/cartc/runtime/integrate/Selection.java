package org.cartc.runtime.integrate;

import java.util.Optional;
import java.util.function.Supplier;

/** Which method takes the next step. */
sealed interface Selection {
  /** The step of the method in use. */
  Step step();

  /** After an accepted step of a size: whether another method takes over. */
  boolean changes(double size);

  /** One method throughout. */
  record Single(Step step) implements Selection {
    @Override
    public boolean changes(double size) {
      return false;
    }
  }

  /**
   * An explicit method while accuracy bounds its steps, a stiff one while stability would. Counts as in Hairer's DOPRI5: a step at the
   * bound of stability is a vote, some steps in a row well below it annul the votes. Every return to the explicit method doubles the
   * number of votes that the next return needs.
   */
  final class Automatic implements Selection {
    static final double LIMITED = 0.9;
    private static final double FREE = 0.8;
    static final int VOTES = 15;
    static final int ANNULLING = 6;
    private static final int RETURN_VOTES = 4;
    private static final int MOST_VOTES = 1 << 20;

    private final Run run;
    private final TsitourasStep explicit;
    private final Supplier<Optional<RosenbrockStep>> differentiated;
    private Optional<RosenbrockStep> stiff = Optional.empty();
    private boolean explicitOnly;
    private boolean isStiff;
    private int votes;
    private int against;
    private int returnVotes = RETURN_VOTES;

    /** @param differentiated yields the stiff method when it is first needed, if there is one for the equations */
    Automatic(Run run, TsitourasStep explicit, Supplier<Optional<RosenbrockStep>> differentiated) {
      this.run = run;
      this.explicit = explicit;
      this.differentiated = differentiated;
    }

    @Override
    public Step step() {
      return isStiff ? stiff.orElseThrow() : explicit;
    }

    @Override
    public boolean changes(double size) {
      if (explicitOnly) {
        return false;
      }
      double ratio = (isStiff ? stiff.orElseThrow().eigenvalue(size) : explicit.eigenvalue(size)) / TsitourasStep.STABLE;
      boolean changes = isStiff ? leaves(ratio) : enters(ratio) && isPossible();
      if (changes) {
        run.switches.add(new Statistics.Switch(run.t, isStiff ? "tsit5" : "rodas5p", reason(ratio)));
        isStiff = !isStiff;
        votes = 0;
        against = 0;
      }
      return changes;
    }

    private boolean isPossible() {
      stiff = stiff.or(differentiated);
      explicitOnly = stiff.isEmpty();
      return !explicitOnly;
    }

    private boolean enters(double ratio) {
      if (ratio > LIMITED) {
        against = 0;
        votes++;
      } else if (++against == ANNULLING) {
        votes = 0;
      }
      return votes >= VOTES;
    }

    private boolean leaves(double ratio) {
      votes = ratio < FREE ? votes + 1 : 0;
      boolean leaves = votes >= returnVotes;
      if (leaves) {
        returnVotes = Math.min(2 * returnVotes, MOST_VOTES);
      }
      return leaves;
    }

    private String reason(double ratio) {
      return isStiff ? "the explicit method would be stable at the same step"
          : "stability bounds the explicit step: h times the largest eigenvalue is " + Math.round(100 * ratio) + " % of its bound";
    }
  }
}
