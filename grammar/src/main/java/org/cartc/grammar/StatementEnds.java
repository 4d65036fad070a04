package org.cartc.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/**
 * Keeps of the newlines those that end a statement, and makes every {@code ;} such an end.
 *
 * <p>A newline ends a statement unless it lies inside {@code ( )}, or the token before it cannot end a statement (an operator, a
 * comma, {@code =}, {@code then}, ...), or the token behind it cannot begin one (an operator, a comma, a closing bracket, a text, a
 * clause word such as {@code until}). A clause word that is followed by {@code =}, {@code :}, {@code .} or {@code from} is a name
 * that begins a statement. A hard word that begins a block or declaration ends the statement before it in any case.
 */
public final class StatementEnds {
  private static final Set<Integer> JOINING = Set.of(
      CartLexer.PLUS, CartLexer.MINUS, CartLexer.TIMES_SIGN, CartLexer.SLASH, CartLexer.POWER, CartLexer.EQUAL, CartLexer.NOT_EQUAL,
      CartLexer.LESS, CartLexer.LESS_OR_EQUAL, CartLexer.GREATER, CartLexer.GREATER_OR_EQUAL, CartLexer.COMMA, CartLexer.ASSIGN,
      CartLexer.COLON, CartLexer.ARROW, CartLexer.RANGE, CartLexer.DOT, CartLexer.AND, CartLexer.OR, CartLexer.THEN, CartLexer.ELSE);
  private static final Set<Integer> OPENING = Set.of(CartLexer.LBRACE, CartLexer.LPAREN, CartLexer.NOT, CartLexer.IF);
  private static final Set<Integer> FOLLOWING = Set.of(
      CartLexer.LBRACE, CartLexer.RBRACE, CartLexer.RPAREN, CartLexer.STRING, CartLexer.UNCLOSED_STRING, CartLexer.UNIT,
      CartLexer.UNCLOSED_UNIT, CartLexer.PERCENT);
  private static final Set<Integer> CLAUSES = Set.of(
      CartLexer.SOLVE, CartLexer.SUCH, CartLexer.AS, CartLexer.BY, CartLexer.WHILE, CartLexer.WITH, CartLexer.UNTIL, CartLexer.IN,
      CartLexer.FROM, CartLexer.TO, CartLexer.AGAINST, CartLexer.WHERE, CartLexer.WITHIN, CartLexer.AT, CartLexer.EVERY,
      CartLexer.OVER, CartLexer.TIMES, CartLexer.EACH, CartLexer.AFTER, CartLexer.OF);
  private static final Set<Integer> AFTER_A_NAME = Set.of(CartLexer.ASSIGN, CartLexer.COLON, CartLexer.DOT, CartLexer.FROM);

  private StatementEnds() {}

  /** The tokens that the parser sees: those of the default channel, with an {@code NL} at every end of a statement and nowhere else. */
  public static List<Token> of(List<? extends Token> tokens) {
    List<? extends Token> visible = tokens.stream().filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL).toList();
    List<Token> kept = new ArrayList<>(visible.size());
    int depth = 0;
    for (int i = 0; i < visible.size(); i++) {
      Token token = visible.get(i);
      switch (token.getType()) {
        case CartLexer.NL -> {
          boolean first = i == 0 || visible.get(i - 1).getType() != CartLexer.NL;
          if (first && Words.beginsDeclaration(following(visible, i, 0).getType())) {
            depth = 0;
          }
          if (first && depth == 0 && endsStatement(visible, i)) {
            kept.add(token);
          }
        }
        case CartLexer.SEMICOLON -> kept.add(end(token));
        default -> {
          depth = depth(depth, token.getType());
          kept.add(token);
        }
      }
    }
    return kept;
  }

  /** Whether the newline at {@code index}, the first behind a statement, ends it, if it does not lie inside {@code ( )}. */
  public static boolean endsStatement(List<? extends Token> visible, int index) {
    int before = index == 0 ? CartLexer.NL : visible.get(index - 1).getType();
    if (before == CartLexer.NL || before == CartLexer.SEMICOLON) {
      return false;
    }
    Token next = following(visible, index, 0);
    boolean goesOn = JOINING.contains(before) || OPENING.contains(before) || continues(next, following(visible, index, 1));
    return Words.beginsDeclaration(next.getType()) || !goesOn;
  }

  /** Whether what follows a token of that type belongs to the same statement, on whatever line it stands. */
  public static boolean joins(int type) {
    return JOINING.contains(type);
  }

  private static boolean continues(Token next, Token afterNext) {
    int type = next.getType();
    boolean clause = CLAUSES.contains(type) && !AFTER_A_NAME.contains(afterNext.getType());
    return JOINING.contains(type) || FOLLOWING.contains(type) || clause;
  }

  /** The token behind the newline at {@code index} and further newlines, or the one {@code skip} tokens later. */
  private static Token following(List<? extends Token> visible, int index, int skip) {
    int i = index;
    while (i < visible.size() - 1 && visible.get(i).getType() == CartLexer.NL) {
      i++;
    }
    return visible.get(Math.min(i + skip, visible.size() - 1));
  }

  private static int depth(int depth, int type) {
    return switch (type) {
      case CartLexer.LPAREN -> depth + 1;
      case CartLexer.RPAREN -> Math.max(0, depth - 1);
      case CartLexer.LBRACE, CartLexer.RBRACE -> 0;
      default -> depth;
    };
  }

  private static Token end(Token semicolon) {
    CommonToken end = new CommonToken(semicolon);
    end.setType(CartLexer.NL);
    return end;
  }
}
