package org.cartc.runtime.study;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.runtime.integrate.Action;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.integrate.SteadyState;
import org.cartc.runtime.integrate.Stop;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.table.Decimal;

/** Runs one trial of a study and reads what the study asks for. */
final class Running {
  private final Study study;
  private final Trial trial;
  private final Equations equations;
  private final Map<String, Double> named;
  private final List<String> notes = new ArrayList<>();

  private Running(Study study, Trial trial) {
    this.study = study;
    this.trial = trial;
    this.equations = trial.equations();
    this.named = new HashMap<>(trial.named());
  }

  static TrialResult run(Study study, Trial trial) {
    return new Running(study, trial).run();
  }

  static Solution integrate(Study study, Trial trial) {
    return new Running(study, trial).integrate();
  }

  private TrialResult run() {
    return result(integrate());
  }

  private Solution integrate() {
    return switch (start(initial())) {
      case SteadyState.Result.Found found -> integrate(found.state());
      case SteadyState.Result.None none ->
          Integration.failed(new Problem(equations, trial.parameters(), none.failed().state(), List.of(), 0, 0), none.failed());
    };
  }

  private SteadyState.Result start(double[] initial) {
    return trial.steady() && equations instanceof DifferentiableEquations differentiable
        ? SteadyState.of(differentiable, trial.parameters(), initial, trial.end())
        : new SteadyState.Result.Found(initial);
  }

  private Solution integrate(double[] initial) {
    if (trial.doses().isEmpty() && trial.windows().isEmpty()) {
      return solution(initial, List.of(), trial.parameters(), trial.end());
    }
    Evaluation before = evaluation(solution(initial, List.of(), trial.parameters(), 0));
    List<Trial.Dosing> knownDoses = trial.doses().stream().filter(d -> !isFound(d.formulas())).toList();
    List<Trial.Window> knownWindows = trial.windows().stream().filter(w -> !isFound(w.formulas())).toList();
    Solution solution = solution(initial, knownDoses, knownWindows, before);
    boolean found = knownDoses.size() < trial.doses().size() || knownWindows.size() < trial.windows().size();
    if (found && !(solution.outcome() instanceof Outcome.Failed)) {
      read(solution);
      Evaluation times = evaluation(solution);
      notes.clear();
      solution = solution(initial, trial.doses(), trial.windows(), times);
    }
    return solution;
  }

  /** Whether formulas need the run itself: then they are read from one without what they shape. */
  private boolean isFound(List<Formula> formulas) {
    return formulas.stream().anyMatch(f -> f.reads() || namesValue(f));
  }

  private boolean namesValue(Formula formula) {
    return formula instanceof Formula.Named n ? !trial.named().containsKey(n.name())
        : formula.parts().stream().anyMatch(this::namesValue);
  }

  private Evaluation evaluation(Solution solution) {
    return new Evaluation(solution, equations.layout().observed().size(), named, trial.grid());
  }

  private Solution solution(double[] initial, List<Stop> stops, double[] parameters, double end) {
    return Integration.solve(new Problem(equations, parameters, initial, stops, 0, end), trial.method());
  }

  private double[] initial() {
    double[] constants = new double[equations.layout().constants()];
    double[] initial = new double[equations.layout().states().size()];
    equations.prepare(trial.parameters(), constants);
    equations.initial(constants, initial, 0);
    for (Trial.Start start : trial.initial()) {
      initial[start.state()] = start.value() instanceof Formula.Number n
          ? n.value()
          : evaluation(solution(initial, List.of(), trial.parameters(), 0)).value(start.value());
    }
    return initial;
  }

  private List<Stop> doses(List<Trial.Dosing> doses, Evaluation from) {
    List<Stop> stops = new ArrayList<>();
    for (Trial.Dosing dose : doses) {
      double amount = from.value(dose.amount());
      double first = from.value(dose.at());
      double interval = dose.every().map(from::value).orElse(0.0);
      long times = dose.times().map(from::value).map(Math::round).orElse(1L);
      String compartment = equations.layout().states().get(dose.state()).path();
      if (!Double.isFinite(first) || !Double.isFinite(amount) || first < 0) {
        notes.add("a dose into `" + compartment + "` has no amount, or no time in the run, because what it needs was not found; "
            + "it was not given");
        continue;
      }
      Moving moving = Moving.of(dose, from);
      List<Action> actions = moving.actions(dose.state(), amount);
      long given = 0;
      while (given < times && first + given * interval <= trial.end() && (interval > 0 || given == 0)) {
        stops.add(new Stop(first + given * interval, actions, moving.motion(given)));
        given++;
      }
      if (given < times) {
        String missed = given == 0 ? "the dose" : "the last " + (times - given) + " of " + times + " doses";
        notes.add(missed + " into `" + compartment + "` would come after the end of the run and "
            + (times - given == 1 ? "was" : "were") + " not given");
      }
    }
    return stops;
  }

  private Solution solution(double[] initial, List<Trial.Dosing> doses, List<Trial.Window> windows, Evaluation from) {
    Scalings scalings = Scalings.of(windows, from, trial.parameters(), notes);
    List<Stop> stops = new ArrayList<>(doses(doses, from));
    stops.addAll(scalings.stops(trial.end()));
    stops.sort(Comparator.comparingDouble(Stop::time));
    return solution(initial, stops, scalings.parametersAtStart(), trial.end());
  }

  private TrialResult result(Solution solution) {
    if (solution.outcome() instanceof Outcome.Stopped stopped) {
      String event = equations.layout().conditions().get(stopped.condition()).name();
      notes.add("the run was stopped by `" + event + "` at t = " + rounded(stopped.time()) + " " + study.timeUnit());
    }
    return solution.outcome() instanceof Outcome.Failed failed
        ? new TrialResult(trial, rows(solution), missing(), List.copyOf(notes), Optional.of(failed), solution.statistics())
        : new TrialResult(trial, rows(solution), read(solution), List.copyOf(notes), Optional.empty(), solution.statistics());
  }

  /** Six digits, enough for a note. */
  private static String rounded(double time) {
    return Decimal.text(new BigDecimal(time).round(new MathContext(6)).doubleValue());
  }

  private double[] missing() {
    double[] values = new double[study.values().size()];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /** The values that one run gives, in order; those that compare runs stay missing. */
  private double[] read(Solution solution) {
    double[] values = missing();
    for (int i = 0; i < values.length; i++) {
      Study.Value value = study.values().get(i);
      if (!value.late()) {
        values[i] = read(solution, value);
      }
    }
    return values;
  }

  private double read(Solution solution, Study.Value value) {
    Evaluation evaluation = evaluation(solution);
    double number = evaluation.value(value.formula());
    named.put(value.name(), number);
    if (value.shown() && Double.isNaN(number)) {
      notes.add("`" + value.name() + "` has no value: what it reads does not happen between the start and the end of the run");
    } else if (value.shown() && evaluation.isCensored()) {
      notes.add("`" + value.name() + "` is the end of the run: the condition still holds there, so the true time may be later");
    }
    return number;
  }

  private double[][] rows(Solution solution) {
    Evaluation evaluation = evaluation(solution);
    List<Formula> columns = study.columns().stream().map(c -> evaluation.fixed(c.formula())).toList();
    double[] observed = new double[equations.layout().observed().size()];
    List<double[]> rows = new ArrayList<>(study.times().length);
    for (double time : study.times()) {
      if (time > solution.end()) {
        break;
      }
      solution.observe(time, observed);
      double[] row = new double[columns.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = evaluation.number(columns.get(i), time, observed);
      }
      rows.add(row);
    }
    return rows.toArray(double[][]::new);
  }
}
