package org.cartc.compiler.unit;

import java.util.List;

/** What the text between square brackets says: a unit, the wish that the compiler infer one, or nothing that could be read. */
public sealed interface UnitReading {
  /** A unit. */
  record Known(Unit unit) implements UnitReading {}

  /** {@code [?]}: the unit is to be inferred and printed. */
  record Inferred() implements UnitReading {}

  /**
   * Not a unit.
   *
   * @param offset where in the text the fault begins
   * @param length how many characters it has; 0 where something is missing
   * @param message one sentence without a full stop
   * @param suggestions whole texts between the brackets that would be read, the likeliest first; may be empty
   */
  record Refused(int offset, int length, String message, List<String> suggestions) implements UnitReading {
    public Refused {
      suggestions = List.copyOf(suggestions);
    }
  }
}
