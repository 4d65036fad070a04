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
import java.util.function.Supplier;
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

/**
 * One trial of a study: the problem that it is, and what the study reads of its solution. Doses and windows whose times are read from the
 * run itself need two integrations, the first without them.
 */
final class Running {
  private final Study study;
  private final Trial trial;
  private final Equations equations;
  private final Observations observations;
  private final Map<String, Double> named;
  private final List<String> notes = new ArrayList<>();
  private final double[] initial;

  /** Why there is no steady state to start from, if there is none. */
  private final Optional<Outcome.Failed> failed;

  /** @param observations of the trial's equations */
  Running(Study study, Trial trial, Observations observations) {
    this.study = study;
    this.trial = trial;
    this.equations = trial.equations();
    this.observations = observations;
    this.named = new HashMap<>(trial.named());
    switch (start(initial())) {
      case SteadyState.Result.Found found -> {
        initial = found.state();
        failed = Optional.empty();
      }
      case SteadyState.Result.None none -> {
        initial = none.failed().state();
        failed = Optional.of(none.failed());
      }
    }
  }

  private SteadyState.Result start(double[] given) {
    return trial.steady() && equations instanceof DifferentiableEquations differentiable
        ? SteadyState.of(differentiable, trial.parameters(), given, trial.end())
        : new SteadyState.Result.Found(given);
  }

  static TrialResult run(Study study, Trial trial) {
    return new Running(study, trial, Observations.of(trial.equations())).run();
  }

  static Solution integrate(Study study, Trial trial) {
    return new Running(study, trial, Observations.of(trial.equations())).integrate();
  }

  static Problem problem(Study study, Trial trial) {
    Running running = new Running(study, trial, Observations.of(trial.equations()));
    Problem first = running.first();
    return running.second(Integration.solve(first, trial.method())).orElse(first);
  }

  TrialResult run() {
    return result(integrate());
  }

  private Solution integrate() {
    if (failed.isPresent()) {
      return Integration.failed(new Problem(equations, trial.parameters(), initial, List.of(), 0, 0), failed.get());
    }
    Solution first = Integration.solve(first(), trial.method());
    return second(first).map(problem -> Integration.solve(problem, trial.method())).orElse(first);
  }

  /** What is integrated first: the run itself if nothing in it is read from it. */
  Problem first() {
    if (trial.doses().isEmpty() && trial.windows().isEmpty()) {
      return problem(List.of(), trial.parameters(), trial.end());
    }
    List<Trial.Dosing> doses = trial.doses().stream().filter(d -> !isFound(d.formulas())).toList();
    List<Trial.Window> windows = trial.windows().stream().filter(w -> !isFound(w.formulas())).toList();
    return problem(doses, windows, evaluation(() -> Integration.solve(problem(List.of(), trial.parameters(), 0), trial.method())));
  }

  /** The run itself, if it needs what is read from the first integration. */
  Optional<Problem> second(Solution first) {
    boolean found = trial.doses().stream().anyMatch(d -> isFound(d.formulas()))
        || trial.windows().stream().anyMatch(w -> isFound(w.formulas()));
    if (!found || first.outcome() instanceof Outcome.Failed) {
      return Optional.empty();
    }
    Evaluation times = evaluation(first);
    read(times);
    notes.clear();
    return Optional.of(problem(trial.doses(), trial.windows(), times));
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
    return evaluation(() -> solution);
  }

  private Evaluation evaluation(Supplier<Solution> solution) {
    return new Evaluation(solution, observations, named, trial.grid());
  }

  private Problem problem(List<Stop> stops, double[] parameters, double end) {
    return new Problem(equations, parameters, initial, stops, 0, end);
  }

  private double[] initial() {
    double[] constants = new double[equations.layout().constants()];
    double[] values = new double[equations.layout().states().size()];
    equations.prepare(trial.parameters(), constants);
    equations.initial(constants, values, 0);
    for (Trial.Start start : trial.initial()) {
      values[start.state()] = evaluation(() -> {
        Problem atStart = new Problem(equations, trial.parameters(), values, List.of(), 0, 0);
        return Integration.solve(atStart, trial.method());
      }).value(start.value());
    }
    return values;
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

  private Problem problem(List<Trial.Dosing> doses, List<Trial.Window> windows, Evaluation from) {
    Scalings scalings = Scalings.of(windows, from, trial.parameters(), notes);
    List<Stop> stops = new ArrayList<>(doses(doses, from));
    stops.addAll(scalings.stops(trial.end()));
    stops.sort(Comparator.comparingDouble(Stop::time));
    return problem(stops, scalings.parametersAtStart(), trial.end());
  }

  /** What the study reads of its run. */
  TrialResult result(Solution solution) {
    if (solution.outcome() instanceof Outcome.Stopped stopped) {
      String event = equations.layout().conditions().get(stopped.condition()).name();
      notes.add("the run was stopped by `" + event + "` at t = " + rounded(stopped.time()) + " " + study.timeUnit());
    }
    Evaluation evaluation = evaluation(solution);
    double[][] rows = rows(solution, evaluation);
    return solution.outcome() instanceof Outcome.Failed failed
        ? new TrialResult(trial, rows, missing(), List.copyOf(notes), Optional.of(failed), solution.statistics())
        : new TrialResult(trial, rows, read(evaluation), List.copyOf(notes), Optional.empty(), solution.statistics());
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
  private double[] read(Evaluation evaluation) {
    double[] values = missing();
    for (int i = 0; i < values.length; i++) {
      Study.Value value = study.values().get(i);
      if (!value.late()) {
        values[i] = read(evaluation, value);
      }
    }
    return values;
  }

  private double read(Evaluation evaluation, Study.Value value) {
    double number = evaluation.value(value.formula());
    named.put(value.name(), number);
    if (value.shown() && Double.isNaN(number)) {
      notes.add("`" + value.name() + "` has no value: what it reads does not happen between the start and the end of the run");
    } else if (value.shown() && evaluation.isCensored()) {
      notes.add("`" + value.name() + "` is the end of the run: the condition still holds there, so the true time may be later");
    }
    return number;
  }

  private double[][] rows(Solution solution, Evaluation evaluation) {
    if (study.columns().isEmpty()) {
      return new double[0][];
    }
    Rows rows = new Rows(study, observations, evaluation);
    return rows.of(solution);
  }
}
