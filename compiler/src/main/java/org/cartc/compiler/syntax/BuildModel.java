package org.cartc.compiler.syntax;

import static org.cartc.compiler.syntax.BuildExpression.all;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.cartc.grammar.CartParser;

/** Builds the statements of models, events, tests and protocols from the parser's tree; statements with a fault are left out. */
final class BuildModel {
  private final BuildExpression build;

  BuildModel(BuildExpression build) {
    this.build = build;
  }

  /** Whether the statement could not be read, or holds nothing. */
  static boolean unreadable(ParserRuleContext line) {
    return line.exception != null || line.getChildCount() == 0;
  }

  List<ModelItem> items(CartParser.ModelBlockContext block) {
    return block.modelLine().stream().filter(line -> !unreadable(line)).map(CartParser.ModelLineContext::modelItem)
        .flatMap(this::item).toList();
  }

  /** One statement, or none where a block's header could not be read. */
  private Stream<ModelItem> item(CartParser.ModelItemContext item) {
    if (item.mechanism() != null) {
      return readable(item.mechanism().mechanismHeader()) ? Stream.of(mechanism(item.mechanism())) : Stream.empty();
    }
    if (item.event() != null) {
      return readable(item.event().eventHeader()) ? Stream.of(event(item.event())) : Stream.empty();
    }
    if (item.test() != null) {
      return readable(item.test().testHeader()) ? Stream.of(test(item.test())) : Stream.empty();
    }
    return Stream.of(item.declaration() != null ? declaration(item) : plain(item));
  }

  static boolean readable(ParserRuleContext header) {
    return header.exception == null;
  }

  private ModelItem plain(CartParser.ModelItemContext item) {
    return switch ((ParserRuleContext) item.getChild(0)) {
      case CartParser.CiteContext c -> cite(c);
      case CartParser.TimeUnitContext c -> new ModelItem.Time(build.unit(c.UNIT()), build.span(c));
      case CartParser.UseContext c -> use(c);
      case CartParser.SwitchContext c ->
          new ModelItem.Switch(build.name(c.name()), c.ON() != null, build.optionalDoc(c.doc()), build.span(c));
      case CartParser.CheckContext c ->
          new ModelItem.Check(c.CONSERVED() != null, build.expression(c.expression()), build.paths(c.paths()),
              build.optionalDoc(c.doc()), build.span(c));
      default -> throw new AssertionError(item.getText());
    };
  }

  private ModelItem declaration(CartParser.ModelItemContext item) {
    boolean replace = item.REPLACE() != null;
    return switch ((ParserRuleContext) item.declaration().getChild(0)) {
      case CartParser.CompartmentContext c -> compartment(replace, c.quantity(), item);
      case CartParser.ParameterContext c -> parameter(replace, c.quantity(), item);
      case CartParser.LetContext c -> let(replace, c, item);
      case CartParser.FunctionContext c -> function(replace, c, item);
      case CartParser.RateContext c ->
          new ModelItem.Rate(replace, build.name(c.name()), build.optionalPath(c.source), build.optionalPath(c.target),
              build.optionalUnit(c.UNIT()), build.expression(c.expression(0)), build.optional(c.guard), build.optionalDoc(c.doc()),
              build.span(item));
      case CartParser.DerivativeContext c ->
          new ModelItem.Derivative(replace, build.path(c.path()), build.expression(c.expression(0)), build.optional(c.guard),
              build.optionalDoc(c.doc()), build.span(item));
      case CartParser.ConstraintContext c ->
          new ModelItem.Constraint(replace, build.name(c.name()), build.optionalDoc(c.doc()), all(c.unknown(), this::unknown),
              all(c.equation(), this::equation), build.span(item));
      case CartParser.EquilibriumContext c ->
          new ModelItem.Equilibrium(replace, build.paths(c.paths()), build.optionalPath(c.path()), build.span(item));
      default -> throw new AssertionError(item.getText());
    };
  }

