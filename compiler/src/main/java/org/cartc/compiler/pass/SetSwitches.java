package org.cartc.compiler.pass;

import java.util.Map;
import java.util.stream.Collectors;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;

/** Decides the switches: their readers see 1 or 0, and equilibria whose switch is off are dropped. */
public final class SetSwitches {
  private SetSwitches() {}

  /** @param chosen positions that differ from the declared ones, by path */
  public static Model apply(Model model, Map<String, Boolean> chosen) {
    Map<String, Boolean> on = model.switches().stream()
        .collect(Collectors.toMap(Model.Switch::path, s -> chosen.getOrDefault(s.path(), s.on())));
    return model
        .map(e -> Exprs.substitute(e, s -> on.containsKey(s.path()) ? Expr.constant(on.get(s.path()) ? 1 : 0) : s))
        .withEquilibria(model.equilibria().stream().filter(e -> e.when().isEmpty() || on.getOrDefault(e.when().get(), false)).toList());
  }
}
