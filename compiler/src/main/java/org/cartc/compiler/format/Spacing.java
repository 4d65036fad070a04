package org.cartc.compiler.format;

import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.Words;

/**
 * Which tokens of a line stand apart. Products, quotients and ranges stay as tight or as loose as they were written, since that tells
 * what belongs together; everything else has one form.
 */
final class Spacing {
  private static final Set<Integer> TIGHT_BEFORE =
      Set.of(CartLexer.COMMA, CartLexer.SEMICOLON, CartLexer.COLON, CartLexer.RPAREN, CartLexer.PERCENT, CartLexer.DOT, CartLexer.POWER);
  private static final Set<Integer> TIGHT_AFTER = Set.of(CartLexer.LPAREN, CartLexer.DOT, CartLexer.POWER);
  private static final Set<Integer> AS_WRITTEN = Set.of(CartLexer.TIMES_SIGN, CartLexer.SLASH, CartLexer.RANGE);
  private static final Set<Integer> OPERAND_ENDS =
      Set.of(CartLexer.NUMBER, CartLexer.UNIT, CartLexer.RPAREN, CartLexer.PERCENT, CartLexer.STRING);

  private Spacing() {}

  /** The tokens from {@code from} to before {@code to} as text. */
  static String text(List<Token> tokens, int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      if (i > from && apart(tokens, i)) {
        text.append(' ');
      }
      text.append(tokens.get(i).getText());
    }
    return text.toString();
  }

  /** Whether a blank stands before the token at {@code i}, at least the second of its line. */
  private static boolean apart(List<Token> tokens, int i) {
    int before = tokens.get(i - 1).getType();
    int type = tokens.get(i).getType();
    if (TIGHT_AFTER.contains(before) || TIGHT_BEFORE.contains(type) || isSign(tokens, i - 1)) {
      return false;
    } else if (AS_WRITTEN.contains(before)) {
      return isLoose(tokens, i - 1);
    } else if (AS_WRITTEN.contains(type)) {
      return isLoose(tokens, i);
    } else if (type == CartLexer.LPAREN && Words.isName(before)) {
      return !Words.adjacent(tokens.get(i - 1), tokens.get(i));
    }
    return true;
  }

  /** Whether an operator has a blank on any side; at the end of a line the one before it counts. */
  private static boolean isLoose(List<Token> tokens, int i) {
    boolean before = i > 0 && !Words.adjacent(tokens.get(i - 1), tokens.get(i));
    boolean after = i + 1 < tokens.size() && !Words.adjacent(tokens.get(i), tokens.get(i + 1));
    return before || after;
  }

  /** Whether the token is the sign of a number rather than an operator between two; at the beginning of a line as it was written. */
  private static boolean isSign(List<Token> tokens, int i) {
    int type = tokens.get(i).getType();
    if (type != CartLexer.MINUS && type != CartLexer.PLUS) {
      return false;
    } else if (i == 0) {
      return tokens.size() > 1 && Words.adjacent(tokens.get(0), tokens.get(1));
    }
    int before = tokens.get(i - 1).getType();
    if (Words.isSoft(before) && i + 1 < tokens.size()) {
      return !Words.adjacent(tokens.get(i - 1), tokens.get(i)) && Words.adjacent(tokens.get(i), tokens.get(i + 1));
    }
    return before != CartLexer.NAME && !OPERAND_ENDS.contains(before);
  }
}
