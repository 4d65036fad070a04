package org.cartc.compiler.emit;

import java.util.Set;

/** What derivatives are taken in. */
public sealed interface Variable {
  /** How it is named in the names of derivatives. */
  String name();

  String unit();

  /** A parameter; derivatives are zero if the structure has none of that path. */
  record Parameter(String name, String unit, String path) implements Variable {}

  /** An initial value, from which these states start. */
  record Initial(String name, String unit, Set<String> states) implements Variable {
    public Initial {
      states = Set.copyOf(states);
    }
  }

  /** The name of the derivative of a quantity. */
  default String derivative(String of) {
    return "d(" + of + ")/d(" + name() + ")";
  }
}
