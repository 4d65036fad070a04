package org.cartc.compiler.syntax;

import java.util.ArrayList;
import java.util.Comparator;
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
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.source.Source;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.CartParser;
import org.cartc.grammar.StatementEnds;
import org.cartc.grammar.Utf16Characters;

/** Text to syntax tree. Faults are reported, and what could be read in spite of them is returned. */
public final class Parse {
  /** So many characters may a text have; a model written by hand has some ten thousand. */
  static final int LONGEST = 4_000_000;
  /** So many faults are shown at once. */
  static final int SHOWN = 50;

  /** A few lines of what most files begin with. */
  static final String SAMPLE = """
      model sample "text" {
        time [day]
        use growth
        compartment A [cell] = 1e6 "text"
        param k [1/day] = 0.5 in 0..1 "text"
        let f [cell] = A * (1 + k) - A / 2
        rate loss: A -> = k * f(A, x)
        mechanism m { rate gain: -> A = k }
      }
      """;

  private Parse() {}

  /** Makes the tables of lexer and parser, which are otherwise made by the first text; for a thread of its own. */
  public static void prepare() {
    file(new Source("sample", SAMPLE), new Diagnostics());
  }

  /** A whole file; statements with a fault are missing from the result. An empty file has no items. */
  public static CartFile file(Source source, Diagnostics diagnostics) {
    Diagnostics own = new Diagnostics();
    CartFile file = new BuildFile(source, own).file(tree(source, own, CartParser::file));
    hand(own, diagnostics);
    return file;
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
    reject(own, diagnostics);
    T built = build.apply(new BuildExpression(source, own), tree);
    reject(own, diagnostics);
    return built;
  }

  /** Ends the reading of a single statement that has a fault, of which the first is told. */
  private static void reject(Diagnostics own, Diagnostics diagnostics) {
    ordered(own).stream().findFirst().ifPresent(fault -> {
      diagnostics.add(fault);
      throw new Rejected(fault);
    });
  }

  private static <C extends ParserRuleContext> C tree(Source source, Diagnostics diagnostics, Function<CartParser, C> rule) {
    List<Token> tokens = tokens(source, diagnostics);
    CartParser fast = parser(tokens, PredictionMode.SLL);
    fast.setErrorHandler(new BailErrorStrategy());
    try {
      return rule.apply(fast);
    } catch (ParseCancellationException fault) {
      CartParser thorough = parser(tokens, PredictionMode.LL);
      thorough.setErrorHandler(new RecoverByStatement(new Wording(new Places(source), diagnostics, thorough.getTokenStream())));
      return rule.apply(thorough);
    }
  }

  private static CartParser parser(List<Token> tokens, PredictionMode mode) {
    CommonTokenStream stream = new CommonTokenStream(new ListTokenSource(tokens));
    stream.fill();
    CartParser parser = new CartParser(stream);
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(mode);
    return parser;
  }

  /** The tokens that the parser reads, repaired where that needs no grammar; only the end of the text if nothing can be read. */
  private static List<Token> tokens(Source source, Diagnostics diagnostics) {
    Places places = new Places(source);
    if (source.text().length() > LONGEST) {
      diagnostics.add(SyntaxRule.NO_TEXT.broken("this text is longer than " + LONGEST + " characters").at(places.between(0, 0))
          .help("tables belong into files of their own: `data name from \"file.csv\"`"));
      return List.of(lexer(new Source(source.name(), "")).emitEOF());
    }
    CartLexer lexer = lexer(source);
    List<Token> all = new ArrayList<>(lexer.getAllTokens());
    all.add(lexer.emitEOF());
    List<Token> visible = all.stream().filter(token -> token.getChannel() == Token.DEFAULT_CHANNEL).toList();
    List<Token> spelt = Spelling.repair(visible, places, diagnostics);
    List<Token> statements = StatementEnds.of(Parentheses.repair(spelt, places, diagnostics));
    List<Token> blocks = Braces.repair(Headers.repair(statements, places, diagnostics), places, diagnostics);
    return Nesting.isBounded(blocks, places, diagnostics) ? blocks : blocks.subList(blocks.size() - 1, blocks.size());
  }

  private static CartLexer lexer(Source source) {
    CartLexer lexer = new CartLexer(new Utf16Characters(source.name(), source.text()));
    lexer.removeErrorListeners();
    return lexer;
  }

  /** Hands the faults on in the order of the text, up to a number that a reader can use. */
  private static void hand(Diagnostics own, Diagnostics diagnostics) {
    List<Diagnostic> ordered = ordered(own);
    ordered.stream().limit(SHOWN).forEach(diagnostics::add);
    if (ordered.size() > SHOWN) {
      diagnostics.add(SyntaxRule.TOO_MANY.broken("there are " + (ordered.size() - SHOWN) + " more faults of writing in this text")
          .at(ordered.get(SHOWN).labels().get(0).span(), "the first of them"));
    }
  }

  private static List<Diagnostic> ordered(Diagnostics own) {
    return own.all().stream().sorted(Comparator.comparingInt(fault -> fault.labels().get(0).span().start())).toList();
  }
}
