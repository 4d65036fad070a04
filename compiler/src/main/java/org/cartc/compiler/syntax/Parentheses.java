package org.cartc.compiler.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Span;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.StatementEnds;
import org.cartc.grammar.Words;

/** Gives every parenthesis its partner: closes an open one at the end of its statement and drops one that closes nothing. */
final class Parentheses {
  private final List<Token> tokens;
  /** The index of each parenthesis that is not closed, and the index of what ends the statement at the latest. */
  private final NavigableMap<Integer, Integer> unclosed = new TreeMap<>();
  private final Map<Integer, Integer> ends = new HashMap<>();
  private final Set<Integer> stray = new HashSet<>();
  /** The index of each semicolon inside a pair of parentheses. */
  private final Set<Integer> semicolons = new HashSet<>();

  private Parentheses(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** @param tokens those of the default channel, newlines included */
  static List<Token> repair(List<Token> tokens, Places places, Diagnostics diagnostics) {
    Parentheses parentheses = new Parentheses(tokens);
    parentheses.match();
    return parentheses.isSound() ? tokens : parentheses.balance(places, diagnostics);
  }

  private boolean isSound() {
    return unclosed.isEmpty() && stray.isEmpty() && semicolons.isEmpty();
  }

  private void match() {
    Deque<Integer> open = new ArrayDeque<>();
    Deque<Integer> pending = new ArrayDeque<>();
    for (int i = 0; i < tokens.size(); i++) {
      int type = tokens.get(i).getType();
      if (type == CartLexer.LPAREN) {
        open.push(i);
      } else if (type == CartLexer.RPAREN && open.isEmpty()) {
        stray.add(i);
      } else if (type == CartLexer.RPAREN) {
        int opened = open.pop();
        while (!pending.isEmpty() && pending.peek() > opened) {
          semicolons.add(pending.pop());
        }
      } else if (type == CartLexer.SEMICOLON && !open.isEmpty()) {
        pending.push(i);
      } else if (endsAll(i)) {
        int end = i;
        open.forEach(index -> unclosed.put(index, end));
        open.clear();
        pending.clear();
      }
    }
  }

  private boolean endsAll(int i) {
    int type = tokens.get(i).getType();
    boolean declares = Words.beginsDeclaration(type) && (i == 0 || tokens.get(i - 1).getType() == CartLexer.NL);
    return declares || type == CartLexer.LBRACE || type == CartLexer.RBRACE || type == Token.EOF;
  }

  private List<Token> balance(Places places, Diagnostics diagnostics) {
    Map<Integer, Integer> closings = new TreeMap<>();
    unclosed.descendingMap().forEach((index, latest) -> {
      int end = end(index, latest);
      ends.put(index, end);
      closings.merge(end, 1, Integer::sum);
      int behind = places.of(tokens.get(end - 1)).end();
      diagnostics.add(SyntaxRule.PARENTHESES.broken("this `(` is never closed")
          .at(places.of(tokens.get(index)), "opened here").fix(new Span(places.source(), behind, behind), ")"));
    });
    List<Token> balanced = new ArrayList<>(tokens.size() + closings.size());
    for (int i = 0; i < tokens.size(); i++) {
      for (int n = closings.getOrDefault(i, 0); n > 0; n--) {
        balanced.add(Repair.behind(tokens.get(i - 1), CartLexer.RPAREN, ")"));
      }
      if (stray.contains(i)) {
        Span place = places.of(tokens.get(i));
        diagnostics.add(SyntaxRule.PARENTHESES.broken("this `)` closes nothing").at(place).fix(place, ""));
      } else if (semicolons.contains(i)) {
        Span place = places.of(tokens.get(i));
        diagnostics.add(SyntaxRule.PARENTHESES.broken("`;` ends a statement, but this one has an open `(`")
            .at(place).help("separate arguments by `,`").fix(place, ","));
        balanced.add(Repair.replace(tokens.get(i), tokens.get(i), CartLexer.COMMA, ","));
      } else {
        balanced.add(tokens.get(i));
      }
    }
    return balanced;
  }

  /** The index of the token before which the parenthesis at {@code open} is closed; those behind it have theirs already. */
  private int end(int open, int latest) {
    int depth = 0;
    for (int i = open + 1; i < latest; i++) {
      int type = tokens.get(i).getType();
      if (ends.containsKey(i)) {
        return ends.get(i);
      } else if (type == CartLexer.LPAREN) {
        depth++;
      } else if (type == CartLexer.RPAREN) {
        depth--;
      }
      boolean ends = type == CartLexer.SEMICOLON || type == CartLexer.NL && StatementEnds.endsStatement(tokens, i);
      if (depth == 0 && ends) {
        return i;
      }
    }
    return tokens.get(latest - 1).getType() == CartLexer.NL ? latest - 1 : latest;
  }
}
