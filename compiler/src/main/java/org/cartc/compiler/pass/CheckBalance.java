package org.cartc.compiler.pass;

import java.util.HashMap;
import java.util.Map;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Model;

/** Every compartment changes in one way: by rates, or by one equation of its own. */
public final class CheckBalance {
  private CheckBalance() {}

  public static void of(Model model, Diagnostics diagnostics) {
    if (model.time().isEmpty()) {
      diagnostics.add(Diagnostic.error("E0408", "model `" + model.name() + "` has no unit of time").at(model.span())
          .help("say in which unit its time is:  time [day]"));
    }
    Map<String, Model.Derivative> own = new HashMap<>();
    for (Model.Derivative derivative : model.derivatives()) {
      Model.Derivative before = own.putIfAbsent(derivative.compartment(), derivative);
      if (before != null) {
        diagnostics.add(Diagnostic.error("E0206", "compartment `" + derivative.compartment() + "` has two equations")
            .at(derivative.span(), "the second").at(before.span(), "the first").help("add the two right sides in one equation"));
      }
    }
    for (Model.Rate rate : model.rates()) {
      for (String end : new String[] {rate.from(), rate.to()}) {
        if (own.containsKey(end)) {
          diagnostics.add(Diagnostic.error("E0206", "compartment `" + end + "` has both an equation and rates")
              .at(rate.span(), "a rate").at(own.get(end).span(), "an equation")
              .help("write all of its changes as rates, or all of them in the equation"));
        }
      }
      if (rate.from().isEmpty() && rate.to().isEmpty()) {
        diagnostics.add(Diagnostic.error("E0207", "rate `" + rate.path() + "` flows from nowhere to nowhere").at(rate.span())
            .help("name a compartment on one side of the arrow; a quantity that is no flow is written with `let`"));
      }
    }
    for (Model.Compartment compartment : model.compartments()) {
      boolean flows = model.rates().stream().anyMatch(r -> r.from().equals(compartment.path()) || r.to().equals(compartment.path()));
      if (!flows && !own.containsKey(compartment.path())) {
        diagnostics.add(Diagnostic.error("E0207", "compartment `" + compartment.path() + "` never changes").at(compartment.span())
            .help("give it a rate or an equation; what does not change is a parameter:  param " + compartment.path()
                + (compartment.unit().isEmpty() ? "" : " [" + compartment.unit() + "]") + " = ..."));
      }
    }
  }
}
