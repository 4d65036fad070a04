package org.cartc.compiler.syntax;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.source.Source;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.CartParser;
import org.cartc.grammar.StatementEnds;
import org.cartc.grammar.Utf16Characters;

/** Text to syntax tree. Faults are reported, and what could be read in spite of them is returned. */
public final class Parse {
  private Parse() {}

  /** A whole file; statements with a fault are missing from the result. An empty file has no items. */
  public static CartFile file(Source source, Diagnostics diagnostics) {
    return new BuildFile(source, diagnostics).file(tree(source, diagnostics, CartParser::file));
  }

  /**
   * A single expression, such as one on the command line.
   *
   * @throws Rejected with the faults if it cannot be read
   */
  public static Expression expression(Source source, Diagnostics diagnostics) {
    return whole(source, diagnostics, CartParser::loneExpression, (build, tree) -> build.expression(tree.expression()));
  }

  /**
   * {@code path = value}, such as {@code cd40.beta_C = 3e-8 [1/day]}.
   *
   * @throws Rejected with the faults if it cannot be read
   */
  public static ModelItem.Setting setting(Source source, Diagnostics diagnostics) {
    return whole(source, diagnostics, CartParser::loneSetting, (build, tree) -> build.setting(tree.setting()));
  }

  /**
   * A change of a model, such as {@code block cd40 by 50% from 0 [day] until 3 [day]}.
   *
   * @throws Rejected with the faults if it cannot be read
   */
  public static Modifier modifier(Source source, Diagnostics diagnostics) {
    return whole(source, diagnostics, CartParser::loneModifier,
        (build, tree) -> new BuildModel(build).modifier(tree.modifier()));
  }

  private static <C extends ParserRuleContext, T> T whole(
      Source source, Diagnostics diagnostics, Function<CartParser, C> rule, BiFunction<BuildExpression, C, T> build) {
    Diagnostics own = new Diagnostics();
    C tree = tree(source, own, rule);
    T built = own.hasErrors() ? null : build.apply(new BuildExpression(source, own), tree);
    own.all().forEach(diagnostics::add);
    own.stopOnErrors();
    return built;
  }

  private static <C extends ParserRuleContext> C tree(Source source, Diagnostics diagnostics, Function<CartParser, C> rule) {
    List<Token> tokens = StatementEnds.of(tokens(source));
    try {
      return rule.apply(fastParser(tokens));
    } catch (ParseCancellationException fault) {
      return rule.apply(fastParser(tokens));
    }
  }

  private static List<? extends Token> tokens(Source source) {
    CartLexer lexer = new CartLexer(new Utf16Characters(source.name(), source.text()));
    lexer.removeErrorListeners();
    List<Token> tokens = new java.util.ArrayList<>(lexer.getAllTokens());
    tokens.add(lexer.emitEOF());
    return tokens;
  }

  private static CartParser fastParser(List<Token> tokens) {
    CartParser parser = new CartParser(new CommonTokenStream(new ListTokenSource(tokens)));
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    parser.setErrorHandler(new BailErrorStrategy());
    return parser;
  }
}
