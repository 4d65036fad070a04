package org.cartc.compiler.syntax;

import static org.cartc.compiler.syntax.Expression.BinaryOperator.ADD;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.AND;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.DIVIDE;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.EQUAL;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.GREATER;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.GREATER_OR_EQUAL;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.LESS;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.LESS_OR_EQUAL;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.MULTIPLY;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.NOT_EQUAL;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.OR;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.POWER;
import static org.cartc.compiler.syntax.Expression.BinaryOperator.SUBTRACT;
import static org.cartc.compiler.syntax.Expression.UnaryOperator.NEGATE;
import static org.cartc.compiler.syntax.Expression.UnaryOperator.NOT;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Expression.BinaryOperator;
import org.cartc.grammar.CartLexer;
import org.cartc.grammar.CartParser;

/** Builds expressions, and the small parts that all statements share, from the parser's tree. */
final class BuildExpression {
  private final Places places;
  private final Diagnostics diagnostics;

  BuildExpression(Source source, Diagnostics diagnostics) {
    this.places = new Places(source);
    this.diagnostics = diagnostics;
  }

  Diagnostics diagnostics() {
    return diagnostics;
  }

  Span span(ParserRuleContext context) {
    return places.of(context);
  }

  Span span(TerminalNode token) {
    return places.of(token.getSymbol());
  }

  Name name(CartParser.NameContext context) {
    return new Name(context.getText(), span(context));
  }

  Optional<Name> optionalName(CartParser.NameContext context) {
    return Optional.ofNullable(context).map(this::name);
  }

  Path path(CartParser.PathContext context) {
    return new Path(all(context.name(), this::name), span(context));
  }

  Optional<Path> optionalPath(CartParser.PathContext context) {
    return Optional.ofNullable(context).map(this::path);
  }

  List<Path> paths(CartParser.PathsContext context) {
    return context == null ? List.of() : all(context.path(), this::path);
  }

  UnitText unit(TerminalNode token) {
    String text = token.getText();
    String inner = text.substring(1, text.endsWith("]") ? text.length() - 1 : text.length());
    return new UnitText(inner.strip(), span(token));
  }

  Optional<UnitText> optionalUnit(TerminalNode token) {
    return Optional.ofNullable(token).map(this::unit);
  }

  Doc doc(CartParser.DocContext context) {
    return new Doc(Quoted.inner(context.getText()), span(context));
  }

  Optional<Doc> optionalDoc(CartParser.DocContext context) {
    return Optional.ofNullable(context).map(this::doc);
  }

  ModelItem.Setting setting(CartParser.SettingContext context) {
    return new ModelItem.Setting(path(context.path()), expression(context.expression()), span(context));
  }

  Optional<ModelItem.Bounds> bounds(CartParser.BoundsContext context) {
    return Optional.ofNullable(context)
        .map(c -> new ModelItem.Bounds(sum(c.sum(0)), sum(c.sum(1)), c.LOG() != null, span(c)));
  }

  List<Expression> expressions(List<CartParser.ExpressionContext> contexts) {
    return all(contexts, this::expression);
  }

  Optional<Expression> optional(CartParser.ExpressionContext context) {
    return Optional.ofNullable(context).map(this::expression);
  }

  Optional<Expression> optional(CartParser.SumContext context) {
    return Optional.ofNullable(context).map(this::sum);
  }

  Expression expression(CartParser.ExpressionContext context) {
    return switch (context) {
      case CartParser.FoundTimeContext c -> new Expression.FoundTime(c.FIRST() != null, expression(c.expression()), span(c));
      case CartParser.ConditionalContext c ->
          new Expression.If(expression(c.condition), expression(c.yes), expression(c.no), span(c));
      case CartParser.PlainContext c -> disjunction(c.disjunction());
      default -> throw new AssertionError(context.getClass());
    };
  }

  private Expression disjunction(CartParser.DisjunctionContext context) {
    return chain(context, all(context.conjunction(), this::conjunction));
  }

  private Expression conjunction(CartParser.ConjunctionContext context) {
    return chain(context, all(context.negation(), this::negation));
  }

  private Expression negation(CartParser.NegationContext context) {
    return context.comparison() == null
        ? new Expression.Unary(NOT, negation(context.negation()), span(context))
        : comparison(context.comparison());
  }

  private Expression comparison(CartParser.ComparisonContext context) {
    List<Expression> readings = all(context.reading(), this::reading);
    if (context.relation().isEmpty()) {
      return readings.get(0);
    }
    if (context.relation().size() > 1) {
      reportChain(context);
    }
    BinaryOperator operator = operator(context.relation(0).getStart().getType());
    return new Expression.Binary(operator, readings.get(0), readings.get(1), span(context.reading(0)).to(span(context.reading(1))));
  }

  private void reportChain(CartParser.ComparisonContext context) {
    StringBuilder split = new StringBuilder();
    for (int i = 0; i < context.relation().size(); i++) {
      split.append(i == 0 ? "" : " and ").append(span(context.reading(i)).text());
      split.append(' ').append(context.relation(i).getText()).append(' ').append(span(context.reading(i + 1)).text());
    }
    diagnostics.add(SyntaxRule.CHAIN.broken("a comparison has two sides, but this one goes on")
        .at(span(context.relation(1)), "the second comparison")
        .help("join two comparisons:  " + split)
        .fix(span(context), split.toString()));
  }

