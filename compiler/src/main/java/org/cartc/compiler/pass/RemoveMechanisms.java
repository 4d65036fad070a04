package org.cartc.compiler.pass;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.source.Span;

/** Leaves mechanisms out: all that they own goes, also parameters. What still reads or changes one of those is reported. */
public final class RemoveMechanisms {
  private RemoveMechanisms() {}

  /** @param removed full paths of mechanisms */
  public static Model apply(Model model, Set<String> removed, Diagnostics diagnostics) {
    Model left = model
        .withMechanisms(stay(model.mechanisms(), removed))
        .withParameters(stay(model.parameters(), removed))
        .withCompartments(stay(model.compartments(), removed))
        .withDefinitions(stay(model.definitions(), removed))
        .withRates(stay(model.rates(), removed))
        .withConstraints(stay(model.constraints(), removed))
        .withEvents(stay(model.events(), removed))
        .withDerivatives(model.derivatives().stream().filter(d -> !isIn(d.mechanism(), removed)).toList());
    Map<String, Model.Declaration> gone = gone(model, left);
    reportReaders(left, gone, diagnostics);
    reportFlows(left, gone, diagnostics);
    return left.withEquilibria(left.equilibria().stream().map(e -> new Model.Equilibrium(
        e.compartments().stream().filter(c -> !gone.containsKey(c)).toList(), e.when(), e.span())).toList());
  }

  private static <D extends Model.Declaration> List<D> stay(List<D> declarations, Set<String> removed) {
    return declarations.stream().filter(d -> !isIn(d.mechanism(), removed)).toList();
  }

  private static boolean isIn(String mechanism, Set<String> removed) {
    return removed.stream().anyMatch(r -> mechanism.equals(r) || mechanism.startsWith(r + "."));
  }

  /** What left, by path; an unknown by the constraint that determined it. */
  private static Map<String, Model.Declaration> gone(Model before, Model left) {
    Set<String> stayed = left.declarations().stream().map(Model.Declaration::path).collect(Collectors.toSet());
    Map<String, Model.Declaration> gone = new LinkedHashMap<>();
    before.declarations().stream().filter(d -> !stayed.contains(d.path())).forEach(d -> gone.put(d.path(), d));
    before.constraints().stream().filter(c -> gone.containsKey(c.path())).forEach(c -> c.unknowns().forEach(u -> gone.put(u.path(), c)));
    return gone;
  }

  private static void reportReaders(Model left, Map<String, Model.Declaration> gone, Diagnostics diagnostics) {
    left.map(expr -> {
      Exprs.walk(expr, part -> {
        if (part instanceof Expr.Located located && located.expr() instanceof Expr.Symbol symbol && gone.containsKey(symbol.path())) {
          diagnostics.add(remains(symbol.path(), "read", located.span(), gone));
        }
      });
      return expr;
    });
  }

  private static void reportFlows(Model left, Map<String, Model.Declaration> gone, Diagnostics diagnostics) {
    for (Model.Rate rate : left.rates()) {
      Stream.of(rate.from(), rate.to()).filter(gone::containsKey)
          .forEach(end -> diagnostics.add(remains(end, "changed", rate.span(), gone)));
    }
    left.derivatives().stream().filter(d -> gone.containsKey(d.compartment()))
        .forEach(d -> diagnostics.add(remains(d.compartment(), "changed", d.span(), gone)));
    left.events().forEach(e -> e.assignments().stream().map(Model.Assignment::compartment).filter(gone::containsKey)
        .forEach(c -> diagnostics.add(remains(c, "changed", e.span(), gone))));
  }

  private static Diagnostic remains(String path, String how, Span place, Map<String, Model.Declaration> gone) {
    return Diagnostic.error("E0404", "`" + path + "` leaves with its mechanism but is still " + how).at(place, how + " here")
        .at(gone.get(path).span(), "declared here")
        .help("declare it outside mechanism `" + gone.get(path).mechanism() + "`, or move this into it, so that both leave together")
        .help("or keep the mechanism and take its rates away:  scale " + gone.get(path).mechanism() + " by 0");
  }
}
