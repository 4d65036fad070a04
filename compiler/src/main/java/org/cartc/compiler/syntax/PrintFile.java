package org.cartc.compiler.syntax;

import static org.cartc.compiler.syntax.Print.block;
import static org.cartc.compiler.syntax.Print.clause;
import static org.cartc.compiler.syntax.Print.doc;
import static org.cartc.compiler.syntax.Print.list;
import static org.cartc.compiler.syntax.Print.words;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the blocks of a file. */
final class PrintFile {
  private PrintFile() {}

  static String top(TopLevel top) {
    return switch (top) {
      case ModelItem.Use use -> PrintModel.item(use);
      case ModelItem.Function function -> PrintModel.item(function);
      case TopLevel.Model m -> block(words("model", m.name().text(), doc(m.doc())), m.items(), PrintModel::item);
      case TopLevel.Extend e ->
          block(words("extend", e.base().text(), clause("as", e.as(), Name::text), doc(e.doc())), e.items(), PrintModel::item);
      case TopLevel.Protocol p ->
          block(words("protocol", p.name() + (p.formals().isEmpty() ? "" : PrintModel.formals(p.formals())), doc(p.doc())), p.items(),
              PrintModel::protocolItem);
      case TopLevel.Table t ->
          block(words("data", t.name().text(), "from", Quoted.of(t.file().text()), doc(t.doc())), t.columns(), PrintFile::column);
      case TopLevel.Fit f -> block(fitHeader(f), f.items(), PrintStudy::fitItem);
      case TopLevel.Study s -> block(words("study", s.name().text(), doc(s.doc())), s.items(), PrintStudy::item);
      case TopLevel.Numerics n ->
          block(words("numerics", n.name().text(), clause("of", n.model(), Path::text), doc(n.doc())), n.settings(), PrintFile::setting);
      case TopLevel.Claim c -> block("claim " + Quoted.of(c.claim().text()), claim(c), line -> line);
      case TopLevel.Compare c -> compare(c) + "\n";
    };
  }

  private static String fitHeader(TopLevel.Fit fit) {
    return words("fit", fit.name().text(), doc(fit.doc()), clause("each", fit.each(), e -> e.key() + " of " + e.data()),
        fit.after().isEmpty() ? "" : "after " + list(fit.after()));
  }

  private static String column(TopLevel.Column column) {
    return switch (column) {
      case TopLevel.Column.Id c -> "id " + c.column();
      case TopLevel.Column.Time c -> "time " + c.column() + " [" + c.unit().text() + "]";
      case TopLevel.Column.Parameter c ->
          words("param", c.path().text(), "from", c.column() + PrintExpression.unit(c.unit()), clause("as", c.as(), Print::print));
      case TopLevel.Column.Dose c ->
          words("dose", c.compartment().text(), "from", c.column() + PrintExpression.unit(c.unit()), clause("as", c.as(), Print::print));
      case TopLevel.Column.Measured c ->
          words(c.name().text(), "from", c.column() + PrintExpression.unit(c.unit()), clause("as", c.as(), Print::print));
      case TopLevel.Column.Covariate c -> words("covariate", c.column() + PrintExpression.unit(c.unit()), c.rule().text());
      case TopLevel.Column.Censored c -> words("below", PrintExpression.sum(c.limit()), "censored", list(c.measured()));
    };
  }

  private static String setting(TopLevel.Numerics.Setting setting) {
    return switch (setting) {
      case TopLevel.Numerics.Setting.Integrator s ->
          words(PrintStudy.method(s.method()), clause("step", s.step(), PrintExpression::sum),
              clause("tolerance", s.tolerance(), PrintExpression::sum));
      case TopLevel.Numerics.Setting.Iteration s ->
          words("constraint", s.constraint().text(), "by", PrintStudy.method(s.method()),
              clause("tolerance", s.tolerance(), PrintExpression::sum));
      case TopLevel.Numerics.Setting.Absolute s ->
          words("absolute", PrintModel.amounts(s.states()), s.all().map(PrintExpression::sum).orElse(""));
      case TopLevel.Numerics.Setting.Grid s -> words("grid", PrintExpression.sum(s.interval()), s.next() ? "next" : "");
    };
  }

  private static List<String> claim(TopLevel.Claim c) {
    String published = c.published()
        .map(p -> words("published", Print.print(p), clause("within", c.within(), PrintExpression::sum))).orElse("");
    return Stream.of(
        clause("value", c.value(), Print::print), published, clause("expect", c.expect(), Print::print),
        clause("kind", c.kind(), Name::text), clause("source", c.source(), s -> Quoted.of(s.text())))
        .filter(line -> !line.isEmpty()).toList();
  }

  static String compare(TopLevel.Compare compare) {
    String variants = compare.variants().stream().map(PrintFile::variant).collect(Collectors.joining(", "));
    return words("compare", compare.fit().text(), "with", variants, "by", PrintStudy.method(compare.by()));
  }

  private static String variant(TopLevel.Variant variant) {
    String kind = switch (variant.kind()) {
      case FULL -> "full";
      case WITHOUT -> "without";
      case ONLY -> "only";
    };
    String mechanisms = variant.each()
        ? "each mechanism"
        : variant.mechanisms().stream().map(Path::text).collect(Collectors.joining(" and "));
    return words(kind, mechanisms, clause("as", variant.as(), Name::text));
  }
}
