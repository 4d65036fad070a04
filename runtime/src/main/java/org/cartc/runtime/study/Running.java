package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.cartc.runtime.integrate.Action;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.integrate.Stop;
import org.cartc.runtime.model.Equations;

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
    return read(integrate());
  }

  private Solution integrate() {
    double[] initial = initial();
    Evaluation before = evaluation(solution(initial, List.of(), trial.parameters(), 0));
    List<Stop> doses = doses(before);
    List<Trial.Window> known = trial.windows().stream().filter(w -> !w.isFound()).toList();
    Solution solution = scaled(initial, doses, known, before);
    if (known.size() < trial.windows().size()) {
      solution = scaled(initial, doses, trial.windows(), evaluation(solution));
    }
    return solution;
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

  private List<Stop> doses(Evaluation before) {
    List<Stop> stops = new ArrayList<>();
    for (Trial.Dosing dose : trial.doses()) {
      double amount = before.value(dose.amount());
      double first = before.value(dose.at());
      double interval = dose.every().map(before::value).orElse(0.0);
      long times = dose.times().map(before::value).map(Math::round).orElse(1L);
      for (long i = 0; i < times && first + i * interval <= trial.end(); i++) {
        stops.add(new Stop(first + i * interval, List.of(new Action.Dose(dose.state(), amount))));
      }
    }
    return stops;
  }

  /** A window with its times and its factor as numbers. */
  private record Scaling(int parameter, double factor, double from, double until) {
    boolean holdsAt(double time) {
      return time >= from && time < until;
    }
  }

  private Solution scaled(double[] initial, List<Stop> doses, List<Trial.Window> windows, Evaluation times) {
    List<Scaling> scalings = new ArrayList<>();
    for (Trial.Window window : windows) {
      double from = window.from().map(times::value).orElse(0.0);
      double until = window.until().map(times::value).orElse(Double.POSITIVE_INFINITY);
      if (Double.isNaN(from) || Double.isNaN(until)) {
        notes.add("a window has no beginning or end, because a time that it needs was not found; it was left out");
      } else if (from < until) {
        scalings.add(new Scaling(window.parameter(), times.value(window.factor()), from, until));
      }
    }
    double[] parameters = trial.parameters().clone();
    List<Stop> stops = new ArrayList<>(doses);
    TreeSet<Double> edges = new TreeSet<>();
    for (Scaling scaling : scalings) {
      parameters[scaling.parameter()] = factorAt(0, scaling.parameter(), scalings);
      edges.add(scaling.from());
      edges.add(scaling.until());
    }
    for (double edge : edges) {
      if (edge > 0 && edge <= trial.end()) {
        List<Action> actions = scalings.stream().map(Scaling::parameter).distinct()
            .map(p -> (Action) new Action.SetParameter(p, factorAt(edge, p, scalings))).toList();
        stops.add(new Stop(edge, actions));
      }
    }
    stops.sort(Comparator.comparingDouble(Stop::time));
    return solution(initial, stops, parameters, trial.end());
  }

  private double factorAt(double time, int parameter, List<Scaling> scalings) {
    return scalings.stream().filter(s -> s.parameter() == parameter && s.holdsAt(time))
        .mapToDouble(Scaling::factor).reduce(trial.parameters()[parameter], (a, b) -> a * b);
  }

  private TrialResult read(Solution solution) {
    Optional<Outcome.Failed> failure = solution.outcome() instanceof Outcome.Failed failed ? Optional.of(failed) : Optional.empty();
    double[] values = new double[study.values().size()];
    for (int i = 0; i < values.length; i++) {
      Study.Value value = study.values().get(i);
      values[i] = failure.isPresent() || value.late() ? Double.NaN : read(solution, value);
    }
    return new TrialResult(trial, rows(solution), values, List.copyOf(notes), failure, solution.statistics());
  }

  private double read(Solution solution, Study.Value value) {
    Evaluation evaluation = evaluation(solution);
    double number = evaluation.value(value.formula());
    named.put(value.name(), number);
    if (value.shown() && Double.isNaN(number)) {
      notes.add("`" + value.name() + "` has no value");
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
