package org.cartc.compiler.syntax;

import static org.cartc.compiler.syntax.BuildModel.readable;
import static org.cartc.compiler.syntax.BuildModel.unreadable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.source.Source;
import org.cartc.grammar.CartParser;

/** Builds the blocks of a file from the parser's tree; statements with a fault are left out. */
final class BuildFile {
  private final Source source;
  private final BuildExpression build;
  private final BuildModel model;
  private final BuildStudy study;

  BuildFile(Source source, Diagnostics diagnostics) {
    this.source = source;
    this.build = new BuildExpression(source, diagnostics);
    this.model = new BuildModel(build);
    this.study = new BuildStudy(build, model);
  }

  CartFile file(CartParser.FileContext file) {
    return new CartFile(source, file.topLine().stream().filter(line -> !unreadable(line)).flatMap(line -> top(line.top())).toList());
  }

  private Stream<TopLevel> top(CartParser.TopContext top) {
    return switch ((ParserRuleContext) top.getChild(0)) {
      case CartParser.UseContext c -> Stream.of(model.use(c));
      case CartParser.FunctionContext c -> Stream.of(model.function(false, c, c));
      case CartParser.CompareContext c -> Stream.of(study.compare(c));
      case CartParser.ModelContext c -> readable(c.modelHeader()) ? Stream.of(model(c)) : Stream.empty();
      case CartParser.ExtensionContext c -> readable(c.extensionHeader()) ? Stream.of(extension(c)) : Stream.empty();
      case CartParser.ProtocolContext c -> readable(c.protocolHeader()) ? Stream.of(protocol(c)) : Stream.empty();
      case CartParser.TableContext c -> readable(c.tableHeader()) ? Stream.of(table(c)) : Stream.empty();
      case CartParser.FitContext c -> readable(c.fitHeader()) ? Stream.of(fit(c)) : Stream.empty();
      case CartParser.StudyContext c -> readable(c.studyHeader()) ? Stream.of(study(c)) : Stream.empty();
      case CartParser.NumericsContext c -> readable(c.numericsHeader()) ? Stream.of(numerics(c)) : Stream.empty();
      case CartParser.ClaimContext c -> readable(c.claimHeader()) ? Stream.of(new BuildClaim(build).claim(c)) : Stream.empty();
      default -> throw new AssertionError(top.getText());
    };
  }

  private TopLevel model(CartParser.ModelContext c) {
    return new TopLevel.Model(build.name(c.modelHeader().name()), build.optionalDoc(c.modelHeader().doc()),
        model.items(c.modelBlock()), build.span(c));
  }

  private TopLevel extension(CartParser.ExtensionContext c) {
    CartParser.ExtensionHeaderContext header = c.extensionHeader();
    return new TopLevel.Extend(build.path(header.path()), build.optionalName(header.name()), build.optionalDoc(header.doc()),
        model.items(c.modelBlock()), build.span(c));
  }

  private TopLevel protocol(CartParser.ProtocolContext c) {
    CartParser.ProtocolHeaderContext header = c.protocolHeader();
    return new TopLevel.Protocol(build.name(header.name()), model.formals(header.formals()), build.optionalDoc(header.doc()),
        model.protocol(c.protocolBlock()), build.span(c));
  }

  private TopLevel study(CartParser.StudyContext c) {
    return new TopLevel.Study(build.name(c.studyHeader().name()), build.optionalDoc(c.studyHeader().doc()),
        study.items(c.studyBlock()), build.span(c));
  }

  private TopLevel fit(CartParser.FitContext c) {
    CartParser.FitHeaderContext header = c.fitHeader();
    Optional<TopLevel.Each> each = header.key == null
        ? Optional.empty()
        : Optional.of(new TopLevel.Each(build.name(header.key), build.path(header.data)));
    return new TopLevel.Fit(build.name(header.name(0)), build.optionalDoc(header.doc()), each, build.paths(header.paths()),
        study.items(c.fitBlock()), build.span(c));
  }

  private TopLevel table(CartParser.TableContext c) {
    CartParser.TableHeaderContext header = c.tableHeader();
    List<TopLevel.Column> columns = c.tableBlock().tableLine().stream().filter(line -> !unreadable(line))
        .map(line -> column(line.column())).toList();
    return new TopLevel.Table(build.name(header.name()), build.doc(header.place), build.optionalDoc(header.title), columns,
        build.span(c));
  }

  private TopLevel.Column column(CartParser.ColumnContext context) {
    return switch (context) {
      case CartParser.IdColumnContext c -> new TopLevel.Column.Id(build.name(c.name()), build.span(c));
      case CartParser.TimeColumnContext c ->
          new TopLevel.Column.Time(build.name(c.name()), build.unit(c.UNIT()), build.span(c));
      case CartParser.ParameterColumnContext c ->
          new TopLevel.Column.Parameter(build.path(c.path()), from(c.origin()), build.optionalUnit(c.origin().UNIT()),
              build.optional(c.origin().expression()), build.span(c));
      case CartParser.DoseColumnContext c ->
          new TopLevel.Column.Dose(build.path(c.path()), from(c.origin()), build.optionalUnit(c.origin().UNIT()),
              build.optional(c.origin().expression()), build.span(c));
      case CartParser.MeasuredColumnContext c ->
          new TopLevel.Column.Measured(build.name(c.name()), from(c.origin()), build.optionalUnit(c.origin().UNIT()),
              build.optional(c.origin().expression()), build.span(c));
      case CartParser.CovariateColumnContext c ->
          new TopLevel.Column.Covariate(build.name(c.name()), build.optionalUnit(c.UNIT()),
              new Name(c.getStop().getText(), new Places(source).of(c.getStop())), build.span(c));
      case CartParser.CensoredColumnContext c ->
          new TopLevel.Column.Censored(build.sum(c.sum()), build.paths(c.paths()), build.span(c));
      default -> throw new AssertionError(context.getClass());
    };
  }

  private Name from(CartParser.OriginContext origin) {
    return build.name(origin.name());
  }

  private TopLevel numerics(CartParser.NumericsContext c) {
    CartParser.NumericsHeaderContext header = c.numericsHeader();
    List<TopLevel.Numerics.Setting> settings = c.numericsBlock().numericsLine().stream().filter(line -> !unreadable(line))
        .map(line -> numericsItem(line.numericsItem())).toList();
    return new TopLevel.Numerics(build.name(header.name()), build.optionalPath(header.path()), build.optionalDoc(header.doc()),
        settings, build.span(c));
  }

  private TopLevel.Numerics.Setting numericsItem(CartParser.NumericsItemContext context) {
    return switch (context) {
      case CartParser.IterationContext c ->
          new TopLevel.Numerics.Setting.Iteration(build.path(c.path()), build.method(c.method()), build.optional(c.sum()),
              build.span(c));
      case CartParser.AbsoluteContext c -> new TopLevel.Numerics.Setting.Absolute(c.amount().stream().map(model::amount).toList(),
          build.optional(c.sum()), build.span(c));
      case CartParser.GridContext c ->
          new TopLevel.Numerics.Setting.Grid(build.sum(c.sum()), c.NEXT() != null, build.span(c));
      case CartParser.IntegratorContext c ->
          new TopLevel.Numerics.Setting.Integrator(build.method(c.method()), build.optional(c.step), build.optional(c.tolerance),
              build.span(c));
      default -> throw new AssertionError(context.getClass());
    };
  }
}
