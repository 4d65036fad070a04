package org.cartc.compiler.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.pass.Balance;
import org.cartc.compiler.pass.Differentiate;
import org.cartc.compiler.pass.Simplify;
import org.cartc.compiler.source.Span;

/**
 * Sorts the equations of a model: matches unknowns to equations, gives linear equilibria their explicit solution, finds cycles, and
 * leaves scalar constraints to be solved.
 */
public final class Analyse {
  /** The most parts that an equation may have after what depends on its unknown is written out. */
  private static final int MOST_PARTS = 200_000;

  private final Model model;
  private final Map<String, Structure.Iteration> iterations;
  private final Diagnostics diagnostics;
  private final Map<String, Expr> definitions = new LinkedHashMap<>();
  private final Map<String, Span> spans = new HashMap<>();
  private final Map<String, Implicit> implicit = new LinkedHashMap<>();
  private final List<String> order = new ArrayList<>();
  private final List<Structure.Solved> solved = new ArrayList<>();
  private final List<Structure.Block> blocks = new ArrayList<>();
  private int parts;

  /** An unknown and the equation that was matched to it. */
  private record Implicit(String constraint, Model.Unknown unknown, Expr residual, Span span) {}

  private Analyse(Model model, Map<String, Structure.Iteration> iterations, Diagnostics diagnostics) {
    this.model = model;
    this.iterations = iterations;
    this.diagnostics = diagnostics;
  }

  /**
   * The structure of a model without switches and equilibria.
   *
   * @param iterations how constraints are solved that a numerics block names, by the path of the constraint
   */
  public static Structure model(Model model, Map<String, Structure.Iteration> iterations, Diagnostics diagnostics) {
    Analyse analyse = new Analyse(model, iterations, diagnostics);
    analyse.define();
    analyse.match();
    diagnostics.stopOnErrors();
    analyse.solveLinearEquilibria();
    analyse.sort();
    diagnostics.stopOnErrors();
    return analyse.structure();
  }

  private void define() {
    for (Model.Definition definition : model.definitions()) {
      definitions.put(definition.path(), simple(definition.value()));
      spans.put(definition.path(), definition.span());
    }
    for (Model.Rate rate : model.rates()) {
      definitions.put(rate.path(), simple(Balance.value(rate)));
      spans.put(rate.path(), rate.span());
    }
  }

  private static Expr simple(Expr expr) {
    return Simplify.expression(Exprs.stripped(expr));
  }

  private void match() {
    List<Model.Unknown> unknowns = new ArrayList<>();
    List<Model.Constraint> owners = new ArrayList<>();
    List<Span> places = new ArrayList<>();
    List<Expr> residuals = new ArrayList<>();
    List<Model.Constraint> ownerOfUnknown = new ArrayList<>();
    for (Model.Constraint constraint : model.constraints()) {
      constraint.unknowns().forEach(u -> {
        unknowns.add(u);
        ownerOfUnknown.add(constraint);
      });
      constraint.residuals().forEach(r -> {
        residuals.add(simple(r));
        places.add(r instanceof Expr.Located located ? located.span() : constraint.span());
        owners.add(constraint);
      });
    }
    List<Set<Integer>> equationsOf = new ArrayList<>();
    List<Set<String>> contained = residuals.stream().map(this::reachedUnknowns).toList();
    for (int u = 0; u < unknowns.size(); u++) {
      equationsOf.add(equationsWith(unknowns.get(u).path(), ownerOfUnknown.get(u), owners, contained));
    }
    int[] equationOf = Matching.of(equationsOf, residuals.size());
    Set<Integer> used = new LinkedHashSet<>();
    for (int u = 0; u < unknowns.size(); u++) {
      if (equationOf[u] < 0) {
        int own = owners.indexOf(ownerOfUnknown.get(u));
        Optional<Diagnostic> higher = equationsOf.get(u).isEmpty()
            ? HigherIndex.of(model, owners.get(own).path(), unknowns.get(u), places.get(own), reached(residuals.get(own)), this::reached)
            : Optional.empty();
        diagnostics.add(higher.orElse(undetermined(unknowns.get(u), places.get(own), equationsOf.get(u).isEmpty())));
      } else {
        used.add(equationOf[u]);
        implicit.put(unknowns.get(u).path(),
            new Implicit(owners.get(equationOf[u]).path(), unknowns.get(u), residuals.get(equationOf[u]), unknowns.get(u).span()));
      }
    }
    for (int e = 0; e < residuals.size(); e++) {
      if (!used.contains(e) && !diagnostics.hasErrors()) {
        diagnostics.add(Diagnostic.error("E0401", "constraint `" + owners.get(e).path() + "` has more equations than unknowns")
            .at(places.get(e), "no unknown is left for this one").help("leave an equation out, or name a further unknown after `solve`"));
      }
    }
  }

