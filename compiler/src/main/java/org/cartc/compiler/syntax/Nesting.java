package org.cartc.compiler.syntax;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.Words;

/** Bounds how deep expressions and blocks are nested, before anything that recurses along them sees them. */
final class Nesting {
  /** So many brackets, blocks, signs, powers and conditions may stand one inside the other. */
  static final int DEPTH = 200;
  /** So many operators may stand one behind the other. */
  static final int LENGTH = 1000;

  private static final Set<Integer> JOINING = Set.of(
      CartLexer.PLUS, CartLexer.MINUS, CartLexer.TIMES_SIGN, CartLexer.SLASH, CartLexer.EQUAL, CartLexer.NOT_EQUAL, CartLexer.LESS,
      CartLexer.LESS_OR_EQUAL, CartLexer.GREATER, CartLexer.GREATER_OR_EQUAL, CartLexer.AND, CartLexer.OR);

  /** What stands inside one bracket or block, or the rest of the statement around it. */
  private static final class Level {
    private int prefixes;
    private int branches;
    private int height;

    int depth() {
      return prefixes + branches + 1;
    }
  }

  private final Deque<Level> levels = new ArrayDeque<>();
  private int depth;

  private Nesting() {
    levels.push(new Level());
  }

  /** Whether the tokens, with the ends of statements marked, keep the bounds; a breach is reported. */
  static boolean isBounded(List<Token> tokens, Places places, Diagnostics diagnostics) {
    Nesting nesting = new Nesting();
    for (int i = 0; i < tokens.size(); i++) {
      nesting.add(tokens, i);
      boolean deep = nesting.depth + nesting.levels.peek().depth() > DEPTH;
      if (deep || nesting.levels.peek().height > LENGTH) {
        diagnostics.add(SyntaxRule.NESTING
            .broken(deep ? "this is nested more than " + DEPTH + " deep" : "this expression has more than " + LENGTH + " operators")
            .at(places.of(tokens.get(i))).help("split it with `let`"));
        return false;
      }
    }
    return true;
  }

  private void add(List<Token> tokens, int i) {
    int type = tokens.get(i).getType();
    Level level = levels.peek();
    boolean prefix = type == CartLexer.MINUS && (i == 0 || !endsOperand(tokens.get(i - 1).getType()));
    switch (type) {
      case CartLexer.LPAREN, CartLexer.LBRACE -> open(level);
      case CartLexer.RPAREN, CartLexer.RBRACE -> close(level);
      case CartLexer.NL, CartLexer.COMMA -> {
        level.prefixes = 0;
        level.branches = 0;
        level.height = type == CartLexer.NL ? 0 : level.height;
      }
      case CartLexer.POWER, CartLexer.NOT -> grow(level, 1, 0);
      case CartLexer.IF -> grow(level, 0, 1);
      case CartLexer.FIRST, CartLexer.LAST -> grow(level, 0, tokens.get(i + 1).getType() == CartLexer.TIME ? 1 : 0);
      default -> {
        if (prefix) {
          grow(level, 1, 0);
        } else if (JOINING.contains(type)) {
          level.prefixes = 0;
          level.height++;
        }
      }
    }
  }

  private static void grow(Level level, int prefixes, int branches) {
    level.prefixes += prefixes;
    level.branches += branches;
    level.height += prefixes + branches;
  }

  private void open(Level level) {
    depth += level.depth();
    levels.push(new Level());
  }

  private void close(Level closed) {
    if (levels.size() > 1) {
      levels.pop();
      depth -= levels.peek().depth();
      levels.peek().height = Math.max(levels.peek().height, closed.height);
    }
  }

  private static boolean endsOperand(int type) {
    return Words.isName(type) || type == CartLexer.NUMBER || type == CartLexer.RPAREN || type == CartLexer.UNIT
        || type == CartLexer.PERCENT;
  }
}
