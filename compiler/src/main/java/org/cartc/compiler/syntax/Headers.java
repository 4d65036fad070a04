package org.cartc.compiler.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Span;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.Words;

/** Opens the block of a header that has no brace but indented lines below it. */
final class Headers {
  private static final Set<Integer> BLOCK_WORDS = Set.of(
      CartLexer.MODEL, CartLexer.EXTEND, CartLexer.MECHANISM, CartLexer.PROTOCOL, CartLexer.STUDY, CartLexer.CLAIM, CartLexer.FIT);
  private static final Set<Integer> EDGES = Set.of(CartLexer.NL, CartLexer.LBRACE, CartLexer.RBRACE, Token.EOF);

  private Headers() {}

  /** @param tokens with the ends of statements marked */
  static List<Token> repair(List<Token> tokens, Places places, Diagnostics diagnostics) {
    List<Token> repaired = new ArrayList<>(tokens.size());
    int start = 0;
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      if (EDGES.contains(token.getType())) {
        if (token.getType() == CartLexer.NL && needsBrace(tokens, start, i)) {
          Token last = tokens.get(i - 1);
          int end = places.of(last).end();
          diagnostics.add(SyntaxRule.BLOCK_START.broken("the block of this `" + tokens.get(start).getText() + "` has no `{`")
              .at(new Span(places.source(), places.of(tokens.get(start)).start(), end), "`{` is expected behind this")
              .fix(new Span(places.source(), end, end), " {"));
          repaired.add(Repair.behind(last, CartLexer.LBRACE, "{"));
        }
        start = i + 1;
      }
      repaired.add(token);
    }
    return repaired;
  }

  private static boolean needsBrace(List<Token> tokens, int start, int end) {
    Token next = tokens.get(end + 1);
    return beginsBlock(tokens.subList(start, end)) && next.getType() != Token.EOF
        && next.getCharPositionInLine() > tokens.get(start).getCharPositionInLine();
  }

  /** Whether a statement that begins so must have a block. */
  private static boolean beginsBlock(List<Token> statement) {
    int first = type(statement, 0);
    int second = type(statement, 1);
    return BLOCK_WORDS.contains(first)
        || beginsTable(statement)
        || first == CartLexer.TEST && second == CartLexer.STRING
        || first == CartLexer.SCENARIOS && (second == CartLexer.LPAREN || second == CartLexer.OF)
        || first == CartLexer.NUMERICS && type(statement, 2) == CartLexer.OF
        || first == CartLexer.WHEN
            && statement.stream().anyMatch(t -> t.getType() == CartLexer.RISES || t.getType() == CartLexer.FALLS);
  }

  private static boolean beginsTable(List<Token> statement) {
    return type(statement, 0) == CartLexer.DATA && Words.isName(type(statement, 1)) && type(statement, 2) == CartLexer.FROM
        && type(statement, 3) == CartLexer.STRING;
  }

  /** Whether a block that stands in no other begins at {@code index}. */
  static boolean beginsTop(List<Token> tokens, int index) {
    int type = tokens.get(index).getType();
    return BLOCK_WORDS.contains(type) && type != CartLexer.MECHANISM || beginsTable(tokens.subList(index, tokens.size()));
  }

  private static int type(List<Token> statement, int index) {
    return index < statement.size() ? statement.get(index).getType() : Token.INVALID_TYPE;
  }
}
