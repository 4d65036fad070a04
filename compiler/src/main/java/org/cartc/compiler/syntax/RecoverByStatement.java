package org.cartc.compiler.syntax;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.NoViableAltException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNConfig;
import org.antlr.v4.runtime.atn.Transition;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.tree.ParseTree;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.CartParser;

/**
 * A fault costs one statement: it is reported once, then everything up to the end of the statement is skipped, inner blocks
 * included. A fault in a header costs the header; its block is read.
 */
final class RecoverByStatement extends DefaultErrorStrategy {
  private static final Set<Integer> HEADERS = rules("Header");
  private static final Set<Integer> BLOCKS = rules("Block");

  private final Wording wording;
  private int expectedAt = -1;
  private IntervalSet expected = new IntervalSet();

  RecoverByStatement(Wording wording) {
    this.wording = wording;
  }

  private static Set<Integer> rules(String ending) {
    return IntStream.range(0, CartParser.ruleNames.length).filter(i -> CartParser.ruleNames[i].endsWith(ending)).boxed()
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Notes what may stand here; where a block awaits the end of a statement and finds something else, that is the fault. */
  @Override
  public void sync(Parser parser) {
    Token current = parser.getCurrentToken();
    expect(current.getTokenIndex(), parser.getATN().nextTokens(parser.getInterpreter().atn.states.get(parser.getState())));
    int rule = parser.getContext().getRuleIndex();
    boolean betweenStatements = BLOCKS.contains(rule) || rule == CartParser.RULE_file;
    if (betweenStatements && parser.getContext().getChildCount() > 0 && !endsStatement(current.getType(), rule)) {
      if (!inErrorRecoveryMode(parser)) {
        beginErrorCondition(parser);
        wording.report(current, expected, statements(parser), firstOfStatement(parser, current));
      }
      lastLine(parser.getContext()).ifPresent(line -> line.exception = new InputMismatchException(parser));
      skip(parser, false);
    }
  }

  private static boolean endsStatement(int type, int rule) {
    return type == CartLexer.NL || type == Token.EOF || type == CartLexer.RBRACE && rule != CartParser.RULE_file;
  }

  @Override
  public void reportError(Parser parser, RecognitionException fault) {
    if (inErrorRecoveryMode(parser)) {
      return;
    }
    beginErrorCondition(parser);
    Token offending = fault.getOffendingToken();
    IntervalSet possible = possible(parser, fault, offending);
    wording.report(offending, possible, statements(parser), firstOfStatement(parser, offending));
  }

  private IntervalSet possible(Parser parser, RecognitionException fault, Token offending) {
    if (fault instanceof NoViableAltException undecided && undecided.getStartToken() != offending) {
      return undecided.getDeadEndConfigs() == null ? new IntervalSet() : following(undecided);
    }
    expect(offending.getTokenIndex(), parser.getATN().nextTokens(parser.getATN().states.get(fault.getOffendingState())));
    return expected;
  }

  private static IntervalSet following(NoViableAltException undecided) {
    IntervalSet following = new IntervalSet();
    for (ATNConfig config : undecided.getDeadEndConfigs()) {
      for (Transition transition : config.state.getTransitions()) {
        if (transition.label() != null) {
          following.addAll(transition.label());
        }
      }
    }
    return following;
  }

  @Override
  public void recover(Parser parser, RecognitionException fault) {
    int rule = parser.getContext().getRuleIndex();
    boolean header = HEADERS.contains(rule);
    if (!header && !Statements.isLine(rule)) {
      throw fault;
    }
    skip(parser, header);
  }

  @Override
  public Token recoverInline(Parser parser) {
    throw new InputMismatchException(parser);
  }

  /** Skips to the end of the statement, or to the block of its header, over all inner blocks. */
  private static void skip(Parser parser, boolean toBlock) {
    int depth = 0;
    boolean top = parser.getContext().getRuleIndex() == CartParser.RULE_file;
    for (int type = parser.getCurrentToken().getType(); type != Token.EOF; type = parser.getCurrentToken().getType()) {
      boolean end = type == CartLexer.NL || type == CartLexer.RBRACE && !top || toBlock && type == CartLexer.LBRACE;
      if (depth == 0 && end) {
        return;
      }
      depth += type == CartLexer.LBRACE ? 1 : type == CartLexer.RBRACE ? -1 : 0;
      parser.consume();
    }
  }

  private void expect(int index, IntervalSet more) {
    if (index != expectedAt) {
      expectedAt = index;
      expected = new IntervalSet();
    }
    for (int type : more.toSet()) {
      if (type > 0 || type == Token.EOF) {
        expected.add(type);
      }
    }
  }

  private static Statements statements(Parser parser) {
    ParserRuleContext context = parser.getContext();
    while (context != null && !Statements.isLine(context.getRuleIndex())) {
      if (BLOCKS.contains(context.getRuleIndex()) && context.getChildCount() > 0) {
        return Statements.ofLine(((ParserRuleContext) context.getChild(1)).getRuleIndex());
      }
      context = context.getParent();
    }
    return context == null ? Statements.FILE : Statements.ofLine(context.getRuleIndex());
  }

  /** The statement that was read last in a block, if nothing stands behind it. */
  private static Optional<ParserRuleContext> lastLine(ParserRuleContext block) {
    ParseTree last = block.getChild(block.getChildCount() - 1);
    return last instanceof ParserRuleContext line ? Optional.of(line) : Optional.empty();
  }

  /** The first token of the statement with the fault. */
  private static Token firstOfStatement(Parser parser, Token offending) {
    ParserRuleContext context = parser.getContext();
    boolean between = BLOCKS.contains(context.getRuleIndex()) || context.getRuleIndex() == CartParser.RULE_file;
    if (between && context.getChildCount() > 0) {
      return lastLine(context).filter(line -> line.getChildCount() > 0).map(ParserRuleContext::getStart).orElse(offending);
    }
    while (!Statements.isLine(context.getRuleIndex()) && context.getParent() != null) {
      context = context.getParent();
    }
    return context.getStart();
  }
}
