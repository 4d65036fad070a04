package org.cartc.compiler.syntax;

import static org.cartc.compiler.syntax.BuildExpression.all;
import static org.cartc.compiler.syntax.BuildModel.readable;
import static org.cartc.compiler.syntax.BuildModel.unreadable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.cartc.grammar.CartParser;

/** Builds the statements of studies and fits from the parser's tree; statements with a fault are left out. */
final class BuildStudy {
  private final BuildExpression build;
  private final BuildModel model;

  BuildStudy(BuildExpression build, BuildModel model) {
    this.build = build;
    this.model = model;
  }

  List<StudyItem> items(CartParser.StudyBlockContext block) {
    return block.studyLine().stream().filter(line -> !unreadable(line)).flatMap(line -> item(line.studyItem())).toList();
  }

  List<FitItem> items(CartParser.FitBlockContext block) {
    return block.fitLine().stream().filter(line -> !unreadable(line)).map(line -> fitItem(line.fitItem())).toList();
  }

  private Stream<StudyItem> item(CartParser.StudyItemContext item) {
    return switch ((ParserRuleContext) item.getChild(0)) {
      case CartParser.ScenarioContext c -> readable(c.scenarioHeader()) ? Stream.of(scenario(c)) : Stream.empty();
      case CartParser.ScenariosContext c -> readable(c.scenariosHeader()) ? Stream.of(scenarios(c)) : Stream.empty();
      case CartParser.PlotContext c -> readable(c.plotHeader()) ? Stream.of(plot(c)) : Stream.empty();
      case CartParser.SimulateContext c -> Stream.of(simulate(c));
      case CartParser.ForEachContext c -> Stream.of(forEach(c));
      case CartParser.LetContext c -> Stream.of(model.let(false, c, c));
      case CartParser.ModifierContext c -> Stream.of(model.modifier(c));
      case CartParser.VaryContext c -> Stream.of(vary(c));
      case CartParser.OptimiseContext c -> Stream.of(optimise(c));
      case CartParser.SensitivityContext c -> Stream.of(sensitivity(c));
      case CartParser.UseNumericsContext c -> Stream.of(new StudyItem.UseNumerics(build.path(c.path()), build.span(c)));
      case CartParser.SeedContext c -> Stream.of(seed(c));
      case CartParser.CompareContext c -> Stream.of(new StudyItem.CompareVariants(compare(c), build.span(c)));
      default -> throw new AssertionError(item.getText());
    };
  }

  private FitItem fitItem(CartParser.FitItemContext item) {
    return switch ((ParserRuleContext) item.getChild(0)) {
      case CartParser.SimulateContext c -> simulate(c);
      case CartParser.ObserveContext c ->
          new FitItem.Observe(
              all(c.observed(), o -> new FitItem.Observed(build.expression(o.expression()), build.path(o.path()))), build.span(c));
      case CartParser.VaryContext c -> vary(c);
      case CartParser.OptimiseContext c -> optimise(c);
      case CartParser.LetContext c -> model.let(false, c, c);
      case CartParser.ModifierContext c -> model.modifier(c);
      case CartParser.SeedContext c -> seed(c);
      default -> throw new AssertionError(item.getText());
    };
  }

  private StudyItem.Simulate simulate(CartParser.SimulateContext c) {
    return new StudyItem.Simulate(build.path(c.path()), settings(c.given()), schedules(c.given()), c.STEADY() != null,
        build.optional(c.until),
        build.optional(c.every), build.span(c));
  }

  private List<ModelItem.Setting> settings(List<CartParser.GivenContext> given) {
    return given.stream().filter(g -> g.setting() != null).map(g -> build.setting(g.setting())).toList();
  }

  private List<StudyItem.Schedule> schedules(List<CartParser.GivenContext> given) {
    return given.stream().filter(g -> g.schedule() != null).map(g -> schedule(g.schedule())).toList();
  }

  private StudyItem.Schedule schedule(CartParser.ScheduleContext c) {
    return new StudyItem.Schedule(build.path(c.path()), build.arguments(c.arguments()), build.span(c));
  }

  private StudyItem.For forEach(CartParser.ForEachContext context) {
    return switch (context) {
      case CartParser.ForMechanismContext c -> new StudyItem.For.EachMechanism(build.span(c));
      case CartParser.ForRowContext c -> new StudyItem.For.EachRow(build.name(c.name()), build.path(c.path()), build.span(c));
      case CartParser.ForValuesContext c ->
          new StudyItem.For.Values(build.path(c.path()), build.expressions(c.expression()), build.span(c));
      case CartParser.ForRangeContext c ->
          new StudyItem.For.Range(build.path(c.path()), build.sum(c.from), build.sum(c.to), build.sum(c.points), c.LOG() != null,
              build.span(c));
      default -> throw new AssertionError(context.getClass());
    };
  }

