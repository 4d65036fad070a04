package org.cartc.compiler.structure;

import java.util.ArrayList;
import java.util.List;
import org.cartc.compiler.ir.Write;

/** Sorted equations as text: what is computed, solved for and integrated. */
public final class PrintStructure {
  private PrintStructure() {}

  public static String text(Structure structure) {
    List<String> lines = new ArrayList<>();
    lines.add("structure of " + structure.model().name() + ": " + structure.states().size() + " states, "
        + structure.allSolved().size() + " solved constraints, " + structure.conditions().size() + " conditions");
    structure.definitions().forEach((path, value) -> lines.add("  " + (structure.constants().contains(path) ? "constant " : "")
        + path + " = " + Write.expression(value)));
    structure.solved().forEach(s -> {
      lines.add("  solve " + s.unknown() + " in " + Write.expression(s.lower()) + " .. " + Write.expression(s.upper()));
      lines.add("    0 = " + Write.expression(s.residual()));
      s.iteration()
          .ifPresent(i -> lines.add("    by " + s.unknown() + " <- " + Write.expression(i.map()) + " from " + Write.expression(i.start())));
    });
    structure.blocks().forEach(b -> {
      lines.add("  solve together");
      b.members()
          .forEach(s -> lines.add("    " + s.unknown() + " in " + Write.expression(s.lower()) + " .. " + Write.expression(s.upper())));
      b.members().forEach(s -> lines.add("    0 = " + Write.expression(s.residual())));
    });
    for (int i = 0; i < structure.conditions().size(); i++) {
      Structure.Edge edge = structure.conditions().get(i);
      lines.add("  condition " + i + (edge.event().isPresent() ? ", event " + edge.name() : "") + ": " + Write.expression(edge.difference())
          + (edge.holdsAtZero() ? " >= 0" : " > 0"));
    }
    structure.derivatives().forEach((path, value) -> lines.add("  d/dt " + path + " = " + Write.expression(value)));
    return String.join("\n", lines);
  }
}