  private Expression reading(CartParser.ReadingContext context) {
    Expression read = sum(context.curve);
    if (context.time != null) {
      Expression time = sum(context.time);
      read = new Expression.At(read, time, span(context.curve).to(span(context.time)));
    }
    return context.key == null ? read : new Expression.Where(read, name(context.name()), sum(context.key), span(context));
  }

  Expression sum(CartParser.SumContext context) {
    return chain(context, all(context.product(), this::product));
  }

  private Expression product(CartParser.ProductContext context) {
    return chain(context, all(context.signed(), this::signed));
  }

  private Expression signed(CartParser.SignedContext context) {
    return context.MINUS() == null ? power(context.power()) : new Expression.Unary(NEGATE, signed(context.signed()), span(context));
  }

  private Expression power(CartParser.PowerContext context) {
    Expression base = primary(context.primary());
    return context.exponent() == null ? base : new Expression.Binary(POWER, base, exponent(context.exponent()), span(context));
  }

  private Expression exponent(CartParser.ExponentContext context) {
    return context.MINUS() == null ? power(context.power()) : new Expression.Unary(NEGATE, exponent(context.exponent()), span(context));
  }

  private Expression primary(CartParser.PrimaryContext context) {
    return switch (context) {
      case CartParser.NumberContext c -> number(c);
      case CartParser.BracketContext c -> {
        Expression inner = expression(c.expression());
        yield c.UNIT() == null ? inner : new Expression.InUnit(inner, unit(c.UNIT()), span(c));
      }
      case CartParser.CallContext c -> new Expression.Call(path(c.path()), arguments(c.arguments()), span(c));
      case CartParser.ReferenceContext c -> reference(c);
      default -> throw new AssertionError(context.getClass());
    };
  }

  private Expression reference(CartParser.ReferenceContext context) {
    Path path = path(context.path());
    if (context.UNIT() != null) {
      diagnostics.add(SyntaxRule.UNIT_OF_NAME.broken("`" + path + "` has its own unit; none can stand behind it")
          .at(span(context.UNIT()), "belongs to a number or to a bracket")
          .help("leave `" + context.UNIT().getText() + "` out; where `" + path + "` is a pure number, write `(" + path + ") "
              + context.UNIT().getText() + "`")
          .fix(new Span(path.span().source(), path.span().end(), span(context).end()), ""));
    }
    return new Expression.Reference(path, path.span());
  }

  private Expression number(CartParser.NumberContext context) {
    String digits = context.NUMBER().getText();
    boolean percent = context.PERCENT() != null;
    double value = Double.parseDouble(digits);
    boolean vanished = value == 0 && digits.split("[eE]")[0].matches(".*[1-9].*");
    if (vanished || Double.isInfinite(value)) {
      diagnostics.add(SyntaxRule.NUMBER_RANGE.broken("`" + digits + "` is too " + (vanished ? "small" : "large") + " for a number")
          .at(span(context.NUMBER()))
          .note("numbers lie between 4.9e-324 and 1.8e308 in size"));
    } else if (percent && value != 0) {
      value = new BigDecimal(digits).movePointLeft(2).doubleValue();
    }
    return new Expression.Number(digits, value, percent, optionalUnit(context.UNIT()), span(context));
  }

  List<Expression.Argument> arguments(CartParser.ArgumentsContext context) {
    return context == null
        ? List.of()
        : all(context.argument(), a -> new Expression.Argument(optionalName(a.name()), expression(a.expression())));
  }

  StudyItem.Method method(CartParser.MethodContext context) {
    return new StudyItem.Method(path(context.path()), arguments(context.arguments()), span(context));
  }

  /** Joins operands from the left by the operators that stand between them in {@code context}. */
  private Expression chain(ParserRuleContext context, List<Expression> operands) {
    Expression joined = operands.get(0);
    for (int i = 1; i < operands.size(); i++) {
      TerminalNode sign = (TerminalNode) context.getChild(2 * i - 1);
      Expression operand = operands.get(i);
      Span span = places.of(context.getStart()).to(places.of(((ParserRuleContext) context.getChild(2 * i)).getStop()));
      joined = new Expression.Binary(operator(sign.getSymbol().getType()), joined, operand, span);
    }
    return joined;
  }

  private static BinaryOperator operator(int type) {
    return switch (type) {
      case CartLexer.PLUS -> ADD;
      case CartLexer.MINUS -> SUBTRACT;
      case CartLexer.TIMES_SIGN -> MULTIPLY;
      case CartLexer.SLASH -> DIVIDE;
      case CartLexer.LESS -> LESS;
      case CartLexer.LESS_OR_EQUAL -> LESS_OR_EQUAL;
      case CartLexer.GREATER -> GREATER;
      case CartLexer.GREATER_OR_EQUAL -> GREATER_OR_EQUAL;
      case CartLexer.EQUAL -> EQUAL;
      case CartLexer.NOT_EQUAL -> NOT_EQUAL;
      case CartLexer.AND -> AND;
      case CartLexer.OR -> OR;
      default -> throw new AssertionError(type);
    };
  }

  static <C, T> List<T> all(List<C> contexts, Function<C, T> build) {
    return contexts.stream().map(build).toList();
  }
}
