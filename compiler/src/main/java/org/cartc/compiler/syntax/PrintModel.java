package org.cartc.compiler.syntax;

import static org.cartc.compiler.syntax.Print.block;
import static org.cartc.compiler.syntax.Print.clause;
import static org.cartc.compiler.syntax.Print.doc;
import static org.cartc.compiler.syntax.Print.list;
import static org.cartc.compiler.syntax.Print.words;
import static org.cartc.compiler.syntax.PrintExpression.sum;
import static org.cartc.compiler.syntax.PrintExpression.unit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes the statements of models, events and protocols. */
final class PrintModel {
  private PrintModel() {}

  static String item(ModelItem item) {
    return switch (item) {
      case ModelItem.Mechanism m -> block(words("mechanism", m.name().text(), doc(m.doc())), m.items(), PrintModel::item);
      case ModelItem.Event e -> block(event(e), e.effects(), PrintModel::effect);
      case ModelItem.Test t -> block(test(t), t.expectations(), e -> "expect " + Print.print(e));
      case ModelItem.Cite c -> cite(c) + "\n";
      case ModelItem.Time t -> "time [" + t.unit().text() + "]\n";
      case ModelItem.Use u ->
          words("use", u.imported().stream().map(PrintModel::imported).collect(Collectors.joining(", ")), clause("as", u.as(), Name::text),
              u.settings().isEmpty() ? "" : u.settings().stream().map(PrintModel::setting).collect(Collectors.joining(", ", "with ", "")))
              + "\n";
      case ModelItem.Switch s -> words("switch", s.name().text(), "=", s.on() ? "on" : "off", doc(s.doc())) + "\n";
      case ModelItem.Check c ->
          words("check", conserved(c), c.without().isEmpty() ? "" : "without " + list(c.without()), doc(c.doc())) + "\n";
      case ModelItem.Compartment c ->
          words(replace(c.replace()), "compartment", c.name() + unit(c.unit()), clause("=", c.initial(), Print::print), bounds(c.bounds()),
              doc(c.doc()), c.cite().map(PrintModel::cite).orElse("")) + "\n";
      case ModelItem.Parameter p ->
          words(replace(p.replace()), "param", p.name() + unit(p.unit()), clause("=", p.value(), Print::print), bounds(p.bounds()),
              doc(p.doc()), p.cite().map(PrintModel::cite).orElse("")) + "\n";
      case ModelItem.Let l -> let(l) + "\n";
      case ModelItem.Function f ->
          words(replace(f.replace()), "fun", f.name() + formals(f.formals()) + unit(f.unit()), "=", Print.print(f.body()), doc(f.doc()))
              + "\n";
      case ModelItem.Rate r -> rate(r) + "\n";
      case ModelItem.Derivative d ->
          words(replace(d.replace()), "d/dt", d.compartment().text(), "=", Print.print(d.value()),
              clause("while", d.guard(), Print::print), doc(d.doc())) + "\n";
      case ModelItem.Constraint c -> constraint(c) + "\n";
      case ModelItem.Equilibrium e ->
          words(replace(e.replace()), "equilibrium", list(e.compartments()), clause("when", e.when(), Path::text)) + "\n";
    };
  }

  private static String replace(boolean replace) {
    return replace ? "replace" : "";
  }

  /** A condition that begins with a quantity named {@code conserved} stands in parentheses, else the name would be the keyword. */
  private static String conserved(ModelItem.Check check) {
    String value = Print.print(check.value());
    String condition = value.startsWith("conserved") ? "(" + value + ")" : value;
    return check.conserved() ? "conserved " + value : condition;
  }

  private static String cite(ModelItem.Cite cite) {
    boolean plain = cite.reference().matches("doi:[^ \\t\\r\\n;{}\"]+");
    return "cite " + (plain ? cite.reference() : Quoted.of(cite.reference()));
  }

  private static String imported(ModelItem.Imported imported) {
    return imported.quoted() ? Quoted.of(imported.text()) : imported.text();
  }

  static String let(ModelItem.Let let) {
    return words(replace(let.replace()), let.output() ? "output" : "let", let.name() + unit(let.unit()), "=", Print.print(let.value()),
        doc(let.doc()));
  }

