package org.cartc.compiler.syntax;

import java.util.List;
import java.util.Optional;
import org.cartc.compiler.source.Span;

/** A statement of a {@code study}. */
public sealed interface StudyItem
    permits ModelItem.Let, Modifier, StudyItem.Simulate, StudyItem.For, StudyItem.Scenario, StudyItem.Scenarios, StudyItem.Vary,
    StudyItem.Optimise, StudyItem.Sensitivity, StudyItem.Plot, StudyItem.UseNumerics, StudyItem.Seed, StudyItem.CompareVariants {
  Span span();

  /**
   * {@code simulate model with doses, X = 1 until 200 [day] every 1 [day]}.
   *
   * @param steady whether it says {@code from steady}
   * @param with doses tables and protocols, called with their arguments
   */
  record Simulate(Path model, List<ModelItem.Setting> settings, List<Schedule> with, boolean steady,
      Optional<Expression> until, Optional<Expression> every, Span span) implements StudyItem, FitItem {}

  /** A protocol with its arguments, or a table of doses. */
  record Schedule(Path name, List<Expression.Argument> arguments, Span span) {}

  /** Several runs: one per patient, mechanism, listed value or point of a range. */
  sealed interface For extends StudyItem {
    /** {@code for each patient of cohort}. */
    record EachRow(Name key, Path data, Span span) implements For {}

    record EachMechanism(Span span) implements For {}

    /** {@code for x in 1, 2, 3}. */
    record Values(Path variable, List<Expression> values, Span span) implements For {}

    /** {@code for x = 1 .. 6 points 400 log}. */
    record Range(Path variable, Expression from, Expression to, Expression points, boolean log, Span span) implements For {}
  }

  /** {@code scenario name "doc" with X = 1, protocol(2) { modifiers; X = 2 }}. */
  record Scenario(Name name, Optional<Doc> doc, List<ModelItem.Setting> settings, List<Schedule> with, List<Modifier> modifiers,
      Span span) implements StudyItem {}

  /**
   * {@code scenarios (T_4, T_P) { A1: 1e4, 1e7 "control" }} or, with a protocol, {@code scenarios of protocol (a, b) { ... }}.
   */
  record Scenarios(Optional<Path> protocol, List<Path> columns, List<Row> rows, Span span) implements StudyItem {}

  record Row(Name name, List<Expression> values, Optional<Doc> doc, Span span) {}

  record Vary(List<Varied> varied, Span span) implements StudyItem, FitItem {}

  record Varied(Path path, Optional<ModelItem.Bounds> bounds) {}

  /** {@code minimise} or, if {@code maximise}, {@code maximise} an expression by one method then others. */
  record Optimise(boolean maximise, Expression objective, List<Method> methods, Span span) implements StudyItem, FitItem {}

  record Method(Path name, List<Expression.Argument> arguments, Span span) {}

  /** {@code sensitivity of a, b to all params within 10% by pearson(samples = 1000) as name}; no parameters means all. */
  record Sensitivity(List<Expression> of, List<Expression> to, Expression within, Method by, Optional<Name> as, Span span)
      implements StudyItem {}

  /**
   * {@code plot kind of a "label", b against x by key as "file" "title" { y log 1 .. 10 "axis" }}.
   *
   * @param kind {@code lines} unless written, e.g. {@code points}, {@code bars}
   */
  record Plot(Optional<Name> kind, List<Series> series, Optional<Expression> against, List<Name> by, Optional<Doc> file,
      Optional<Doc> title, List<Option> options, Span span) implements StudyItem {}

  record Series(Expression value, Optional<Doc> label) {}

  /** {@code y log}, {@code x 0 .. 60 "days"}, {@code facet scenario}: words, then an optional range, then an optional text. */
  record Option(List<Name> words, Optional<Expression> from, Optional<Expression> to, Optional<Doc> text, Span span) {}

  /** {@code numerics published}. */
  record UseNumerics(Path name, Span span) implements StudyItem {}

  record Seed(Expression value, Span span) implements StudyItem, FitItem {}

  record CompareVariants(TopLevel.Compare compare, Span span) implements StudyItem {}
}
