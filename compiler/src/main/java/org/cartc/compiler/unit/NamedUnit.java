package org.cartc.compiler.unit;

import java.util.Optional;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.source.Span;

/**
 * A named quantity and what its declaration says of its unit.
 *
 * @param word the word that begins the declaration
 * @param span the place of the name
 * @param text the unit as written, empty for none
 * @param value what the name is set to, if it is set to one expression
 */
record NamedUnit(String path, Word word, Span span, String text, Optional<Expr> value) {
  /** The kinds of named quantities. */
  enum Word {
    COMPARTMENT("compartment"),
    PARAMETER("param"),
    LET("let"),
    RATE("rate"),
    UNKNOWN("solve"),
    SWITCH("switch");

    private final String text;

    Word(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  boolean isInferred() {
    return text.isEmpty() && (word == Word.LET || word == Word.RATE);
  }

  /** Whether its declaration says {@code [?]}. */
  boolean isAsked() {
    return text.strip().equals("?");
  }

  /** The brackets behind the name; a point behind the name if there are none. */
  Span bracket() {
    String source = span.source().text();
    int open = span.end();
    boolean afterArrow = word == Word.RATE;
    while (open < source.length() && (afterArrow ? "[=\n".indexOf(source.charAt(open)) < 0 : " \t".indexOf(source.charAt(open)) >= 0)) {
      open++;
    }
    int close = source.indexOf(']', open);
    boolean written = !text.isEmpty() && close >= 0 && source.charAt(open) == '[';
    return written ? new Span(span.source(), open, close + 1) : new Span(span.source(), span.end(), span.end());
  }

  /** What puts a unit into the declaration, at {@link #bracket}. */
  String declaring(Unit unit) {
    return (text.isEmpty() ? " " : "") + "[" + unit.text() + "]";
  }

  /** The place of the declaration for a label: the brackets, else the name. */
  Span declared() {
    Span bracket = bracket();
    return bracket.start() == bracket.end() ? span : bracket;
  }

  String name() {
    return path.substring(path.lastIndexOf('.') + 1);
  }
}
