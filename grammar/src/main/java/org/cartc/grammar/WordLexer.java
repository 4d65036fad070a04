package org.cartc.grammar;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Token;

/** What the lexer asks of Java: which names are words of the language, and which characters beyond ASCII are letters. */
abstract class WordLexer extends Lexer {
  WordLexer(CharStream input) {
    super(input);
  }

  @Override
  public Token emit() {
    if (_type == CartLexer.NAME) {
      _type = Words.type(getText());
    }
    return super.emit();
  }

  /** Whether the character just read is a letter. */
  final boolean isLetter() {
    return Character.isLetter(_input.LA(-1));
  }

  /** Whether the character just read is a letter, a mark on one, or a digit or number of any script. */
  final boolean isWordPart() {
    return switch (Character.getType(_input.LA(-1))) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK, Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> isLetter();
    };
  }
}
