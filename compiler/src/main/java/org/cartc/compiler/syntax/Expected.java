package org.cartc.compiler.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.Words;

/** What would have fitted, in the words of the language. */
final class Expected {
  private static final int SHOWN = 7;
  private static final Set<Integer> OPERATORS = Set.of(
      CartLexer.PLUS, CartLexer.MINUS, CartLexer.TIMES_SIGN, CartLexer.SLASH, CartLexer.POWER, CartLexer.EQUAL, CartLexer.NOT_EQUAL,
      CartLexer.LESS, CartLexer.LESS_OR_EQUAL, CartLexer.GREATER, CartLexer.GREATER_OR_EQUAL, CartLexer.AND, CartLexer.OR);
  private static final Set<Integer> READINGS = Set.of(CartLexer.AT, CartLexer.WHERE);
  private static final Set<Integer> OPERANDS = Set.of(
      CartLexer.NUMBER, CartLexer.NAME, CartLexer.LPAREN, CartLexer.MINUS, CartLexer.NOT, CartLexer.IF);
  private static final Set<Integer> ENDS = Set.of(CartLexer.NL, CartLexer.RBRACE, Token.EOF);

  private Expected() {}

  /** The alternatives joined by commas and {@code or}; empty if they are too many to be of use. */
  static String listed(IntervalSet types) {
    List<String> all = new ArrayList<>();
    boolean value = types.contains(CartLexer.NUMBER);
    boolean name = types.contains(CartLexer.NAME);
    boolean operator = types.contains(CartLexer.TIMES_SIGN) || types.contains(CartLexer.POWER);
    add(all, value, "a value");
    add(all, name && !value, "a name");
    add(all, operator, "an operator");
    add(all, types.contains(CartLexer.UNIT) && !operator, "a unit in `[ ]`");
    add(all, types.contains(CartLexer.STRING), "a text in quotes");
    for (int type : types.toList()) {
      boolean covered = type <= 0 || ENDS.contains(type) || type == CartLexer.UNIT || type == CartLexer.STRING || type == CartLexer.NUMBER
          || type == CartLexer.NAME || type == CartLexer.PERCENT || operator && OPERATORS.contains(type)
          || types.contains(CartLexer.EQUAL) && READINGS.contains(type) || value && OPERANDS.contains(type)
          || name && Words.isSoft(type) || type == CartLexer.DOT || type == CartLexer.DOI;
      add(all, !covered, "`" + Words.spelling(type) + "`");
    }
    boolean end = types.contains(CartLexer.NL) || types.contains(CartLexer.RBRACE) || types.contains(Token.EOF);
    add(all, end && !value && !name, "the end of the statement");
    return all.size() > SHOWN ? "" : join(all);
  }

  private static void add(List<String> all, boolean holds, String text) {
    if (holds) {
      all.add(text);
    }
  }

  private static String join(List<String> all) {
    return all.size() < 2
        ? String.join("", all)
        : String.join(", ", all.subList(0, all.size() - 1)) + " or " + all.get(all.size() - 1);
  }
}
