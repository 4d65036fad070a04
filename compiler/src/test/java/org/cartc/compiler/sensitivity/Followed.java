package org.cartc.compiler.sensitivity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.emit.Variable;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.integrate.Stop;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.model.SensitiveEquations;
import org.cartc.runtime.sensitivity.Control;
import org.cartc.runtime.sensitivity.Sensitivities;

/** A model with sensitivities, at its nominal parameters. */
final class Followed {
  static final Method.Controlled PRECISE = new Method.DormandPrince853(1e-12, 1e-12);

  final SensitiveEquations equations;
  final Layout layout;
  final List<Variable> variables;
  final double[] p;
  private final List<String> observed;

  private Followed(Structure structure, List<Variable> variables, List<String> driven, boolean jacobian, List<String> observed) {
    this.variables = variables;
    this.observed = observed;
    List<Layout.Quantity> quantities = observed.stream().map(path -> new Layout.Quantity(path, "", "")).toList();
    equations = Compiler.sensitive(structure, quantities, variables, driven, jacobian, Compiler.SILENT);
    layout = equations.layout();
    p = layout.nominal();
  }

  /** @param names parameters, or initial values as {@code x(0)} */
  static Followed of(Structure structure, List<String> names, String... observed) {
    return new Followed(structure, names.stream().map(Followed::variable).toList(), List.of(), true, Arrays.asList(observed));
  }

  static Followed driven(Structure structure, List<String> names, List<String> driven, String... observed) {
    return new Followed(structure, names.stream().map(Followed::variable).toList(), driven, true, Arrays.asList(observed));
  }

  private static Variable variable(String name) {
    return name.endsWith("(0)")
        ? new Variable.Initial(name, "", Set.of(name.substring(0, name.length() - 3))) : new Variable.Parameter(name, "", name);
  }

  int states() {
    return layout.states().size() / (1 + variables.size());
  }

  double[] initial() {
    double[] c = new double[layout.constants()];
    double[] y = new double[layout.states().size()];
    equations.prepare(p, c);
    equations.initial(c, y, 0);
    return y;
  }

  double[] sizes() {
    return variables.stream().mapToDouble(v -> Control.size(switch (v) {
      case Variable.Parameter q -> layout.parameter(q.path()) < 0 ? 0 : p[layout.parameter(q.path())];
      case Variable.Initial s -> initial()[layout.state(s.states().iterator().next())];
    })).toArray();
  }

  Read until(double end, Method.Controlled method, List<Stop> stops) {
    Problem problem = new Problem(equations, p, initial(), stops, 0, end);
    Solution solution = Integration.solve(problem, Control.of(method, states(), sizes(), Method.Differentiated.THEMSELVES));
    if (solution.outcome() instanceof Outcome.Failed failed) {
      throw new AssertionError(failed);
    }
    return new Read(solution, new Sensitivities(equations, solution));
  }

  Read until(double end) {
    return until(end, PRECISE, List.of());
  }

  /** Reads a solution by names. */
  final class Read {
    final Solution solution;
    private final Sensitivities sensitivities;

    private Read(Solution solution, Sensitivities sensitivities) {
      this.solution = solution;
      this.sensitivities = sensitivities;
    }

    double value(String quantity, double t) {
      return sensitivities.value(observed.indexOf(quantity), t);
    }

    double derivative(String quantity, String variable, double t) {
      List<String> names = new ArrayList<>(variables.stream().map(Variable::name).toList());
      return sensitivities.derivative(observed.indexOf(quantity), names.indexOf(variable), t);
    }
  }
}