  /** The equations that contain an unknown, those of its own constraint first. */
  private static Set<Integer> equationsWith(String unknown, Model.Constraint own, List<Model.Constraint> owners,
      List<Set<String>> contained) {
    Set<Integer> equations = new LinkedHashSet<>();
    for (boolean ownFirst : new boolean[] {true, false}) {
      for (int e = 0; e < owners.size(); e++) {
        if ((owners.get(e) == own) == ownFirst && contained.get(e).contains(unknown)) {
          equations.add(e);
        }
      }
    }
    return equations;
  }

  private static Diagnostic undetermined(Model.Unknown unknown, Span equation, boolean nowhere) {
    String name = "`" + unknown.path() + "`";
    if (unknown.lower().isEmpty()) {
      return Diagnostic.error("E0401", "the equilibrium of " + name + " is not determined").at(unknown.span())
          .note("in an equilibrium its rate of change is zero, but that does not depend on " + name)
          .help("give it a loss that grows with it, or leave it out of the equilibrium");
    }
    Diagnostic fault = Diagnostic.error("E0401", "nothing determines " + name);
    return nowhere
        ? fault.at(equation, "does not contain " + name).at(unknown.span(), "to be solved for")
            .help("the equation after `such that` must contain " + name + "; is another name meant?")
        : fault.at(unknown.span(), "the equations that contain it are needed for other unknowns")
            .help("give as many independent equations as there are unknowns");
  }

  /** The unknowns that an expression depends on, directly or through derived quantities. */
  private Set<String> reachedUnknowns(Expr expr) {
    Set<String> unknownPaths = new LinkedHashSet<>();
    model.constraints().forEach(c -> c.unknowns().forEach(u -> unknownPaths.add(u.path())));
    Set<String> reached = reached(expr);
    reached.retainAll(unknownPaths);
    return reached;
  }

  /** Every path that an expression depends on, directly or through derived quantities. */
  private Set<String> reached(Expr expr) {
    Set<String> seen = new LinkedHashSet<>();
    List<String> todo = new ArrayList<>(Exprs.symbols(expr));
    while (!todo.isEmpty()) {
      String path = todo.remove(todo.size() - 1);
      if (seen.add(path) && definitions.containsKey(path)) {
        todo.addAll(Exprs.symbols(definitions.get(path)));
      }
    }
    return seen;
  }

  /** An equilibrium is zero where its rate of change is; where that is linear in the compartment, it has an explicit solution. */
  private void solveLinearEquilibria() {
    for (Implicit equation : List.copyOf(implicit.values())) {
      String unknown = equation.unknown().path();
      if (equation.unknown().lower().isPresent()) {
        continue;
      }
      Expr residual = writtenOut(equation.residual(), equation);
      Expr slope = Differentiate.expression(residual, unknown);
      if (Exprs.symbols(slope).contains(unknown)) {
        diagnostics.add(Diagnostic.error("E0405", "the equilibrium of `" + unknown + "` is not linear in it").at(equation.span())
            .help("write it as a constraint with a bracket:  constraint c solve " + unknown + " in a .. b such that ... == 0"));
        continue;
      }
      Expr rest = Simplify.expression(Exprs.substitute(residual, s -> s.path().equals(unknown) ? Expr.ZERO : s));
      definitions.put(unknown, Simplify.expression(new Expr.Negate(Simplify.expression(Expr.divide(rest, slope)))));
      spans.put(unknown, equation.span());
      implicit.remove(unknown);
    }
  }

  /** An expression with everything written out that depends on the unknown of an equation. */
  private Expr writtenOut(Expr expr, Implicit equation) {
    parts = 0;
    Expr expanded = expanded(expr, equation.unknown().path());
    if (parts > MOST_PARTS) {
      diagnostics.add(Diagnostic.error("E0210", "the equation for `" + equation.unknown().path() + "` is too large").at(equation.span())
          .note("with every quantity written out that depends on `" + equation.unknown().path() + "` it would have more than " + MOST_PARTS
              + " parts")
          .help("use each such quantity fewer times"));
    }
    return expanded;
  }

