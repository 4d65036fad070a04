package org.cartc.compiler.syntax;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Span;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.Words;

/** Reports what is wrong with single characters, words, operators and texts, and puts in what was likely meant. */
final class Spelling {
  private static final Map<String, Integer> OPERATORS = Map.ofEntries(
      Map.entry("**", CartLexer.POWER), Map.entry("=>", CartLexer.GREATER_OR_EQUAL), Map.entry("=<", CartLexer.LESS_OR_EQUAL),
      Map.entry("<>", CartLexer.NOT_EQUAL), Map.entry("...", CartLexer.RANGE), Map.entry("&&", CartLexer.AND),
      Map.entry("&", CartLexer.AND), Map.entry("||", CartLexer.OR), Map.entry("|", CartLexer.OR), Map.entry("!", CartLexer.NOT),
      Map.entry(":=", CartLexer.ASSIGN));
  private static final Map<String, Integer> LOOK_ALIKES = Map.ofEntries(
      Map.entry("\u2212", CartLexer.MINUS), Map.entry("\u2013", CartLexer.MINUS), Map.entry("\u2014", CartLexer.MINUS),
      Map.entry("\u00d7", CartLexer.TIMES_SIGN), Map.entry("\u00b7", CartLexer.TIMES_SIGN), Map.entry("\u2219", CartLexer.TIMES_SIGN),
      Map.entry("\u22c5", CartLexer.TIMES_SIGN), Map.entry("\u00f7", CartLexer.SLASH), Map.entry("\u2215", CartLexer.SLASH),
      Map.entry("\u2264", CartLexer.LESS_OR_EQUAL), Map.entry("\u2265", CartLexer.GREATER_OR_EQUAL),
      Map.entry("\u2260", CartLexer.NOT_EQUAL), Map.entry("\u2192", CartLexer.ARROW), Map.entry("\u2026", CartLexer.RANGE));
  private static final String QUOTES = "\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019'`";
  /** So many unknown characters are no slip of the pen. */
  private static final int UNKNOWN_LIMIT = 20;

  private final Places places;
  private final Diagnostics diagnostics;
  private final List<Token> tokens;
  private final List<Token> repaired;
  private final Set<String> foreignNames = new HashSet<>();
  private int unknown;

  private Spelling(List<Token> tokens, Places places, Diagnostics diagnostics) {
    this.places = places;
    this.diagnostics = diagnostics;
    this.tokens = tokens;
    this.repaired = new ArrayList<>(tokens.size());
  }

  /** The tokens of the default channel without faults of spelling; none but the last if this is no text at all. */
  static List<Token> repair(List<Token> visible, Places places, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    Spelling spelling = new Spelling(visible, places, own);
    spelling.run();
    if (spelling.unknown > UNKNOWN_LIMIT) {
      Diagnostic first = own.all().stream().filter(d -> d.code().equals(SyntaxRule.CHARACTER.code())).findFirst().orElseThrow();
      diagnostics.add(SyntaxRule.NO_TEXT.broken("this is not a text in the modelling language")
          .at(first.labels().get(0).span(), "the first of more than " + UNKNOWN_LIMIT + " characters that mean nothing here"));
      return visible.subList(visible.size() - 1, visible.size());
    }
    own.all().forEach(diagnostics::add);
    return spelling.repaired;
  }

  private void run() {
    for (int i = 0; i < tokens.size() && unknown <= UNKNOWN_LIMIT;) {
      Token token = tokens.get(i);
      i = switch (token.getType()) {
        case CartLexer.UNKNOWN -> unknown(i);
        case CartLexer.UNCLOSED_STRING -> unclosedText(i);
        case CartLexer.UNCLOSED_UNIT -> unclosedUnit(i);
        case CartLexer.FOREIGN_OPERATOR -> foreignOperator(i);
        case CartLexer.FOREIGN_NAME -> foreignName(i);
        case CartLexer.NUMBER, CartLexer.DOT -> number(i);
        default -> keep(i);
      };
    }
  }

  private int keep(int i) {
    repaired.add(tokens.get(i));
    return i + 1;
  }

  private int number(int i) {
    int end = Numeral.end(tokens, i);
    if (end == i + 1) {
      return keep(i);
    }
    Token last = tokens.get(end - 1);
    Numeral numeral = Numeral.of(places.of(tokens.get(i)).to(places.of(last)));
    diagnostics.add(numeral.diagnostic());
    repaired.add(Repair.replace(tokens.get(i), last, CartLexer.NUMBER, numeral.digits()));
    return end;
  }

  private int unknown(int i) {
    Token token = tokens.get(i);
    Integer meant = LOOK_ALIKES.get(token.getText());
    if (meant != null) {
      String sign = Words.spelling(meant);
      Span place = places.of(token);
      diagnostics.add(SyntaxRule.CHARACTER.broken("`" + token.getText() + "` is written `" + sign + "`").at(place).fix(place, sign));
      repaired.add(Repair.replace(token, token, meant, sign));
      return i + 1;
    }
    if (QUOTES.contains(token.getText())) {
      return foreignQuotes(i);
    }
    int end = i + 1;
    while (tokens.get(end).getType() == CartLexer.UNKNOWN && Words.adjacent(tokens.get(end - 1), tokens.get(end))) {
      end++;
    }
    unknown += end - i;
    Span place = places.of(token).to(places.of(tokens.get(end - 1)));
    diagnostics.add(SyntaxRule.CHARACTER.broken(shown(place.text()) + " means nothing here").at(place).help("leave it out").fix(place, ""));
    return end;
  }