  private ModelItem compartment(boolean replace, CartParser.QuantityContext c, ParserRuleContext whole) {
    return new ModelItem.Compartment(replace, build.name(c.name()), build.optionalUnit(c.UNIT()), build.optional(c.expression()),
        build.bounds(c.bounds()), build.optionalDoc(c.doc()), Optional.ofNullable(c.cite()).map(this::cite), build.span(whole));
  }

  private ModelItem parameter(boolean replace, CartParser.QuantityContext c, ParserRuleContext whole) {
    return new ModelItem.Parameter(replace, build.name(c.name()), build.optionalUnit(c.UNIT()), build.optional(c.expression()),
        build.bounds(c.bounds()), build.optionalDoc(c.doc()), Optional.ofNullable(c.cite()).map(this::cite), build.span(whole));
  }

  ModelItem.Let let(boolean replace, CartParser.LetContext c, ParserRuleContext whole) {
    return new ModelItem.Let(replace, c.OUTPUT() != null, build.name(c.name()), build.optionalUnit(c.UNIT()),
        build.expression(c.expression()), build.optionalDoc(c.doc()), build.span(whole));
  }

  ModelItem.Function function(boolean replace, CartParser.FunctionContext c, ParserRuleContext whole) {
    return new ModelItem.Function(replace, build.name(c.name()), formals(c.formals()), build.optionalUnit(c.UNIT()),
        build.expression(c.expression()), build.optionalDoc(c.doc()), build.span(whole));
  }

  List<ModelItem.Formal> formals(CartParser.FormalsContext context) {
    return context == null
        ? List.of()
        : all(context.formal(),
            f -> new ModelItem.Formal(build.name(f.name()), build.optionalUnit(f.UNIT()), build.optional(f.expression())));
  }

  private ModelItem.Cite cite(CartParser.CiteContext c) {
    String reference = c.DOI() != null ? c.DOI().getText() : Quoted.inner(c.STRING().getText());
    return new ModelItem.Cite(reference, build.span(c));
  }

  ModelItem.Use use(CartParser.UseContext c) {
    return new ModelItem.Use(all(c.imported(), this::imported), build.optionalName(c.name()), all(c.setting(), build::setting),
        build.span(c));
  }

  private ModelItem.Imported imported(CartParser.ImportedContext c) {
    boolean quoted = c.STRING() != null;
    return new ModelItem.Imported(quoted ? Quoted.inner(c.STRING().getText()) : build.path(c.path()).text(), quoted, build.span(c));
  }

  private ModelItem.Unknown unknown(CartParser.UnknownContext c) {
    return new ModelItem.Unknown(build.name(c.name()), build.optionalUnit(c.UNIT()), build.sum(c.sum(0)), build.sum(c.sum(1)),
        build.span(c));
  }

  private ModelItem.Equation equation(CartParser.EquationContext c) {
    return new ModelItem.Equation(build.sum(c.sum(0)), build.sum(c.sum(1)), build.span(c));
  }

  private ModelItem mechanism(CartParser.MechanismContext c) {
    CartParser.MechanismHeaderContext header = c.mechanismHeader();
    return new ModelItem.Mechanism(build.name(header.name()), build.optionalDoc(header.doc()), items(c.modelBlock()), build.span(c));
  }

  private ModelItem event(CartParser.EventContext c) {
    CartParser.EventHeaderContext header = c.eventHeader();
    List<ModelItem.Effect> effects = c.eventBlock().eventLine().stream().filter(line -> !unreadable(line))
        .map(line -> effect(line.effect())).toList();
    return new ModelItem.Event(build.sum(header.sum(0)), header.RISES() != null, build.sum(header.sum(1)), header.ONCE() != null,
        build.optionalName(header.name()), build.optionalDoc(header.doc()), effects, build.span(c));
  }

