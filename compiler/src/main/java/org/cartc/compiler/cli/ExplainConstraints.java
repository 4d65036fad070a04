package org.cartc.compiler.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.constraint.CoupledConstraints;
import org.cartc.runtime.constraint.CoupledRoots;
import org.cartc.runtime.constraint.Roots;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/**
 * Says why constraints cannot be solved at one time and state.
 *
 * @param at the time in words
 * @param workspace with modes, in which no constraint is solved
 */
record ExplainConstraints(Structure structure, Equations equations, String at, double time, double[] state, double[] parameters,
    double[] workspace) {
  private List<Structure.Solved> members(int constraint) {
    return structure.allSolved().subList(constraint, constraint + size(constraint));
  }

  private int size(int constraint) {
    return equations.layout().blocks().stream().filter(b -> b.first() == constraint).map(Layout.Block::size).findFirst().orElse(1);
  }

  private boolean isBlock(int constraint) {
    return constraint >= equations.layout().scalars();
  }

  private CoupledRoots block(int constraint) {
    int block = equations.layout().blocks().stream().map(Layout.Block::first).toList().indexOf(constraint);
    return new CoupledRoots((CoupledConstraints) equations, block, time, state, constants(), workspace.clone());
  }

  private double[] constants() {
    double[] constants = new double[equations.layout().constants()];
    equations.prepare(parameters, constants);
    return constants;
  }

  /** "constraint `a` has", "the constraints `a`, `b` have". */
  private String subject(int constraint, String singular, String plural) {
    List<String> names = members(constraint).stream().map(Structure.Solved::constraint).distinct().map(n -> "`" + n + "`").toList();
    return names.size() == 1 ? "constraint " + names.get(0) + " " + singular
        : "the constraints " + String.join(", ", names) + " together " + plural;
  }

  private String unit(Structure.Solved solved) {
    return structure.model().constraints().stream().flatMap(c -> c.unknowns().stream())
        .filter(u -> u.path().equals(solved.unknown())).map(Model.Unknown::unit).findFirst().orElse("");
  }

  private String value(double number, Structure.Solved solved) {
    return ExplainFailure.value(number, unit(solved));
  }

  Diagnostic severalSolutions(int constraint) {
    List<Structure.Solved> members = members(constraint);
    List<double[]> roots = isBlock(constraint) ? block(constraint).solutions()
        : Roots.of(equations, constraint, time, state, constants(), workspace.clone()).stream().map(root -> new double[] {root}).toList();
    Diagnostic fault = Diagnostic.error("E0606", subject(constraint, "has", "have") + " " + roots.size() + " solutions at " + at);
    for (int i = 0; i < members.size(); i++) {
      int place = i;
      fault = fault.at(members.get(i).span(), "`" + members.get(i).unknown() + "` may be "
          + roots.stream().map(root -> value(root[place], members.get(place))).collect(Collectors.joining(" or ")));
    }
    return fault.help("narrow the bracket of `" + members.get(0).unknown() + "`" + (members.size() > 1 ? " or of another unknown" : "")
        + " so that it holds the one that is meant");
  }

  Diagnostic noSolution(int constraint) {
    List<Structure.Solved> members = members(constraint);
    Diagnostic fault = Diagnostic.error("E0602", subject(constraint, "has", "have") + " no solution at " + at + "; integration stopped");
    double[] bounds = new double[2 * members.size()];
    if (isBlock(constraint)) {
      bounds = block(constraint).brackets();
    } else {
      equations.bracket(constraint, bounds, time, state, 0, constants(), workspace.clone());
    }
    for (int i = 0; i < members.size(); i++) {
      fault = fault.at(members.get(i).span(), "`" + members.get(i).unknown() + "` is sought between " + value(bounds[2 * i], members.get(i))
          + " and " + value(bounds[2 * i + 1], members.get(i)));
    }
    fault = isBlock(constraint) ? withNearest(fault, constraint) : fault;
    return fault.help("check that the bracket" + (members.size() > 1 ? "s always hold" : " always holds") + " the solution");
  }

  private Diagnostic withNearest(Diagnostic fault, int constraint) {
    List<Structure.Solved> members = members(constraint);
    CoupledRoots.Closest nearest = block(constraint).closest();
    StringBuilder text = new StringBuilder("the search came nearest at ");
    for (int i = 0; i < members.size(); i++) {
      text.append(i == 0 ? "" : ", ").append("`").append(members.get(i).unknown()).append("` = ")
          .append(value(nearest.unknowns()[i], members.get(i)));
    }
    Diagnostic told = fault.note(text.toString());
    for (int i = 0; i < members.size(); i++) {
      told = told.note("there the sides of equation " + (i + 1) + ", which is to give `" + members.get(i).unknown() + "`, differ by "
          + ExplainFailure.value(nearest.residuals()[i], "") + ", " + ExplainFailure.value(100 * Math.abs(nearest.shares()[i]), "")
          + " % of its largest term");
    }
    return told;
  }

  Diagnostic singular(int constraint) {
    List<Structure.Solved> members = members(constraint);
    String unknowns = members.stream().map(m -> "`" + m.unknown() + "`").collect(Collectors.joining(", "));
    Diagnostic fault = Diagnostic.error("E0608", subject(constraint, "does", "do") + " not determine " + unknowns + " at " + at);
    for (Structure.Solved member : members) {
      fault = fault.at(member.span(), "`" + member.unknown() + "` may be anything");
    }
    return fault
        .note(members.size() > 1 ? "the equations are not independent there: their derivatives in the unknowns are singular"
            : "its equation does not change with " + unknowns + " there: the derivative is zero")
        .help("if the equation holds states only, differentiate it in time until it contains the unknown (its index is above 1)")
        .help("or start from a state at which the unknown matters, or choose another unknown");
  }
}
