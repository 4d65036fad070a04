package org.cartc.compiler.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A resolved model as text, one declaration a line with full paths. */
public final class PrintModel {
  private PrintModel() {}

  public static String text(Model model) {
    List<String> lines = new ArrayList<>();
    lines.add("model " + model.name() + " {");
    lines.add("  time [" + model.time() + "]");
    model.switches().forEach(s -> lines.add("  switch " + s.path() + " = " + (s.on() ? "on" : "off")));
    model.mechanisms().forEach(m -> lines.add("  mechanism " + m.path()));
    model.parameters().forEach(p -> lines.add("  param " + p.path() + unit(p.unit()) + " = " + Write.expression(p.value())
        + p.bounds().map(b -> " in " + Write.expression(b.lower()) + ".." + Write.expression(b.upper()) + (b.log() ? " log" : ""))
            .orElse("")));
    model.compartments().forEach(c -> lines.add("  compartment " + c.path() + unit(c.unit()) + " = " + Write.expression(c.initial())));
    model.constraints().forEach(c -> {
      lines.add("  constraint " + c.path());
      c.unknowns().forEach(u -> lines.add("    solve " + u.path() + unit(u.unit())
          + u.lower().map(l -> " in " + Write.expression(l) + " .. " + u.upper().map(Write::expression).orElse("")).orElse("")));
      c.residuals().forEach(r -> lines.add("    such that " + Write.expression(r) + " == 0"));
    });
    model.definitions().forEach(
        d -> lines.add("  " + (d.recorded() ? "output " : "let ") + d.path() + unit(d.unit()) + " = " + Write.expression(d.value())));
    model.rates().forEach(
        r -> lines.add("  rate " + r.path() + ": " + r.from() + " -> " + r.to() + " = " + Write.expression(r.value()) + guard(r.guard())));
    model.derivatives().forEach(d -> lines.add("  d/dt " + d.compartment() + " = " + Write.expression(d.value()) + guard(d.guard())));
    model.equilibria()
        .forEach(e -> lines.add("  equilibrium " + String.join(", ", e.compartments()) + e.when().map(w -> " when " + w).orElse("")));
    model.events().forEach(e -> lines
        .add("  when " + Write.expression(e.difference()) + (e.rises() ? " rises above 0" : " falls below 0") + " as " + e.path()));
    lines.add("}");
    return String.join("\n", lines);
  }

  private static String unit(String unit) {
    return unit.isEmpty() ? "" : " [" + unit + "]";
  }

  private static String guard(Optional<Expr> guard) {
    return guard.map(g -> " while " + Write.expression(g)).orElse("");
  }
}
