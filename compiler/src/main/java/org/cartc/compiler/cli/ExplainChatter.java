package org.cartc.compiler.cli;

import java.util.Optional;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Write;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.model.Layout;

/** Says that a condition switches, or an event happens, without end in no time. */
final class ExplainChatter {
  private ExplainChatter() {}

  /** @param at the time, as it is said */
  static Diagnostic of(Layout.Condition condition, Structure.Edge edge, Model model, String at) {
    Diagnostic fault = switch (condition.kind()) {
      case GUARD -> Diagnostic.error("E0605", "the condition `" + condition.name() + "` switches on and off without end at " + at)
          .help("each side of the condition drives the run back to the other; give it some width");
      case EVENT -> Diagnostic.error("E0605", "the event `" + condition.name() + "` happens again and again without end at " + at)
          .help("what it does brings it about again: let it lead further away from its threshold, happen `once`, or stop the run");
    };
    Optional<Span> place = edge.event().map(Model.Event::span)
        .or(() -> model.rates().stream().filter(r -> r.guard().map(Write::expression).equals(Optional.of(condition.name())))
            .map(Model.Rate::span).findFirst());
    return place.map(fault::at).orElse(fault);
  }
}
