package org.cartc.compiler.syntax;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.source.Span;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.StatementEnds;
import org.cartc.grammar.Words;

/** What is said of a statement that does not follow the grammar: the most likely slip, or else what would have fitted. */
final class Wording {
  private final Places places;
  private final Diagnostics diagnostics;
  private final TokenStream tokens;
  /** Where the faults begin that were reported so far. */
  private final NavigableSet<Integer> starts = new TreeSet<>();

  Wording(Places places, Diagnostics diagnostics, TokenStream tokens) {
    this.places = places;
    this.diagnostics = diagnostics;
    this.tokens = tokens;
    diagnostics.all().forEach(fault -> starts.add(fault.labels().get(0).span().start()));
  }

  /**
   * Reports a statement, unless a fault of it was already reported: the rest is likely to follow from that one.
   *
   * @param found the token that does not fit
   * @param expected the types of the tokens that would
   * @param block where the statement stands
   * @param first the first token of the statement
   */
  void report(Token found, IntervalSet expected, Statements block, Token first) {
    int start = places.of(first).start();
    int end = places.of(found).end();
    Integer known = starts.ceiling(start);
    if (known != null && known <= end) {
      return;
    }
    Diagnostic fault = interrupted(found, block)
        .or(() -> firstWord(first, block))
        .or(() -> ended(found, expected))
        .or(() -> hardWord(found, expected))
        .or(() -> equalsSign(found, expected))
        .or(() -> misspelt(found, expected))
        .or(() -> bareUnit(found))
        .or(() -> missingOperator(found, expected))
        .orElseGet(() -> unexpected(found, expected));
    diagnostics.add(fault);
    starts.add(fault.labels().get(0).span().start());
  }

  /** A line that ends in an operator goes on in the next, even where the next begins a statement. */
  private Optional<Diagnostic> interrupted(Token found, Statements block) {
    Token word = before(found);
    Token last = before(word);
    boolean interrupted = word.getLine() != last.getLine() && block.words().contains(word.getText()) && StatementEnds.joins(last.getType());
    return interrupted
        ? Optional.of(SyntaxRule.INCOMPLETE.broken("this statement is not complete: a value is missing")
            .at(behind(word), "a value is expected here").note("a line that ends in `" + last.getText() + "` goes on in the next line"))
        : Optional.empty();
  }

  private Optional<Diagnostic> firstWord(Token first, Statements block) {
    String word = first.getText();
    int next = after(first).getType();
    boolean assigned = next == CartLexer.ASSIGN || next == CartLexer.DOT || next == CartLexer.COLON || next == CartLexer.FROM;
    boolean known = block.words().contains(word) || !Words.isWord(first.getType())
        || Words.isHard(first.getType()) && block.words().isEmpty();
    if (known || block.beginsWithNames() && (assigned || block.words().isEmpty())) {
      return Optional.empty();
    }
    Span place = places.of(first);
    List<String> elsewhere = Statements.placesOf(word);
    if (!elsewhere.isEmpty() && (Words.isHard(first.getType()) || !block.freeWords())) {
      return Optional.of(SyntaxRule.WRONG_BLOCK.broken(Places.quoted(word) + " cannot stand " + block.place())
          .at(place).help("it stands " + String.join(" or ", elsewhere)));
    }
    Optional<String> meant = block.elsewhere(word).stream().findFirst().or(() -> Nearest.to(word, block.words()));
    if (meant.isEmpty() && block.beginsWithNames()) {
      return Optional.empty();
    }
    Diagnostic fault = SyntaxRule.FIRST_WORD.broken("no statement " + block.place() + " begins with " + Places.quoted(word)).at(place);
    return Optional.of(meant
        .map(m -> fault.help("did you mean `" + (m.equals("d") ? "d/dt" : m) + "`?").fix(place, m.equals("d") ? "d/dt" : m))
        .orElseGet(() -> assigned && block == Statements.MODEL
            ? fault.help("a quantity is declared by `param`, `let` or `compartment`")
            : fault.help("statements there begin with " + quoted(block.words()))));
  }

  private Optional<Diagnostic> ended(Token found, IntervalSet expected) {
    int type = found.getType();
    if (type != CartLexer.NL && type != Token.EOF && type != CartLexer.RBRACE) {
      return Optional.empty();
    }
    if (expected.contains(CartLexer.LBRACE) && !expected.contains(CartLexer.NUMBER)) {
      return Optional.of(SyntaxRule.BLOCK_START.broken("this block has no `{`").at(behind(found), "`{` is expected here"));
    }
    String what = Expected.listed(expected);
    Diagnostic fault = SyntaxRule.INCOMPLETE.broken("this statement is not complete" + (what.isEmpty() ? "" : ": " + what + " is missing"));
    return Optional.of(fault.at(behind(found), what.isEmpty() ? "" : what + " is expected here"));
  }

