package org.cartc.compiler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.emit.Emit;
import org.cartc.compiler.emit.Sensitive;
import org.cartc.compiler.emit.Variable;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.name.Resolve;
import org.cartc.compiler.pass.Attribute;
import org.cartc.compiler.pass.CheckBalance;
import org.cartc.compiler.pass.CheckBounds;
import org.cartc.compiler.pass.ConvertUnits;
import org.cartc.compiler.pass.DeriveParameters;
import org.cartc.compiler.pass.Equilibrate;
import org.cartc.compiler.pass.RemoveMechanisms;
import org.cartc.compiler.pass.Scale;
import org.cartc.compiler.pass.SetSwitches;
import org.cartc.compiler.pass.Simplify;
import org.cartc.compiler.structure.Analyse;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.constraint.ScalarConstraints;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.model.SensitiveEquations;

/**
 * From text to equations that run, top to bottom: parse and resolve give a model, passes change it, the analysis of its structure sorts
 * it, and the last stage writes bytecode. Every stage ends the compilation if it found a fault.
 */
public final class Compiler {
  /** What is told of each stage as it is reached, for printing: its name and its tree. */
  public static final BiConsumer<Stage, Object> SILENT = (stage, tree) -> {};

  /** The stages of a compilation whose trees can be printed. */
  public enum Stage {
    PARSE,
    RESOLVE,
    CONVERT,
    LOWER,
    STRUCTURE,
    EMIT
  }

  private Compiler() {}

  /** A model of a program, checked: names, units, balances. */
  public static Resolve.Resolved model(Program program, String name, Diagnostics diagnostics, BiConsumer<Stage, Object> trees) {
    Resolve.Resolved resolved = Resolve.model(program, name, diagnostics);
    diagnostics.stopOnErrors();
    trees.accept(Stage.RESOLVE, resolved.model());
    CheckBalance.of(resolved.model(), diagnostics);
    Model converted = ConvertUnits.apply(resolved.model(), diagnostics);
    CheckBounds.of(converted, diagnostics);
    diagnostics.stopOnErrors();
    trees.accept(Stage.CONVERT, converted);
    return new Resolve.Resolved(converted, resolved.names().withUnits(units(converted)));
  }

  /** The units of quantities after inference, by path. */
  private static Map<String, String> units(Model model) {
    Map<String, String> units = new HashMap<>();
    model.parameters().forEach(p -> units.put(p.path(), p.unit()));
    model.compartments().forEach(c -> units.put(c.path(), c.unit()));
    model.definitions().forEach(d -> units.put(d.path(), d.unit()));
    model.rates().forEach(r -> units.put(r.path(), r.unit()));
    model.constraints().forEach(c -> c.unknowns().forEach(u -> units.put(u.path(), u.unit())));
    return units;
  }

  /** The sorted equations of a variant of a model. */
  public static Structure structure(Model model, Variant variant, Diagnostics diagnostics, BiConsumer<Stage, Object> trees) {
    Model changed = SetSwitches.apply(model, variant.switches());
    changed = RemoveMechanisms.apply(changed, variant.removed(), diagnostics);
    diagnostics.stopOnErrors();
    changed = Scale.apply(changed, variant.scaled());
    for (String compartment : variant.attributed()) {
      changed = Attribute.apply(changed, compartment, diagnostics);
    }
    changed = Equilibrate.apply(changed);
    changed = DeriveParameters.apply(changed, variant.free(), diagnostics);
    changed = changed.map(Simplify::expression);
    trees.accept(Stage.LOWER, changed);
    Structure structure = Analyse.model(changed, variant.iterations(), diagnostics);
    trees.accept(Stage.STRUCTURE, structure);
    return structure;
  }

  /** The equations of a structure as bytecode. */
  public static ScalarConstraints emit(Structure structure, List<Layout.Quantity> observed, BiConsumer<Stage, Object> trees) {
    Emit.ClassFile file = Emit.equations(structure, LayOut.names(structure, observed));
    trees.accept(Stage.EMIT, file.bytes());
    return (ScalarConstraints) file.load();
  }

  /** The equations of a structure as bytecode, with their Jacobian. */
  public static DifferentiableEquations differentiable(Structure structure, List<Layout.Quantity> observed,
      BiConsumer<Stage, Object> trees) {
    Emit.ClassFile file = Emit.differentiable(structure, LayOut.names(structure, observed));
    trees.accept(Stage.EMIT, file.bytes());
    return (DifferentiableEquations) file.load();
  }

  /**
   * The equations of a structure as bytecode, with the derivatives of its states and observed quantities.
   *
   * @param variables what derivatives are taken in
   * @param driven the paths of parameters that runs change with the variables
   * @param jacobian whether with the Jacobian of all
   */
  public static SensitiveEquations sensitive(Structure structure, List<Layout.Quantity> observed, List<Variable> variables,
      List<String> driven, boolean jacobian, BiConsumer<Stage, Object> trees) {
    Structure prepared = Sensitive.prepared(structure, variables, driven);
    Emit.ClassFile file = Emit.sensitive(prepared, LayOut.sensitive(prepared, observed, variables), variables, driven, jacobian);
    trees.accept(Stage.EMIT, file.bytes());
    return (SensitiveEquations) file.load();
  }
}
