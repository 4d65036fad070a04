package org.cartc.compiler.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.StatementEnds;

/** Splits the tokens of a file into lines, and finds how far each is indented. */
final class Lines {
  private final Set<Integer> ends = new HashSet<>();
  private final List<Line> lines = new ArrayList<>();
  private List<Token> tokens = new ArrayList<>();
  private Optional<String> comment = Optional.empty();
  private int braces;
  private int parentheses;
  private boolean begins = true;
  private int empty;

  private Lines() {}

  /** The lines that hold something; several empty ones in a row count as one, those at the ends of a block as none. */
  static List<Line> of(List<? extends Token> all) {
    Lines lines = new Lines();
    StatementEnds.of(all).stream().filter(t -> t.getType() == CartLexer.NL).forEach(t -> lines.ends.add(t.getStartIndex()));
    for (Token token : all) {
      switch (token.getType()) {
        case CartLexer.NL -> lines.end(token);
        case CartLexer.COMMENT -> lines.comment = Optional.of(token.getText().stripTrailing());
        case CartLexer.BLANK, Token.EOF -> {}
        default -> lines.tokens.add(token);
      }
    }
    lines.flush();
    return lines.lines;
  }

  private void end(Token newline) {
    boolean something = !tokens.isEmpty();
    flush();
    begins = something ? ends.contains(newline.getStartIndex()) || begins : begins;
  }

  private void flush() {
    if (tokens.isEmpty() && comment.isEmpty()) {
      empty++;
      return;
    }
    int closing = (int) tokens.stream().takeWhile(t -> t.getType() == CartLexer.RBRACE).count();
    boolean starts = begins || closing > 0;
    boolean opened = !lines.isEmpty() && lines.getLast().tokens().stream().reduce((a, b) -> b).map(Token::getType)
        .filter(t -> t == CartLexer.LBRACE).isPresent();
    int indent = Math.max(0, braces - closing) + (starts || tokens.isEmpty() ? 0 : 1 + parentheses);
    lines.add(new Line(indent, starts, empty > 0 && !lines.isEmpty() && !opened && closing == 0, trimmed(), comment));
    if (!tokens.isEmpty()) {
      tokens.forEach(this::count);
      begins = tokens.getLast().getType() == CartLexer.LBRACE || tokens.getLast().getType() == CartLexer.SEMICOLON;
    }
    tokens = new ArrayList<>();
    comment = Optional.empty();
    empty = 0;
  }

  /** Without a semicolon at the end of the line, which says nothing there. */
  private List<Token> trimmed() {
    int last = tokens.size();
    while (last > 1 && tokens.get(last - 1).getType() == CartLexer.SEMICOLON) {
      last--;
    }
    return List.copyOf(tokens.subList(0, last));
  }

  private void count(Token token) {
    switch (token.getType()) {
      case CartLexer.LBRACE -> braces++;
      case CartLexer.RBRACE -> braces = Math.max(0, braces - 1);
      case CartLexer.LPAREN -> parentheses++;
      case CartLexer.RPAREN -> parentheses = Math.max(0, parentheses - 1);
      default -> {}
    }
  }
}
