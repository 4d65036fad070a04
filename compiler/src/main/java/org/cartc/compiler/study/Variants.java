package org.cartc.compiler.study;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.Variant;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.emit.EmitLanes;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.LaneEquations;
import org.cartc.runtime.model.Layout;

/** Compiles the variants of a model that a study needs, each once, all with the same observed quantities; from any thread. */
final class Variants {
  private final Model model;
  private final Observed observed;
  private final Diagnostics diagnostics;
  private final BiConsumer<Compiler.Stage, Object> trees;
  private final LowerNumerics numerics;
  private final boolean differentiable;
  private final Map<Variant, Equations> compiled = new HashMap<>();
  private final Map<Equations, Structure> structures = new IdentityHashMap<>();
  private final Map<Structure, DifferentiableEquations> differentiated = new IdentityHashMap<>();
  private final Map<Equations, Method> methods = new IdentityHashMap<>();
  private final Method.Differentiated derivatives = this::differentiated;

  /**
   * @param numerics what the equations are integrated by
   * @param steady whether runs start from a steady state: then, or if the method uses it, they are compiled with their Jacobian
   */
  Variants(Model model, Observed observed, LowerNumerics numerics, boolean steady, Diagnostics diagnostics,
      BiConsumer<Compiler.Stage, Object> trees) {
    this.numerics = numerics;
    this.differentiable = numerics.method().usesDerivatives() || steady;
    this.model = model;
    this.observed = observed;
    this.diagnostics = diagnostics;
    this.trees = trees;
  }

  /** The method for equations: it knows the units of their states, and gets derivatives from here when it first needs them. */
  synchronized Method method(Equations equations) {
    return methods.computeIfAbsent(equations, of -> {
      Method measured = numerics.method(of.layout().states());
      return measured instanceof Method.Automatic a ? new Method.Automatic(a.tolerance(), a.largestStep(), derivatives) : measured;
    });
  }

  private synchronized Optional<DifferentiableEquations> differentiated(Equations equations) {
    Structure structure = structures.get(equations);
    return Optional.of(differentiated.computeIfAbsent(structure,
        s -> Compiler.differentiable(s, observed.quantities(), Compiler.SILENT)));
  }

  synchronized Equations of(Variant variant) {
    return compiled.computeIfAbsent(variant, this::compile);
  }

  /** The structures of what was compiled, to explain what went wrong in a run. */
  Map<Equations, Structure> structures() {
    return structures;
  }

  /** Equations that were compiled here for lanes; empty where a numerics block iterates a constraint. */
  synchronized Optional<LaneEquations> lanes(Equations equations) {
    Structure structure = structures.get(equations);
    return EmitLanes.isPossible(structure) ? Optional.of(EmitLanes.equations(structure, equations)) : Optional.empty();
  }

  private Equations compile(Variant variant) {
    Structure structure = withMissing(Compiler.structure(model, variant, diagnostics, trees));
    Equations equations = differentiable
        ? Compiler.differentiable(structure, observed.quantities(), trees)
        : Compiler.emit(structure, observed.quantities(), trees);
    structures.put(equations, structure);
    return equations;
  }

  /** What is recorded but left with its mechanism has no value; what a statement reads must be there. */
  private Structure withMissing(Structure structure) {
    Map<String, Expr> definitions = new LinkedHashMap<>(structure.definitions());
    for (Layout.Quantity quantity : observed.quantities()) {
      if (isThere(structure, quantity.path())) {
        continue;
      }
      Optional<Span> reader = observed.reader(quantity.path());
      reader.ifPresent(span -> diagnostics.add(Diagnostic.error("E0404",
          "`" + quantity.path() + "` leaves with its mechanism in one of the runs but is read here").at(span)
          .help("read it in a study without that scenario, or scale the mechanism to nothing instead of leaving it out")));
      definitions.put(quantity.path(), Expr.constant(Double.NaN));
    }
    diagnostics.stopOnErrors();
    return new Structure(structure.model(), structure.states(), definitions, structure.solved(), structure.blocks(),
        structure.derivatives(),
        structure.conditions(), structure.constants());
  }

  private static boolean isThere(Structure structure, String path) {
    return structure.states().contains(path) || structure.definitions().containsKey(path)
        || structure.model().parameter(path).isPresent() || structure.allSolved().stream().anyMatch(s -> s.unknown().equals(path));
  }
}
