package org.cartc.compiler.syntax;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.source.Span;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.Words;

/**
 * A number that is written wrongly: {@code 1.}, {@code .5}, {@code 10day}, {@code 1e}, {@code 1.2.3}.
 *
 * @param digits a number that stands for it while reading goes on
 */
record Numeral(Diagnostic diagnostic, String digits) {
  private static final Pattern POINT = Pattern.compile("(\\d*)\\.(\\d*)([eE][+-]?\\d+)?");
  private static final Pattern GROUPED = Pattern.compile("\\d+(_\\d+)+");
  private static final Pattern OPEN_EXPONENT = Pattern.compile("(\\d+(?:\\.\\d+)?)[eE][+-]?");
  private static final Pattern WITH_WORD = Pattern.compile("(\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?)([A-Za-z_]\\w*)");

  private static final int LONGEST = 100;

  /** The index behind the number that begins at {@code index}, with all that is attached to it; {@code index + 1} if that is nothing. */
  static int end(List<Token> tokens, int index) {
    Token first = tokens.get(index);
    if (first.getType() == CartLexer.DOT) {
      boolean attached = index > 0 && Words.adjacent(tokens.get(index - 1), first);
      boolean fraction = tokens.get(index + 1).getType() == CartLexer.NUMBER && Words.adjacent(first, tokens.get(index + 1));
      if (attached || !fraction) {
        return index + 1;
      }
    }
    int end = index + 1;
    while (attaches(tokens, end)) {
      end++;
    }
    return end;
  }

  private static boolean attaches(List<Token> tokens, int index) {
    Token before = tokens.get(index - 1);
    Token token = tokens.get(index);
    if (token.getType() == Token.EOF || !Words.adjacent(before, token)) {
      return false;
    }
    int type = token.getType();
    boolean sign = type == CartLexer.PLUS || type == CartLexer.MINUS;
    boolean exponentSign = sign && before.getText().matches("[eE]") && tokens.get(index + 1).getType() == CartLexer.NUMBER
        && Words.adjacent(token, tokens.get(index + 1));
    return type == CartLexer.NUMBER || type == CartLexer.DOT || Words.isWord(type) || exponentSign;
  }

  static Numeral of(Span place) {
    String text = place.text();
    if (text.length() > LONGEST) {
      return new Numeral(fault(Places.quoted(text) + " is not a number").at(place), "1");
    }
    Matcher point = POINT.matcher(text);
    if (point.matches() && text.length() > 1) {
      String before = point.group(1).isEmpty() ? "0" : point.group(1);
      String after = point.group(2).isEmpty() ? "0" : point.group(2);
      String exponent = point.group(3) == null ? "" : point.group(3);
      return fixed(place, "`" + text + "` needs a digit on both sides of its point", before + "." + after + exponent);
    }
    if (GROUPED.matcher(text).matches()) {
      return fixed(place, "the digits of `" + text + "` are not grouped", text.replace("_", ""));
    }
    Matcher open = OPEN_EXPONENT.matcher(text);
    if (open.matches()) {
      return new Numeral(fault("the exponent of `" + text + "` has no digits").at(place), open.group(1));
    }
    Matcher word = WITH_WORD.matcher(text);
    if (word.matches()) {
      return withWord(place, word.group(1), word.group(2));
    }
    return new Numeral(fault("`" + text + "` is not a number").at(place), "1");
  }

  private static Numeral withWord(Span place, String digits, String word) {
    boolean unit = UnitWords.contains(word);
    String likely = unit ? digits + " [" + word + "]" : digits + " * " + word;
    String other = unit ? "" : ", or a unit `" + digits + " [" + word + "]`";
    return new Numeral(
        fault("`" + place.text() + "` is neither a number nor a name").at(place).help("write `" + likely + "`" + other).fix(place, likely),
        digits);
  }

  private static Numeral fixed(Span place, String message, String digits) {
    return new Numeral(fault(message).at(place).help("write `" + digits + "`").fix(place, digits), digits);
  }

  private static Diagnostic fault(String message) {
    return SyntaxRule.NUMBER.broken(message);
  }
}
