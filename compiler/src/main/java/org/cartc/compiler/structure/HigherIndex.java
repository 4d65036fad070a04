package org.cartc.compiler.structure;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.pass.Balance;
import org.cartc.compiler.source.Span;

/**
 * Recognises an equation that determines its unknown only after it is differentiated in time: it holds states, and the unknown works on
 * their rates of change. How often is told from which quantity reads which (C. C. Pantelides, SIAM J. Sci. Stat. Comput. 9 (1988) 213-231).
 */
final class HigherIndex {
  private static final List<String> TIMES = List.of("once", "twice", "three times", "four times");

  private HigherIndex() {}

  /**
   * The fault of an equation that does not contain an unknown but whose derivative does; empty if none of the first four derivatives does.
   *
   * @param contained what the equation depends on, directly or through derived quantities
   * @param reached what an expression depends on, by its path
   */
  static Optional<Diagnostic> of(Model model, String constraint, Model.Unknown unknown, Span equation, Set<String> contained,
      Function<Expr, Set<String>> reached) {
    Set<String> states = states(model, contained);
    Set<String> held = states;
    for (String times : TIMES) {
      Set<String> next = new LinkedHashSet<>();
      held.forEach(state -> next.addAll(reached.apply(Balance.of(model, state))));
      if (next.contains(unknown.path())) {
        return Optional.of(fault(constraint, unknown, equation, states, times));
      }
      held = states(model, next);
    }
    return Optional.empty();
  }

  private static Set<String> states(Model model, Set<String> paths) {
    return model.compartments().stream().map(Model.Compartment::path).filter(paths::contains)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Diagnostic fault(String constraint, Model.Unknown unknown, Span equation, Set<String> states, String times) {
    String name = "`" + unknown.path() + "`";
    String held = states.stream().map(s -> "`" + s + "`").collect(Collectors.joining(", "));
    return Diagnostic.error("E0411", "constraint `" + constraint + "` does not contain its unknown " + name)
        .at(equation, "holds states only: " + held).at(unknown.span(), "to be solved for")
        .note(name + " appears when the equation is differentiated " + times + " in time: the system has index "
            + (TIMES.indexOf(times) + 2) + ", and equations of index 1 are solved")
        .help("if another name is meant: the equation after `such that` must contain " + name)
        .help("else write what the equation becomes when it is differentiated " + times
            + " in time, and start from values that fulfil it")
        .help("or take one of " + held + " as the unknown, in place of a compartment");
  }
}
