package org.cartc.compiler.difference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Write;
import org.cartc.compiler.unit.Unit;
import org.cartc.compiler.unit.UnitReading;

/**
 * What a model says of one thing.
 *
 * @param kind what it is: parameter, rate, ...
 * @param mechanism what owns it; empty for the model
 * @param says its aspects, such as value and unit, as text
 */
record Fact(String kind, String path, String mechanism, Map<String, String> says) {
  static final String MECHANISM = "mechanism";
  private static final String MODEL = "model";

  /** Everything that a model declares, in the order of the kinds. */
  static List<Fact> of(Model model) {
    List<Fact> facts = new ArrayList<>();
    facts.add(fact(MODEL, model.name(), "", "unit of time", unit(model.time()), "documentation", model.doc()));
    model.mechanisms().forEach(m -> facts.add(fact(MECHANISM, m.path(), m.path(), "documentation", m.doc())));
    model.switches().forEach(s -> facts.add(fact("switch", s.path(), "", "value", s.on() ? "on" : "off", "documentation", s.doc())));
    model.compartments().forEach(c -> facts.add(fact("compartment", c.path(), c.mechanism(),
        "initial value", text(c.initial()), "unit", unit(c.unit()), "documentation", c.doc())));
    model.parameters().forEach(p -> facts.add(fact("parameter", p.path(), p.mechanism(), "value", text(p.value()), "unit", unit(p.unit()),
        "bounds", p.bounds().map(b -> text(b.lower()) + " .. " + text(b.upper()) + (b.log() ? " log" : "")).orElse(""),
        "documentation", p.doc(), "source", p.cite())));
    model.definitions().forEach(d -> facts.add(fact(d.recorded() ? "output" : "definition", d.path(), d.mechanism(),
        "value", text(d.value()), "unit", unit(d.unit()), "documentation", d.doc())));
    model.rates().forEach(r -> facts.add(fact("rate", r.path(), r.mechanism(), "direction", (r.from() + " -> " + r.to()).strip(),
        "value", text(r.value()), "guard", guard(r.guard()), "unit", unit(r.unit()), "documentation", r.doc())));
    model.derivatives().forEach(d -> facts.add(fact("equation", "d/dt " + d.compartment(), d.mechanism(),
        "value", text(d.value()), "guard", guard(d.guard()))));
    model.constraints().forEach(c -> facts.add(fact("constraint", c.path(), c.mechanism(),
        "unknowns", c.unknowns().stream().map(Fact::text).collect(Collectors.joining(", ")),
        "equations", c.residuals().stream().map(r -> text(r) + " == 0").collect(Collectors.joining(" and ")), "documentation", c.doc())));
    model.equilibria().forEach(e -> facts.add(fact("equilibrium", "equilibrium of " + String.join(", ", e.compartments()), "",
        "condition", e.when().orElse("always"))));
    model.events().forEach(e -> facts.add(fact("event", e.path(), e.mechanism(),
        "condition", text(e.difference()) + (e.rises() ? " rises above 0" : " falls below 0") + (e.once() ? " once" : ""),
        "effect", e.assignments().stream().map(a -> a.compartment() + " = " + text(a.value())).collect(Collectors.joining("; "))
            + (e.stops() ? " stop" : ""),
        "documentation", e.doc())));
    return facts;
  }

  /** What identifies it among the facts of a model: its path, nothing for the model itself. */
  String key() {
    return kind.equals(MODEL) ? "" : path;
  }

  private static Fact fact(String kind, String path, String mechanism, String... says) {
    Map<String, String> aspects = new LinkedHashMap<>();
    for (int i = 0; i < says.length; i += 2) {
      aspects.put(says[i], says[i + 1]);
    }
    return new Fact(kind, path, mechanism, aspects);
  }

  private static String text(Model.Unknown unknown) {
    return unknown.path() + " [" + unit(unknown.unit()) + "] in " + unknown.lower().map(Fact::text).orElse("") + " .. "
        + unknown.upper().map(Fact::text).orElse("");
  }

  private static String guard(Optional<Expr> guard) {
    return guard.map(Fact::text).orElse("");
  }

  private static String text(Expr expr) {
    return Write.expression(expr).replaceAll("(?<=\\d)\\.0E", "e").replaceAll("(?<=\\d)E", "e");
  }

  /** One text for every way to write a unit. */
  private static String unit(String unit) {
    return unit.isEmpty() ? "" : switch (Unit.parse(unit)) {
      case UnitReading.Known known -> known.unit().text();
      case UnitReading.Refused refused -> unit;
      case UnitReading.Inferred inferred -> unit;
    };
  }
}