  private ModelItem.Effect effect(CartParser.EffectContext c) {
    if (c.setting() != null) {
      return new ModelItem.Effect.Assign(build.setting(c.setting()), build.span(c));
    }
    if (c.dose() != null) {
      return new ModelItem.Effect.Give(dose(c.dose()), build.span(c));
    }
    return c.modifier() != null
        ? new ModelItem.Effect.Modify(modifier(c.modifier()), build.span(c))
        : new ModelItem.Effect.Stop(build.span(c));
  }

  private ModelItem test(CartParser.TestContext c) {
    CartParser.TestHeaderContext header = c.testHeader();
    List<ModelItem.Setting> settings = new ArrayList<>();
    List<Path> protocols = new ArrayList<>();
    for (CartParser.TestGivenContext given : header.testGiven()) {
      if (given.setting() != null) {
        settings.add(build.setting(given.setting()));
      } else {
        protocols.add(build.path(given.path()));
      }
    }
    List<Expression> expectations = c.testBlock().testLine().stream().filter(line -> !unreadable(line))
        .map(line -> build.expression(line.expectation().expression())).toList();
    return new ModelItem.Test(build.doc(header.doc()), settings, protocols, expectations, build.span(c));
  }

  List<ProtocolItem> protocol(CartParser.ProtocolBlockContext block) {
    return block.protocolLine().stream().filter(line -> !unreadable(line)).map(line -> protocolItem(line.protocolItem())).toList();
  }

  private ProtocolItem protocolItem(CartParser.ProtocolItemContext item) {
    return switch ((ParserRuleContext) item.getChild(0)) {
      case CartParser.LetContext c -> let(false, c, c);
      case CartParser.DoseContext c -> dose(c);
      case CartParser.InfusionContext c ->
          new ProtocolItem.Infusion(all(c.amount(), this::amount), build.optional(c.at), build.sum(c.over), repeat(c.repeat()),
              build.span(c));
      case CartParser.ModifierContext c -> modifier(c);
      default -> throw new AssertionError(item.getText());
    };
  }

  private ProtocolItem.Dose dose(CartParser.DoseContext c) {
    return new ProtocolItem.Dose(all(c.amount(), this::amount), build.optional(c.sum()), repeat(c.repeat()), build.span(c));
  }

  ProtocolItem.Amount amount(CartParser.AmountContext c) {
    return new ProtocolItem.Amount(build.path(c.path()), build.sum(c.sum()), build.span(c));
  }

  private Optional<ProtocolItem.Repeat> repeat(CartParser.RepeatContext context) {
    return Optional.ofNullable(context).map(c -> new ProtocolItem.Repeat(build.sum(c.sum(0)), build.sum(c.sum(1))));
  }

  Modifier modifier(CartParser.ModifierContext context) {
    return switch (context) {
      case CartParser.SetModifierContext c -> new Modifier.Set(build.setting(c.setting()), build.span(c));
      case CartParser.WithoutModifierContext c -> new Modifier.Without(named(c.mechanisms()), each(c.mechanisms()), build.span(c));
      case CartParser.OnlyModifierContext c -> new Modifier.Only(named(c.mechanisms()), each(c.mechanisms()), build.span(c));
      case CartParser.BlockModifierContext c ->
          new Modifier.Block(named(c.mechanisms()), each(c.mechanisms()), build.sum(c.sum()), build.optional(c.window().from),
              build.optional(c.window().until), build.span(c));
      case CartParser.ScaleModifierContext c ->
          new Modifier.Scale(build.paths(c.paths()), build.sum(c.sum()), build.optional(c.window().from),
              build.optional(c.window().until), build.span(c));
      case CartParser.AttributeModifierContext c -> new Modifier.Attribute(build.path(c.path()), build.span(c));
      default -> throw new AssertionError(context.getClass());
    };
  }

  private List<Path> named(CartParser.MechanismsContext c) {
    return build.paths(c.paths());
  }

  private static boolean each(CartParser.MechanismsContext c) {
    return c.EACH() != null;
  }
}