  private Expr expanded(Expr expr, String path) {
    Exprs.walk(expr, part -> parts++);
    if (parts > MOST_PARTS) {
      return expr;
    }
    return Simplify.expression(Exprs.substitute(expr, symbol -> {
      Expr value = definitions.get(symbol.path());
      return value != null && !symbol.path().equals(path) && reached(value).contains(path) ? expanded(value, path) : symbol;
    }));
  }

  private void sort() {
    Set<String> nodes = new LinkedHashSet<>(definitions.keySet());
    nodes.addAll(implicit.keySet());
    for (List<String> component : Components.of(nodes, path -> needs(path, nodes))) {
      List<String> unknowns = component.stream().filter(implicit::containsKey).toList();
      Set<String> defined = new LinkedHashSet<>(component);
      unknowns.forEach(defined::remove);
      for (List<String> cycle : Components.of(defined, path -> needs(path, defined))) {
        order.addAll(cycle);
        if (cycle.size() > 1 || needs(cycle.get(0), defined).contains(cycle.get(0))) {
          diagnostics.add(cycle(cycle));
        }
      }
      boolean given = unknowns.stream().allMatch(u -> isGivenBefore(implicit.get(u), unknowns));
      if (!given || diagnostics.hasErrors() || unknowns.isEmpty()) {
        continue;
      }
      if (unknowns.size() == 1) {
        solved.add(solved(implicit.get(unknowns.get(0))));
      } else {
        reportIterations(unknowns);
        blocks.add(new Structure.Block(unknowns.stream().map(u -> member(implicit.get(u))).toList()));
      }
    }
  }

  private Set<String> needs(String path, Set<String> nodes) {
    Set<String> needed = new LinkedHashSet<>();
    Implicit equation = implicit.get(path);
    if (equation == null) {
      needed.addAll(Exprs.symbols(definitions.get(path)));
    } else {
      needed.addAll(Exprs.symbols(equation.residual()));
      iteration(equation).ifPresent(i -> needed.addAll(Exprs.symbols(i.map())));
      neededBefore(equation).forEach(e -> needed.addAll(Exprs.symbols(e)));
    }
    needed.retainAll(nodes);
    return needed;
  }

  /** What must be known before an equation is solved: the bracket, and all of an iteration but its map. */
  private List<Expr> neededBefore(Implicit equation) {
    List<Expr> before = new ArrayList<>();
    equation.unknown().lower().ifPresent(before::add);
    equation.unknown().upper().ifPresent(before::add);
    iteration(equation).ifPresent(i -> before.addAll(List.of(i.start(), i.tolerance(), i.previous())));
    return before;
  }

  /**
   * Whether the bracket of an unknown (and the start of its iteration) can be had without the unknowns that are solved for with it; else
   * it is reported.
   */
  private boolean isGivenBefore(Implicit equation, List<String> together) {
    String unknown = equation.unknown().path();
    Set<String> needed = new LinkedHashSet<>();
    neededBefore(equation).forEach(e -> needed.addAll(reached(e)));
    needed.retainAll(together);
    if (!needed.isEmpty()) {
      String other = needed.contains(unknown) ? unknown : needed.iterator().next();
      diagnostics.add(Diagnostic.error("E0402", "the bracket of `" + unknown + "` depends on `" + other + "`").at(equation.span())
          .note("the bracket says where to look for it and must be known before"
              + (other.equals(unknown) ? "" : "; `" + unknown + "` and `" + other + "` are solved for together"))
          .help("take bounds that do not need it, such as:  " + unknown + " in 0 .. 1e12"));
    }
    return needed.isEmpty();
  }

  /** An iteration of a numerics block serves one unknown. */
  private void reportIterations(List<String> unknowns) {
    for (String unknown : unknowns) {
      Implicit equation = implicit.get(unknown);
      if (iteration(equation).isPresent()) {
        diagnostics.add(Diagnostic
            .error("E0403", "constraint `" + equation.constraint() + "` has several unknowns, and an iteration serves one only")
            .at(equation.span(), "solved for together with " + unknowns.stream().filter(u -> !u.equals(unknown)).map(u -> "`" + u + "`")
                .collect(Collectors.joining(", ")))
            .help("leave the constraint out of the numerics block: then the unknowns are solved for together by Newton's method")
            .help("or eliminate all but one of them by hand"));
      }
    }
  }

