package org.cartc.compiler.syntax;

import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Pair;

/** Tokens that are put in where the text has a fault with one likely meaning, so that reading can go on. */
final class Repair {
  private Repair() {}

  /** A token of that type and text in the place of {@code first} to {@code last}. */
  static Token replace(Token first, Token last, int type, String text) {
    CommonToken token = new CommonToken(
        new Pair<>(first.getTokenSource(), first.getInputStream()), type, Token.DEFAULT_CHANNEL, first.getStartIndex(),
        last.getStopIndex());
    token.setLine(first.getLine());
    token.setCharPositionInLine(first.getCharPositionInLine());
    token.setText(text);
    return token;
  }

  /** A token of no length behind {@code token}. */
  static Token behind(Token token, int type, String text) {
    CommonToken added = (CommonToken) replace(token, token, type, text);
    added.setStartIndex(token.getStopIndex() + 1);
    added.setStopIndex(token.getStopIndex());
    return added;
  }
}