  /** A text in quotes of another kind: up to the next such quote on the line. */
  private int foreignQuotes(int i) {
    int last = i;
    for (int j = i + 1; last == i && tokens.get(j).getType() != CartLexer.NL && tokens.get(j).getType() != Token.EOF; j++) {
      boolean quote = tokens.get(j).getType() == CartLexer.UNKNOWN && QUOTES.contains(tokens.get(j).getText());
      last = quote ? j : last;
    }
    Span place = places.of(tokens.get(i)).to(places.of(tokens.get(last)));
    String inner = last == i ? "" : place.text().substring(1, place.text().length() - 1);
    Diagnostic fault = SyntaxRule.CHARACTER.broken("a text stands between straight double quotes `\"`").at(place);
    diagnostics.add(last == i ? fault : fault.fix(place, Quoted.of(inner)));
    if (last > i) {
      repaired.add(Repair.replace(tokens.get(i), tokens.get(last), CartLexer.STRING, Quoted.of(inner)));
    }
    return last + 1;
  }

  private static String shown(String text) {
    int point = text.codePointAt(0);
    boolean printable = point > ' ' && !Character.isISOControl(point) && Character.isDefined(point) && !Character.isSurrogate((char) point);
    String name = String.format("U+%04X", point);
    return printable ? "`" + text + "`" : "the character " + name;
  }

  /** A text that is not closed ends at its line end, or before the braces that stand there. */
  private int unclosedText(int i) {
    Token token = tokens.get(i);
    String text = token.getText();
    int end = text.length();
    while (Character.isWhitespace(text.charAt(end - 1)) || text.charAt(end - 1) == '}') {
      end--;
    }
    String kept = text.substring(0, end);
    Span place = new Span(places.source(), token.getStartIndex(), token.getStartIndex() + Math.max(1, kept.length()));
    diagnostics.add(SyntaxRule.TEXT_END.broken("this text in quotes has no end on its line")
        .at(place).fix(new Span(place.source(), place.end(), place.end()), "\""));
    repaired.add(Repair.replace(token, token, CartLexer.STRING, Quoted.of(Quoted.inner(kept))));
    text.substring(kept.length()).chars().filter(c -> c == '}').limit(openOnLine(token.getLine()))
        .forEach(c -> repaired.add(Repair.replace(token, token, CartLexer.RBRACE, "}")));
    return i + 1;
  }

  private long openOnLine(int line) {
    int open = 0;
    for (int i = repaired.size() - 1; i >= 0 && repaired.get(i).getLine() == line; i--) {
      open += repaired.get(i).getType() == CartLexer.LBRACE ? 1 : repaired.get(i).getType() == CartLexer.RBRACE ? -1 : 0;
    }
    return Math.max(0, open);
  }

  private int unclosedUnit(int i) {
    Token token = tokens.get(i);
    String kept = token.getText().stripTrailing();
    Span place = new Span(places.source(), token.getStartIndex(), token.getStartIndex() + kept.length());
    diagnostics.add(SyntaxRule.UNIT_END.broken("this unit has no closing `]`")
        .at(place).fix(new Span(place.source(), place.end(), place.end()), "]"));
    repaired.add(Repair.replace(token, token, CartLexer.UNIT, kept + "]"));
    return i + 1;
  }

  private int foreignOperator(int i) {
    Token token = tokens.get(i);
    int type = token.getText().equals("=>") && inRateHead() ? CartLexer.ARROW : OPERATORS.get(token.getText());
    String sign = Words.spelling(type);
    Span place = places.of(token);
    String replacement = type == CartLexer.NOT ? "not " : sign;
    diagnostics.add(SyntaxRule.OPERATOR.broken("`" + token.getText() + "` is written `" + sign + "`").at(place).fix(place, replacement));
    repaired.add(Repair.replace(token, token, type, sign));
    return i + 1;
  }

  /** Whether the tokens before stand between the colon of a rate and its value. */
  private boolean inRateHead() {
    for (int j = repaired.size() - 1; j >= 2; j--) {
      int type = repaired.get(j).getType();
      if (type == CartLexer.COLON) {
        return repaired.get(j - 2).getType() == CartLexer.RATE;
      }
      if (!Words.isName(type) && type != CartLexer.DOT) {
        return false;
      }
    }
    return false;
  }

  private int foreignName(int i) {
    Token token = tokens.get(i);
    if (foreignNames.add(token.getText())) {
      String latin = Greek.spelt(token.getText());
      Diagnostic fault = SyntaxRule.NAME_LETTERS
          .broken(Places.quoted(token.getText()) + " has letters that a name cannot have")
          .at(places.of(token))
          .note("names are made of a to z, A to Z, digits and _");
      boolean plain = latin.matches("[A-Za-z_][A-Za-z0-9_]*");
      diagnostics.add(plain ? fault.help("call it " + Places.quoted(latin)).fix(places.of(token), latin) : fault);
    }
    repaired.add(Repair.replace(token, token, CartLexer.NAME, token.getText()));
    return i + 1;
  }
}
