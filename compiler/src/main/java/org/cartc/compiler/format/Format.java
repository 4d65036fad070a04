package org.cartc.compiler.format;

import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.syntax.Parse;
import org.cartc.compiler.syntax.Print;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.Utf16Characters;

/**
 * Lays a file out: two blanks of indentation a block and for lines that go on, one form of blanks around signs, declarations below each
 * other in columns, at most one empty line between statements, none at the ends of a block. Where statements break is left to their
 * author. What is laid out stays as it is, and reads the same as before.
 */
public final class Format {
  private Format() {}

  /**
   * The text of a file, laid out.
   *
   * @throws Rejected if it cannot be read
   */
  public static String format(Source source) {
    String before = read(source);
    List<Line> lines = Lines.of(tokens(source));
    List<String> texts = Columns.of(lines);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      text.append(lines.get(i).spaced() ? "\n" : "").append(texts.get(i)).append('\n');
    }
    String after = read(new Source(source.name(), text.toString()));
    if (!before.equals(after)) {
      throw new IllegalStateException("the layout of " + source.name() + " would change what it says");
    }
    return text.toString();
  }

  /** What a file says, without its layout. */
  private static String read(Source source) {
    Diagnostics diagnostics = new Diagnostics();
    String text = Print.print(Parse.file(source, diagnostics));
    diagnostics.stopOnErrors();
    return text;
  }

  private static List<Token> tokens(Source source) {
    CartLexer lexer = new CartLexer(new Utf16Characters(source.name(), source.text()));
    lexer.removeErrorListeners();
    List<Token> tokens = new ArrayList<>(lexer.getAllTokens());
    tokens.add(lexer.emitEOF());
    return tokens;
  }
}
