package org.cartc.compiler.unit;

/**
 * The unit that a whole expression must have, and why.
 *
 * @param name the path of what is set or changed
 */
record Target(Unit unit, String name, Reason reason) {
  /** What the expression is for. */
  enum Reason {
    BALANCE(""),
    VALUE("the value"),
    INITIAL("the initial value"),
    BOUND("a bound"),
    SETTING("the value at the event");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }
}
