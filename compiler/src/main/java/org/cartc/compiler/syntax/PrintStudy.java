package org.cartc.compiler.syntax;

import static org.cartc.compiler.syntax.Print.block;
import static org.cartc.compiler.syntax.Print.clause;
import static org.cartc.compiler.syntax.Print.doc;
import static org.cartc.compiler.syntax.Print.list;
import static org.cartc.compiler.syntax.Print.words;
import static org.cartc.compiler.syntax.PrintExpression.sum;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the statements of studies and fits. */
final class PrintStudy {
  private PrintStudy() {}

  static String fitItem(FitItem item) {
    return switch (item) {
      case FitItem.Observe o ->
          o.observed().stream().map(q -> Print.print(q.quantity()) + " as " + q.measurement())
              .collect(Collectors.joining(", ", "observe ", ""));
      case ModelItem.Let l -> item((StudyItem) l);
      case Modifier m -> item((StudyItem) m);
      case StudyItem.Simulate s -> item((StudyItem) s);
      case StudyItem.Vary v -> item((StudyItem) v);
      case StudyItem.Optimise o -> item((StudyItem) o);
      case StudyItem.Seed s -> item((StudyItem) s);
    };
  }

  static String item(StudyItem item) {
    return switch (item) {
      case ModelItem.Let l -> PrintModel.let(l);
      case Modifier m -> PrintModel.modifier(m);
      case StudyItem.Simulate s ->
          words("simulate", s.model().text(), given(s.settings(), s.with()), s.steady() ? "from steady" : "",
              clause("until", s.until(), PrintExpression::sum),
              clause("every", s.every(), PrintExpression::sum));
      case StudyItem.For f -> forEach(f);
      case StudyItem.Scenario s -> scenario(s);
      case StudyItem.Scenarios s ->
          block(words("scenarios", clause("of", s.protocol(), Path::text), "(" + list(s.columns()) + ")"), s.rows(), PrintStudy::row);
      case StudyItem.Vary v ->
          v.varied().stream().map(x -> words(x.path().text(), PrintModel.bounds(x.bounds())))
              .collect(Collectors.joining(", ", "vary ", ""));
      case StudyItem.Optimise o ->
          words(o.maximise() ? "maximise" : "minimise", Print.print(o.objective()), o.methods().isEmpty() ? "" : "by",
              o.methods().stream().map(PrintStudy::method).collect(Collectors.joining(" then ")));
      case StudyItem.Sensitivity s ->
          words("sensitivity of", PrintExpression.list(s.of()), "to", s.to().isEmpty() ? "all params" : PrintExpression.list(s.to()),
              "within", sum(s.within()), "by", method(s.by()), clause("as", s.as(), Name::text));
      case StudyItem.Plot p -> plot(p);
      case StudyItem.UseNumerics n -> "numerics " + n.name();
      case StudyItem.Seed s -> "seed " + sum(s.value());
      case StudyItem.CompareVariants c -> PrintFile.compare(c.compare());
    };
  }

  private static String given(List<ModelItem.Setting> settings, List<StudyItem.Schedule> schedules) {
    List<String> all = Stream.concat(
        settings.stream().map(PrintModel::setting),
        schedules.stream().map(s -> s.name() + optionalArguments(s.arguments()))).toList();
    return all.isEmpty() ? "" : "with " + String.join(", ", all);
  }

  static String method(StudyItem.Method method) {
    return method.name() + optionalArguments(method.arguments());
  }

  private static String optionalArguments(List<Expression.Argument> arguments) {
    return arguments.isEmpty() ? "" : PrintExpression.arguments(arguments);
  }

  private static String forEach(StudyItem.For item) {
    return switch (item) {
      case StudyItem.For.EachMechanism f -> "for each mechanism";
      case StudyItem.For.EachRow f -> "for each " + f.key() + " of " + f.data();
      case StudyItem.For.Values f -> "for " + f.variable() + " in " + PrintExpression.list(f.values());
      case StudyItem.For.Range f ->
          words("for", f.variable().text(), "=", sum(f.from()), "..", sum(f.to()), "points", sum(f.points()), f.log() ? "log" : "");
    };
  }

  private static String scenario(StudyItem.Scenario s) {
    String header = words("scenario", s.name().text(), doc(s.doc()), given(s.settings(), s.with()));
    return s.modifiers().isEmpty() ? header : block(header, s.modifiers(), PrintModel::modifier);
  }

  private static String row(StudyItem.Row row) {
    return words(row.name() + ":", PrintExpression.list(row.values()), doc(row.doc()));
  }

  private static String plot(StudyItem.Plot p) {
    String series = p.series().stream().map(s -> words(Print.print(s.value()), doc(s.label()))).collect(Collectors.joining(", "));
    String header = words("plot", p.kind().map(kind -> kind + " of").orElse(""), series, clause("against", p.against(), Print::print),
        p.by().isEmpty() ? "" : "by " + list(p.by()), clause("as", p.file(), f -> Quoted.of(f.text())), doc(p.title()));
    String options = p.options().stream().map(PrintStudy::option).collect(Collectors.joining("; ", " { ", " }"));
    return p.options().isEmpty() ? header : header + options;
  }

  private static String option(StudyItem.Option option) {
    String names = option.words().stream().map(Name::text).collect(Collectors.joining(" "));
    return words(names, option.from().map(from -> from(from, option)).orElse(""), clause("..", option.to(), PrintExpression::sum),
        doc(option.text()));
  }

  /** A value that begins with a name would read as one more word. */
  private static String from(Expression from, StudyItem.Option option) {
    String text = sum(from);
    boolean word = option.to().isEmpty() && (Character.isLetter(text.charAt(0)) || text.charAt(0) == '_');
    return word ? "(" + text + ")" : text;
  }
}
