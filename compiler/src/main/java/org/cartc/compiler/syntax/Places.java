package org.cartc.compiler.syntax;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;

/** Where tokens and statements stand in a text. */
record Places(Source source) {
  private static final int SHOWN = 60;

  Span of(Token token) {
    int length = source.text().length();
    int start = Math.min(token.getStartIndex(), length);
    return new Span(source, start, Math.clamp(token.getStopIndex() + 1, start, length));
  }

  Span of(ParserRuleContext context) {
    return of(context.getStart()).to(of(context.getStop()));
  }

  /** The text between backquotes, shortened where it is too long for a sentence. */
  static String quoted(String text) {
    return "`" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "\u2026") + "`";
  }

  Span between(int start, int end) {
    return new Span(source, start, end);
  }
}
