package org.cartc.compiler.format;

import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/**
 * A line of a file, before it is laid out.
 *
 * @param indent how many steps of indentation stand before it
 * @param begins whether a statement begins with it
 * @param spaced whether an empty line stands before it
 * @param tokens what it says; empty for a line that is a comment only
 * @param comment the comment at its end
 */
record Line(int indent, boolean begins, boolean spaced, List<Token> tokens, Optional<String> comment) {
  static final int STEP = 2;

  boolean isComment() {
    return tokens.isEmpty();
  }

  String margin() {
    return " ".repeat(STEP * indent);
  }
}
