package org.cartc.compiler.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Token;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.Words;

/**
 * A declaration in columns.
 *
 * @param columns what stands in each; empty where it has nothing
 * @param doc its documentation and source, behind the columns
 */
record Cells(Kind kind, List<String> columns, String doc) {
  /** What declarations have the same columns. */
  enum Kind {
    /** {@code param name | [unit] | = value | in bounds}. */
    PARAMETER,
    /** {@code compartment name | [unit] | = value | in bounds}. */
    COMPARTMENT,
    /** {@code rate name: | from | -> to | [unit] | = value}. */
    RATE,
    /** {@code d/dt name | = value}. */
    DERIVATIVE,
    /** {@code name: | value, | value, ...}. */
    ROW,
    /** A definition or switch: one column. */
    DEFINITION;

    boolean isRightAligned(int column) {
      return this == RATE && column == 1;
    }

    int gap(int column) {
      return column == 3 && (this == PARAMETER || this == COMPARTMENT) ? 2 : 1;
    }
  }

  /** The columns of a line that is a whole declaration of a kind that has some. */
  static Optional<Cells> of(Line line) {
    List<Token> tokens = line.tokens();
    if (!line.begins() || tokens.size() < 2 || tokens.stream().anyMatch(t -> isOutside(t.getType()))) {
      return Optional.empty();
    }
    int first = tokens.getFirst().getType() == CartLexer.REPLACE && Words.beginsDeclaration(tokens.get(1).getType()) ? 1 : 0;
    return kind(tokens, first).map(kind -> {
      int doc = doc(tokens, first + 2);
      List<Integer> starts = starts(kind, tokens, first, doc);
      List<String> columns = IntStream.range(0, starts.size())
          .mapToObj(i -> Spacing.text(tokens, starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : doc)).toList();
      return new Cells(kind, columns, Spacing.text(tokens, doc, tokens.size()));
    });
  }

  private static boolean isOutside(int type) {
    return type == CartLexer.LBRACE || type == CartLexer.RBRACE || type == CartLexer.SEMICOLON;
  }

  private static Optional<Kind> kind(List<Token> tokens, int first) {
    int next = tokens.get(first + 1).getType();
    return switch (tokens.get(first).getType()) {
      case CartLexer.COMPARTMENT -> Optional.of(Kind.COMPARTMENT);
      case CartLexer.PARAM -> Optional.of(Kind.PARAMETER);
      case CartLexer.RATE -> find(tokens, first, CartLexer.ARROW) < tokens.size() ? Optional.of(Kind.RATE) : Optional.empty();
      case CartLexer.LET, CartLexer.OUTPUT, CartLexer.FUN -> Optional.of(Kind.DEFINITION);
      case CartLexer.SWITCH -> Words.isName(next) ? Optional.of(Kind.DEFINITION) : Optional.empty();
      case CartLexer.D -> next == CartLexer.SLASH ? Optional.of(Kind.DERIVATIVE) : Optional.empty();
      default -> next == CartLexer.COLON ? Optional.of(Kind.ROW) : Optional.empty();
    };
  }

  /** Where each column begins; an empty one where the next does. */
  private static List<Integer> starts(Kind kind, List<Token> tokens, int first, int doc) {
    List<Integer> starts = new ArrayList<>();
    starts.add(0);
    int value = Math.min(doc, find(tokens, first, CartLexer.ASSIGN));
    switch (kind) {
      case PARAMETER, COMPARTMENT -> {
        int bounds = bounds(tokens, first + 2, doc);
        starts.addAll(List.of(Math.min(first + 2, doc), Math.min(value, bounds), bounds));
      }
      case RATE -> {
        int arrow = find(tokens, first, CartLexer.ARROW);
        int unit = IntStream.range(arrow, value).filter(i -> tokens.get(i).getType() == CartLexer.UNIT).findFirst().orElse(value);
        starts.addAll(List.of(Math.min(first + 3, arrow), arrow, unit, value));
      }
      case DERIVATIVE -> starts.add(value);
      case ROW -> IntStream.range(2, doc).filter(i -> i == 2 || isSeparator(tokens, i - 1)).forEach(starts::add);
      case DEFINITION -> {}
    }
    return starts;
  }

  /** Whether a comma outside of parentheses stands there. */
  private static boolean isSeparator(List<Token> tokens, int i) {
    long open = tokens.subList(0, i).stream().filter(t -> t.getType() == CartLexer.LPAREN).count();
    long closed = tokens.subList(0, i).stream().filter(t -> t.getType() == CartLexer.RPAREN).count();
    return tokens.get(i).getType() == CartLexer.COMMA && open == closed;
  }

  /** The first token of that type, or the end. */
  private static int find(List<Token> tokens, int from, int type) {
    return IntStream.range(from, tokens.size()).filter(i -> tokens.get(i).getType() == type).findFirst().orElse(tokens.size());
  }

  private static int doc(List<Token> tokens, int from) {
    return IntStream.range(Math.min(from, tokens.size()), tokens.size())
        .filter(i -> tokens.get(i).getType() == CartLexer.STRING || isCitation(tokens, i)).findFirst().orElse(tokens.size());
  }

  private static boolean isCitation(List<Token> tokens, int i) {
    int next = i + 1 < tokens.size() ? tokens.get(i + 1).getType() : Token.EOF;
    return tokens.get(i).getType() == CartLexer.CITE && (next == CartLexer.DOI || next == CartLexer.STRING);
  }

  /** Where {@code in a .. b} begins. */
  private static int bounds(List<Token> tokens, int from, int doc) {
    return IntStream.range(Math.min(from, doc), doc)
        .filter(i -> tokens.get(i).getType() == CartLexer.IN && find(tokens, i, CartLexer.RANGE) < doc).findFirst().orElse(doc);
  }
}