  static String formals(List<ModelItem.Formal> formals) {
    return formals.stream().map(f -> words(f.name() + unit(f.unit()), clause("=", f.byDefault(), Print::print)))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  static String bounds(Optional<ModelItem.Bounds> bounds) {
    return bounds.map(b -> words("in", sum(b.lower()), "..", sum(b.upper()), b.log() ? "log" : "")).orElse("");
  }

  private static String rate(ModelItem.Rate r) {
    String from = r.from().map(Path::text).orElse("");
    String to = r.to().map(Path::text).orElse("");
    return words(replace(r.replace()), "rate", r.name() + ":", from, "->", to + unit(r.unit()), "=", Print.print(r.value()),
        clause("while", r.guard(), Print::print), doc(r.doc()));
  }

  private static String constraint(ModelItem.Constraint c) {
    String unknowns = c.unknowns().stream()
        .map(u -> words(u.name() + unit(u.unit()), "in", sum(u.lower()), "..", sum(u.upper()))).collect(Collectors.joining(", "));
    String equations = c.equations().stream().map(e -> sum(e.left()) + " == " + sum(e.right())).collect(Collectors.joining(" and "));
    return words(replace(c.replace()), "constraint", c.name().text(), doc(c.doc()), "solve",
        c.unknowns().size() == 1 ? unknowns : "(" + unknowns + ")", "such that", equations);
  }

  private static String event(ModelItem.Event e) {
    return words("when", sum(e.quantity()), e.rises() ? "rises above" : "falls below", sum(e.threshold()), e.once() ? "once" : "",
        clause("as", e.name(), Name::text), doc(e.doc()));
  }

  private static String effect(ModelItem.Effect effect) {
    return switch (effect) {
      case ModelItem.Effect.Assign a -> setting(a.setting());
      case ModelItem.Effect.Give g -> protocolItem(g.dose());
      case ModelItem.Effect.Modify m -> modifier(m.modifier());
      case ModelItem.Effect.Stop s -> "stop";
    };
  }

  private static String test(ModelItem.Test t) {
    List<String> given = Stream.concat(t.settings().stream().map(PrintModel::setting), t.protocols().stream().map(Path::text)).toList();
    return words("test", Quoted.of(t.claim().text()), given.isEmpty() ? "" : "with " + String.join(", ", given));
  }

  static String setting(ModelItem.Setting setting) {
    return setting.path() + " = " + Print.print(setting.value());
  }

  static String protocolItem(ProtocolItem item) {
    return switch (item) {
      case ModelItem.Let let -> let(let);
      case Modifier modifier -> modifier(modifier);
      case ProtocolItem.Dose d -> words("dose", amounts(d.amounts()), clause("at", d.at(), PrintExpression::sum), repeat(d.repeat()));
      case ProtocolItem.Infusion i ->
          words("infuse", amounts(i.amounts()), clause("at", i.at(), PrintExpression::sum), "over", sum(i.over()), repeat(i.repeat()));
    };
  }

  static String amounts(List<ProtocolItem.Amount> amounts) {
    return amounts.stream().map(a -> a.compartment() + " " + sum(a.amount())).collect(Collectors.joining(", "));
  }

  private static String repeat(Optional<ProtocolItem.Repeat> repeat) {
    return repeat.map(r -> words("every", sum(r.every()), "times", sum(r.times()))).orElse("");
  }

  static String modifier(Modifier modifier) {
    return switch (modifier) {
      case Modifier.Set s -> "set " + setting(s.setting());
      case Modifier.Without w -> words("without", mechanisms(w.mechanisms(), w.each()));
      case Modifier.Only o -> words("only", mechanisms(o.mechanisms(), o.each()));
      case Modifier.Block b ->
          words("block", mechanisms(b.mechanisms(), b.each()), "by", sum(b.by()), clause("from", b.from(), PrintExpression::sum),
              clause("until", b.until(), PrintExpression::sum));
      case Modifier.Scale s ->
          words("scale", list(s.targets()), "by", sum(s.by()), clause("from", s.from(), PrintExpression::sum),
              clause("until", s.until(), PrintExpression::sum));
      case Modifier.Attribute a -> words("attribute", a.compartment().text(), "by mechanism");
    };
  }

  private static String mechanisms(List<Path> mechanisms, boolean each) {
    return each ? "each mechanism" : list(mechanisms);
  }
}
