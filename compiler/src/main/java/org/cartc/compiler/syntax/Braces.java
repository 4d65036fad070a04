package org.cartc.compiler.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.Token;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Span;
import org.cartc.grammar.CartLexer;

/**
 * Gives every brace its partner. A block is not closed if the file ends in it, or if a block that stands in no other begins in
 * column 1; if the lines are indented, the indentation tells which of several blocks it is.
 */
final class Braces {
  /** An opened block: its brace, the first token of its header and the indentation of the header's line. */
  private record Open(Token brace, Token header, int indentation) {}

  private final List<Token> tokens;
  private final boolean byIndentation;
  private final Map<Integer, Integer> indentations = new HashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private final List<Token> balanced = new ArrayList<>();
  private final List<Open> unclosed = new ArrayList<>();
  private final List<Token> stray = new ArrayList<>();

  private Braces(List<Token> tokens, boolean byIndentation) {
    this.tokens = tokens;
    this.byIndentation = byIndentation;
    tokens.stream().filter(token -> token.getType() != CartLexer.NL)
        .forEach(token -> indentations.putIfAbsent(token.getLine(), token.getCharPositionInLine()));
    run();
  }

  /** @param tokens with the ends of statements marked */
  static List<Token> repair(List<Token> tokens, Places places, Diagnostics diagnostics) {
    Braces plain = new Braces(tokens, false);
    if (plain.unclosed.isEmpty() && plain.stray.isEmpty()) {
      return tokens;
    }
    Braces indented = new Braces(tokens, true);
    boolean better = indented.stray.isEmpty() && indented.unclosed.size() <= Math.max(1, plain.unclosed.size());
    Braces chosen = better ? indented : plain;
    chosen.report(places, diagnostics);
    return chosen.balanced;
  }

  private void run() {
    Token header = tokens.get(0);
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      int type = token.getType();
      boolean firstOnLine = i == 0 || tokens.get(i - 1).getLine() != token.getLine() || tokens.get(i - 1).getType() == CartLexer.NL;
      if (firstOnLine && type != CartLexer.NL) {
        closeBefore(i);
      }
      switch (type) {
        case CartLexer.LBRACE -> open.push(new Open(token, header, indentations.get(header.getLine())));
        case CartLexer.RBRACE -> {
          if (open.isEmpty()) {
            stray.add(token);
            continue;
          }
          open.pop();
        }
        case Token.EOF -> closeAll(token);
        default -> {}
      }
      balanced.add(token);
      boolean edge = type == CartLexer.NL || type == CartLexer.LBRACE || type == CartLexer.RBRACE;
      header = edge && i + 1 < tokens.size() ? tokens.get(i + 1) : header;
    }
  }

  private void closeBefore(int i) {
    Token token = tokens.get(i);
    if (token.getCharPositionInLine() == 0 && Headers.beginsTop(tokens, i)) {
      closeAll(token);
    }
    boolean closing = token.getType() == CartLexer.RBRACE;
    while (byIndentation && !open.isEmpty() && beyond(open.peek(), token.getCharPositionInLine(), closing)) {
      close(token);
    }
  }

  private static boolean beyond(Open block, int column, boolean closing) {
    return column < block.indentation || column == block.indentation && !closing;
  }

  private void closeAll(Token before) {
    while (!open.isEmpty()) {
      close(before);
    }
  }

  private void close(Token before) {
    unclosed.add(open.pop());
    balanced.add(Repair.replace(before, before, CartLexer.RBRACE, "}"));
    balanced.add(Repair.replace(before, before, CartLexer.NL, "\n"));
  }

  private void report(Places places, Diagnostics diagnostics) {
    for (Open block : unclosed) {
      Span place = places.of(block.header).to(places.of(block.brace));
      diagnostics.add(SyntaxRule.BLOCK_END.broken("the block of this `" + block.header.getText() + "` is never closed")
          .at(place, "opened here").help("close it with `}`"));
    }
    for (Token brace : stray) {
      diagnostics.add(SyntaxRule.STRAY_BRACE.broken("this `}` closes no block").at(places.of(brace)).fix(places.of(brace), ""));
    }
  }
}
