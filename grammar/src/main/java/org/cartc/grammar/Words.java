package org.cartc.grammar;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.Token;

/** What kind of word a token is. Hard words are never names; soft words are keywords by their position and names elsewhere. */
public final class Words {
  private static final Set<Integer> EXPRESSION =
      Set.of(CartLexer.AND, CartLexer.OR, CartLexer.NOT, CartLexer.IF, CartLexer.THEN, CartLexer.ELSE);

  private static final Map<String, Integer> TYPES = types();

  private Words() {}

  private static Map<String, Integer> types() {
    Map<String, Integer> types = new HashMap<>();
    for (int type = CartLexer.MODEL; type <= CartLexer.WITHOUT; type++) {
      types.put(spelling(type), type);
    }
    return types;
  }

  /** The token that a name is: its own if it is a word of the language. */
  static int type(String name) {
    return TYPES.getOrDefault(name, CartLexer.NAME);
  }

  /** One of the 21 words that are never names. */
  public static boolean isHard(int type) {
    return type >= CartLexer.MODEL && type <= CartLexer.ELSE;
  }

  /** One of the hard words that begin a block or a declaration. */
  public static boolean beginsDeclaration(int type) {
    return isHard(type) && !EXPRESSION.contains(type);
  }

  /** One of the words that are keywords in their place and names elsewhere. */
  public static boolean isSoft(int type) {
    return type >= CartLexer.ABOVE && type <= CartLexer.WITHOUT;
  }

  /** Whether the token may stand where a name is expected. */
  public static boolean isName(int type) {
    return type == CartLexer.NAME || isSoft(type);
  }

  /** Any word, hard or soft or a plain name. */
  public static boolean isWord(int type) {
    return isName(type) || isHard(type) || type == CartLexer.FOREIGN_NAME;
  }

  /** The text of a token that is always written the same way: a word or a sign. */
  public static String spelling(int type) {
    if (isHard(type) || isSoft(type)) {
      return CartLexer.VOCABULARY.getSymbolicName(type).toLowerCase(Locale.ROOT);
    }
    String literal = CartLexer.VOCABULARY.getLiteralName(type);
    return literal == null ? "" : literal.substring(1, literal.length() - 1);
  }

  /** The 21 hard words in alphabetical order. */
  public static List<String> hard() {
    return spellings(CartLexer.MODEL, CartLexer.ELSE);
  }

  /** All soft words in alphabetical order. */
  public static List<String> soft() {
    return spellings(CartLexer.ABOVE, CartLexer.WITHOUT);
  }

  /** Whether {@code later} follows {@code earlier} without a blank. */
  public static boolean adjacent(Token earlier, Token later) {
    return later.getStartIndex() == earlier.getStopIndex() + 1;
  }

  private static List<String> spellings(int first, int last) {
    return List.copyOf(new TreeSet<>(IntStream.rangeClosed(first, last).mapToObj(Words::spelling).toList()));
  }
}
