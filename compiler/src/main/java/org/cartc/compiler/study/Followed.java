package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.emit.Variable;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.model.SensitiveEquations;
import org.cartc.runtime.sensitivity.Control;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.Trial;

/**
 * Equations of a study, and the same with sensitivities.
 *
 * @param base the equations without
 * @param values the values of the study by name
 * @param stiff the equations with sensitivities and their Jacobian
 */
record Followed(Equations base, Structure structure, SensitiveEquations equations, List<Variable> variables, Map<String, Formula> values,
    Stiff stiff) {
  static Diagnostic unknownShape() {
    return Diagnostic
        .error("E0709", "sensitivities of a run whose doses or windows are read from the run cannot be computed by this version")
        .note("when a parameter changes, so do times such as that of a peak")
        .help("give the times and amounts as numbers or parameters");
  }

  /** Whether a structure has what a variable is. */
  static boolean isThere(Variable variable, Structure structure) {
    return switch (variable) {
      case Variable.Parameter p ->
          structure.model().parameter(p.path()).isPresent() || structure.definitions().containsKey(p.path());
      case Variable.Initial i -> i.states().stream().anyMatch(structure.states()::contains);
    };
  }

  private int states() {
    return base.layout().states().size();
  }

  private Tangent tangent(int variable) {
    return new Tangent(base.layout().observed().size(), variable, values);
  }

  private Formula change(Formula formula, int variable) {
    return tangent(variable).of(formula).orElseThrow(() -> new Rejected(unknownShape()));
  }

  private Formula change(Optional<Formula> formula, int variable) {
    return formula.map(f -> change(f, variable)).orElse(Tangent.ZERO);
  }

  /** The same run with sensitivities. */
  Trial trial(Trial trial) {
    double[] parameters = equations.layout().nominal();
    System.arraycopy(trial.parameters(), 0, parameters, 0, trial.parameters().length);
    Method.Controlled method = (Method.Controlled) trial.method();
    return new Trial(trial.keys(), equations, parameters, starts(trial), trial.doses().stream().map(this::dosing).toList(),
        trial.windows().stream().map(this::window).toList(), trial.named(), trial.end(),
        Control.of(method, states(), sizes(trial), stiff), trial.grid(), trial.steady());
  }

  private List<Trial.Start> starts(Trial trial) {
    List<Trial.Start> starts = new ArrayList<>();
    for (Trial.Start start : trial.initial()) {
      String state = base.layout().states().get(start.state()).path();
      for (int j = 0; j < variables.size(); j++) {
        boolean itself = variables.get(j) instanceof Variable.Initial i && i.states().contains(state);
        starts.add(new Trial.Start(states() * (1 + j) + start.state(), itself ? new Formula.Number(1) : change(start.value(), j)));
      }
      starts.add(start);
    }
    return starts;
  }

  private Trial.Dosing dosing(Trial.Dosing dose) {
    List<Trial.Dosing.Change> changes = IntStream.range(0, variables.size())
        .mapToObj(j -> new Trial.Dosing.Change(states() * (1 + j) + dose.state(), change(dose.amount(), j), change(dose.at(), j),
            change(dose.every(), j)))
        .toList();
    return new Trial.Dosing(dose.state(), dose.amount(), dose.at(), dose.every(), dose.times(), changes);
  }

  private Trial.Window window(Trial.Window window) {
    String scaled = base.layout().parameters().get(window.parameter()).path();
    List<Trial.Window.Change> changes = IntStream.range(0, variables.size())
        .mapToObj(
            j -> new Trial.Window.Change(equations.layout().parameter(variables.get(j).derivative(scaled)), change(window.factor(), j),
                change(window.from(), j), change(window.until(), j)))
        .toList();
    return new Trial.Window(window.parameter(), window.factor(), window.from(), window.until(), changes);
  }

  private double[] sizes(Trial trial) {
    return variables.stream().mapToDouble(v -> Control.size(switch (v) {
      case Variable.Parameter p -> isThere(p, structure) ? constant(p.path(), trial) : 0;
      case Variable.Initial i -> initial(i, trial);
    })).toArray();
  }

  private double constant(String path, Trial trial) {
    int index = base.layout().parameter(path);
    return index >= 0 ? trial.parameters()[index]
        : new Evaluate(leaf -> leaf instanceof Expr.Symbol s ? constant(s.path(), trial) : Double.NaN)
            .value(structure.definitions().get(path));
  }

  private double initial(Variable.Initial variable, Trial trial) {
    Layout layout = base.layout();
    double[] constants = new double[layout.constants()];
    double[] initial = new double[states()];
    base.prepare(trial.parameters(), constants);
    base.initial(constants, initial, 0);
    trial.initial().forEach(s -> {
      if (s.value() instanceof Formula.Number n) {
        initial[s.state()] = n.value();
      }
    });
    return variable.states().stream().mapToInt(layout::state).filter(i -> i >= 0).mapToDouble(i -> initial[i])
        .reduce(0, (a, b) -> Math.abs(a) > Math.abs(b) ? a : b);
  }
}