  private Optional<Structure.Iteration> iteration(Implicit equation) {
    return Optional.ofNullable(iterations.get(equation.constraint()));
  }

  private Diagnostic cycle(List<String> cycle) {
    String chain = String.join(" -> ", cycle) + " -> " + cycle.get(0);
    Diagnostic fault = Diagnostic.error("E0402", "`" + cycle.get(0) + "` depends on itself");
    for (String path : cycle) {
      fault = fault.at(spans.get(path), "`" + path + "` needs " + String.join(", ",
          needs(path, new LinkedHashSet<>(cycle)).stream().map(p -> "`" + p + "`").toList()));
    }
    return fault.note(chain).help("give one of them a value that needs none of the others")
        .help("if this is an equation to be solved, make one of them its unknown:  constraint name solve x in a .. b such that ...");
  }

  private Structure.Solved member(Implicit equation) {
    return new Structure.Solved(equation.constraint(), equation.unknown().path(), equation.residual(),
        simple(equation.unknown().lower().orElseThrow()), simple(equation.unknown().upper().orElseThrow()), Optional.empty(),
        equation.span());
  }

  private Structure.Solved solved(Implicit equation) {
    String unknown = equation.unknown().path();
    Optional<Structure.Iteration> iteration = iteration(equation).map(i -> new Structure.Iteration(
        writtenOut(simple(i.map()), equation), simple(i.start()), simple(i.tolerance()), simple(i.previous())));
    return new Structure.Solved(equation.constraint(), unknown, writtenOut(equation.residual(), equation),
        simple(equation.unknown().lower().orElseThrow()), simple(equation.unknown().upper().orElseThrow()), iteration, equation.span());
  }

  private Structure structure() {
    Map<String, Expr> derivatives = new LinkedHashMap<>();
    for (Model.Compartment compartment : model.compartments()) {
      derivatives.put(compartment.path(), simple(Balance.of(model, compartment.path())));
    }
    Set<String> constants = constants();
    reportInitialValues(constants);
    reportAssignments();
    diagnostics.stopOnErrors();
    return new LowerConditions(model, definitions, order, solved, blocks, derivatives, constants).structure();
  }

  private Set<String> constants() {
    Set<String> constants = new LinkedHashSet<>();
    model.parameters().forEach(p -> constants.add(p.path()));
    for (String path : order) {
      if (dependsOnlyOn(definitions.get(path), constants)) {
        constants.add(path);
      }
    }
    return constants;
  }

  static boolean dependsOnlyOn(Expr expr, Set<String> paths) {
    boolean[] only = {true};
    Exprs.walk(expr, e -> {
      if (e instanceof Expr.Time || e instanceof Expr.Mode || e instanceof Expr.Symbol s && !paths.contains(s.path())) {
        only[0] = false;
      }
    });
    return only[0];
  }

  private void reportAssignments() {
    for (Model.Event event : model.events()) {
      for (Model.Assignment assignment : event.assignments()) {
        if (model.compartment(assignment.compartment()).isEmpty()) {
          diagnostics.add(Diagnostic.error("E0409", "an event cannot set `" + assignment.compartment() + "`, which is in equilibrium")
              .at(event.span()).note("in an equilibrium it follows the other quantities at every instant")
              .help("take `" + assignment.compartment() + "` out of the equilibrium, or set what it follows"));
        }
      }
    }
  }

  private void reportInitialValues(Set<String> constants) {
    for (Model.Compartment compartment : model.compartments()) {
      if (!dependsOnlyOn(Exprs.stripped(compartment.initial()), constants)) {
        String read = Exprs.symbols(compartment.initial()).stream().filter(s -> !constants.contains(s)).findFirst().orElse("time");
        diagnostics.add(Diagnostic
            .error("E0406", "the initial value of `" + compartment.path() + "` depends on `" + read + "`, which changes with time")
            .at(compartment.span()).help("an initial value is an expression in parameters; declare one for what both start from"));
      }
    }
  }
}