  private Optional<Diagnostic> hardWord(Token found, IntervalSet expected) {
    if (!Words.isHard(found.getType())) {
      return Optional.empty();
    }
    String word = found.getText();
    if (expected.contains(CartLexer.NAME)) {
      String does = Words.beginsDeclaration(found.getType()) ? "begins a declaration" : "joins expressions";
      return Optional.of(SyntaxRule.HARD_WORD.broken(Places.quoted(word) + " " + does + " and cannot be a name")
          .at(places.of(found)).help("call it `" + word + "_`").fix(places.of(found), word + "_"));
    }
    if (!Words.beginsDeclaration(found.getType())) {
      return Optional.empty();
    }
    Span before = behind(found);
    return Optional.of(SyntaxRule.UNEXPECTED.broken(Places.quoted(word) + " begins another statement")
        .at(places.of(found)).help("end the statement before it with a line end or `;`").fix(before, ";"));
  }

  private Optional<Diagnostic> equalsSign(Token found, IntervalSet expected) {
    boolean comparison = found.getType() == CartLexer.ASSIGN && expected.contains(CartLexer.EQUAL);
    return comparison
        ? Optional.of(SyntaxRule.COMPARISON.broken("`=` gives a value to a name; two values are compared with `==`")
            .at(places.of(found)).fix(places.of(found), "=="))
        : Optional.empty();
  }

  private Optional<Diagnostic> misspelt(Token found, IntervalSet expected) {
    if (found.getType() != CartLexer.NAME) {
      return Optional.empty();
    }
    List<String> words = expected.toList().stream().filter(type -> type > 0 && (Words.isSoft(type) || Words.isHard(type)))
        .filter(type -> !expected.contains(CartLexer.NAME) || Words.isHard(type)).map(Words::spelling).toList();
    boolean exact = words.contains(found.getText());
    return exact
        ? Optional.empty()
        : Nearest.to(found.getText(), words).filter(word -> word.length() > 2)
            .map(word -> SyntaxRule.UNEXPECTED.broken(Places.quoted(found.getText()) + " does not belong here")
                .at(places.of(found)).help("did you mean `" + word + "`?").fix(places.of(found), word));
  }

  private Optional<Diagnostic> bareUnit(Token found) {
    int before = before(found).getType();
    boolean number = before == CartLexer.NUMBER || before == CartLexer.PERCENT;
    if (!number || !UnitWords.contains(found.getText())) {
      return Optional.empty();
    }
    String unit = "[" + found.getText() + "]";
    return Optional.of(SyntaxRule.BARE_UNIT.broken("the unit `" + found.getText() + "` stands without brackets")
        .at(places.of(found)).help("write `" + places.of(before(found)).text() + " " + unit + "`").fix(places.of(found), unit));
  }

  private Optional<Diagnostic> missingOperator(Token found, IntervalSet expected) {
    int type = found.getType();
    boolean operand = Words.isName(type) || type == CartLexer.NUMBER || type == CartLexer.LPAREN;
    if (!operand || !expected.contains(CartLexer.TIMES_SIGN)) {
      return Optional.empty();
    }
    String before = places.of(before(found)).text();
    return Optional.of(SyntaxRule.UNEXPECTED
        .broken("something is missing between " + Places.quoted(before) + " and " + Places.quoted(found.getText()))
        .at(places.of(found), Expected.listed(expected).isEmpty() ? "" : Expected.listed(expected) + " may stand here"));
  }

  private Diagnostic unexpected(Token found, IntervalSet expected) {
    String what = Expected.listed(expected);
    return SyntaxRule.UNEXPECTED.broken(shown(found) + " does not belong here")
        .at(places.of(found), what.isEmpty() ? "" : what + " is expected here");
  }

  private String shown(Token token) {
    return switch (token.getType()) {
      case CartLexer.STRING -> "a text in quotes";
      case CartLexer.UNIT -> "the unit " + Places.quoted(token.getText());
      default -> Places.quoted(token.getText());
    };
  }

  private static String quoted(List<String> words) {
    return String.join(", ", words.stream().map(word -> "`" + (word.equals("d") ? "d/dt" : word) + "`").toList());
  }

  private Token before(Token token) {
    return token.getTokenIndex() == 0 ? token : tokens.get(token.getTokenIndex() - 1);
  }

  private Token after(Token token) {
    return token.getType() == Token.EOF ? token : tokens.get(token.getTokenIndex() + 1);
  }

  /** The point behind what stands before the token. */
  private Span behind(Token token) {
    Token before = before(token);
    int end = before == token || before.getType() == CartLexer.NL ? places.of(token).start() : places.of(before).end();
    return places.between(end, end);
  }
}
