package org.cartc.compiler.pass;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.source.Span;

/** Leaves mechanisms out: all that they own goes, also parameters. What still reads one of those is reported. */
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
    reportReaders(model, left, diagnostics);
    return left;
  }

  private static <D extends Model.Declaration> List<D> stay(List<D> declarations, Set<String> removed) {
    return declarations.stream().filter(d -> !isIn(d.mechanism(), removed)).toList();
  }

  private static boolean isIn(String mechanism, Set<String> removed) {
    return removed.stream().anyMatch(r -> mechanism.equals(r) || mechanism.startsWith(r + "."));
  }

  private static void reportReaders(Model before, Model left, Diagnostics diagnostics) {
    Set<String> stayed = new LinkedHashSet<>(paths(left));
    Map<String, Model.Declaration> gone = before.declarations().stream().filter(d -> !stayed.contains(d.path()))
        .collect(Collectors.toMap(Model.Declaration::path, d -> d, (a, b) -> a));
    Set<String> missing = new LinkedHashSet<>(gone.keySet());
    before.constraints().stream().filter(c -> gone.containsKey(c.path())).forEach(c -> c.unknowns().forEach(u -> missing.add(u.path())));
    left.map(expr -> {
      report(expr, missing, gone, diagnostics);
      return expr;
    });
  }

  private static List<String> paths(Model model) {
    return model.declarations().stream().map(Model.Declaration::path).toList();
  }

  private static void report(Expr expr, Set<String> missing, Map<String, Model.Declaration> gone, Diagnostics diagnostics) {
    if (expr instanceof Expr.Located located && located.expr() instanceof Expr.Symbol symbol && missing.contains(symbol.path())) {
      Model.Declaration owner = gone.get(symbol.path());
      Diagnostic reader = Diagnostic.error("E0404", "`" + symbol.path() + "` leaves with its mechanism but is still read")
          .at(located.span(), "read here");
      Span declared = owner == null ? null : owner.span();
      diagnostics.add((declared == null ? reader : reader.at(declared, "declared here"))
          .help("keep the mechanism and scale it to nothing instead:  scale " + mechanism(symbol.path()) + " by 0"));
    }
    Exprs.parts(expr).forEach(part -> report(part, missing, gone, diagnostics));
  }

  private static String mechanism(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }
}