  private StudyItem scenario(CartParser.ScenarioContext c) {
    CartParser.ScenarioHeaderContext header = c.scenarioHeader();
    List<Modifier> modifiers = new ArrayList<>();
    if (c.scenarioBlock() != null) {
      c.scenarioBlock().scenarioLine().stream().filter(line -> !unreadable(line))
          .forEach(line -> modifiers.add(change(line.scenarioItem())));
    }
    return new StudyItem.Scenario(build.name(header.name()), build.optionalDoc(header.doc()), settings(header.given()),
        schedules(header.given()), modifiers, build.span(c));
  }

  private Modifier change(CartParser.ScenarioItemContext c) {
    return c.setting() == null ? model.modifier(c.modifier()) : new Modifier.Set(build.setting(c.setting()), build.span(c));
  }

  private StudyItem scenarios(CartParser.ScenariosContext c) {
    CartParser.ScenariosHeaderContext header = c.scenariosHeader();
    List<StudyItem.Row> rows = c.rowBlock().rowLine().stream().filter(line -> !unreadable(line)).map(line -> row(line.row())).toList();
    return new StudyItem.Scenarios(build.optionalPath(header.path()), build.paths(header.paths()), rows, build.span(c));
  }

  private StudyItem.Row row(CartParser.RowContext c) {
    return new StudyItem.Row(build.name(c.name()), build.expressions(c.expression()), build.optionalDoc(c.doc()), build.span(c));
  }

  private StudyItem.Vary vary(CartParser.VaryContext c) {
    return new StudyItem.Vary(
        all(c.varied(), v -> new StudyItem.Varied(build.path(v.path()), build.bounds(v.bounds()))), build.span(c));
  }

  private StudyItem.Optimise optimise(CartParser.OptimiseContext c) {
    return new StudyItem.Optimise(c.MAXIMISE() != null, build.expression(c.expression()), all(c.method(), build::method),
        build.span(c));
  }

  private StudyItem sensitivity(CartParser.SensitivityContext c) {
    List<Expression> to = c.ALL() != null ? List.of() : build.expressions(c.expressions(1).expression());
    return new StudyItem.Sensitivity(build.expressions(c.expressions(0).expression()), to, build.sum(c.sum()),
        build.method(c.method()), build.optionalName(c.name()), build.span(c));
  }

  private StudyItem plot(CartParser.PlotContext c) {
    CartParser.PlotHeaderContext header = c.plotHeader();
    List<Name> names = all(header.name(), build::name);
    List<Name> keys = header.kind == null ? names : names.subList(1, names.size());
    List<StudyItem.Option> options = c.optionBlock() == null
        ? List.of()
        : c.optionBlock().optionLine().stream().filter(line -> !unreadable(line)).map(line -> option(line.option())).toList();
    return new StudyItem.Plot(build.optionalName(header.kind), all(header.series(), this::series),
        build.optional(header.expression()), keys, build.optionalDoc(header.place), build.optionalDoc(header.title), options,
        build.span(c));
  }

  private StudyItem.Series series(CartParser.SeriesContext c) {
    return new StudyItem.Series(build.expression(c.expression()), build.optionalDoc(c.doc()));
  }

  private StudyItem.Option option(CartParser.OptionContext c) {
    Optional<Expression> to = c.sum().size() > 1 ? Optional.of(build.sum(c.sum(1))) : Optional.empty();
    return new StudyItem.Option(all(c.name(), build::name), build.optional(c.sum(0)), to, build.optionalDoc(c.doc()),
        build.span(c));
  }

  private StudyItem.Seed seed(CartParser.SeedContext c) {
    return new StudyItem.Seed(build.sum(c.sum()), build.span(c));
  }

  TopLevel.Compare compare(CartParser.CompareContext c) {
    return new TopLevel.Compare(build.path(c.path()), all(c.variant(), this::variant), build.method(c.method()), build.span(c));
  }

  private TopLevel.Variant variant(CartParser.VariantContext c) {
    TopLevel.Variant.Kind kind = c.FULL() != null
        ? TopLevel.Variant.Kind.FULL
        : c.ONLY() != null ? TopLevel.Variant.Kind.ONLY : TopLevel.Variant.Kind.WITHOUT;
    return new TopLevel.Variant(kind, all(c.path(), build::path), c.EACH() != null, build.optionalName(c.name()), build.span(c));
  }
}
