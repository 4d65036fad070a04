package org.cartc.compiler.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.ir.Evaluate;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.structure.Structure;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.runtime.constraint.FixedPoint;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.model.SensitiveEquations;
import org.cartc.runtime.study.TrialResult;
import org.cartc.runtime.table.Decimal;

/** Says why a run could not go on: which rate is not a number, and what its operands are. */
final class ExplainFailure {
  private static final double GROWTH_WITHOUT_BOUND = 1e6;
  private static final int FOLLOWED_ITERATIONS = 1000;

  private final LowerStudy.Prepared prepared;
  private final TrialResult result;
  private final Outcome.Failed failed;
  private final Equations equations;
  private final Structure structure;
  private final Layout layout;
  private double time;
  private double[] state;
  private final double[] workspace;

  private ExplainFailure(LowerStudy.Prepared prepared, TrialResult result) {
    this.prepared = prepared;
    this.result = result;
    this.failed = result.failure().orElseThrow();
    this.equations = result.trial().equations();
    this.structure = prepared.structures().get(equations);
    this.layout = equations.layout();
    this.time = failed.time();
    this.state = failed.state().clone();
    this.workspace = new double[layout.workspace()];
  }

  static Diagnostic of(LowerStudy.Prepared prepared, TrialResult result) {
    return result.trial().equations() instanceof SensitiveEquations
        ? ExplainSensitivities.of(prepared, result) : new ExplainFailure(prepared, result).explain();
  }

  private Diagnostic explain() {
    return switch (failed.reason()) {
      case NOT_A_NUMBER -> notANumber();
      case STEP_TOO_SMALL -> withRun(tooSmall());
      case TOO_MANY_STEPS -> withRun(stalled("E0604", "the run needs more than ten million steps; it was stopped at " + at())
          .help(result.trial().method().isExplicit()
              ? "the model is probably stiff: run it with --numerics auto, or put its fast processes in `equilibrium`"
              : "it keeps on changing fast: end the run earlier, or put its fast processes in `equilibrium`"));
      case CHATTER -> withRun(ExplainChatter.of(layout.conditions().get(failed.index()), structure.conditions().get(failed.index()),
          structure.model(), at()));
      case SEVERAL_SOLUTIONS -> withRun(constraints().severalSolutions(failed.index()));
      case NO_STEADY_STATE -> withKeys(noSteadyState());
      case SINGULAR_CONSTRAINT -> withRun(constraints().singular(failed.index()));
    };
  }

  private Diagnostic tooSmall() {
    boolean grows = fastest() >= 0 && speed(fastest(), slopes()) * Math.max(time, Double.MIN_NORMAL) > GROWTH_WITHOUT_BOUND;
    String path = grows ? layout.states().get(fastest()).path() : "";
    if (grows && state[fastest()] * slopes()[fastest()] < 0) {
      return stalled("E0603", "`" + path + "` falls to zero faster than steps can follow; the run cannot go on at " + at())
          .help("a rate without a value or a slope at zero, such as a logarithm or a root, does this: end the run before by an event");
    }
    return stalled("E0603", grows
        ? "`" + path + "` grows or falls without bound; the run cannot go on at " + at()
        : "the run cannot go on at " + at() + ": its error stays too large however small the step")
        .help(grows ? "a rate that rises faster than in proportion to `" + path + "` does this: let it saturate"
            : "a jump in a rate does this; it belongs into a guard (while) or an event");
  }

  private Diagnostic noSteadyState() {
    String after = Summary.number(time) + " " + layout.time();
    Diagnostic fault = Diagnostic.error("E0609", failed.index() < 0 ? "a model whose rates read the time has no steady state"
        : "no steady state was reached within " + after);
    if (failed.index() >= 0) {
      Layout.Quantity fastest = layout.states().get(failed.index());
      String unit = unitWord(fastest.unit());
      Diagnostic unplaced = fault;
      fault = structure.model().compartment(fastest.path()).map(c -> unplaced.at(c.span(), "changes fastest")).orElse(unplaced)
          .note("then `" + fastest.path() + "` is " + Summary.number(state[failed.index()]) + unit + " and changes by "
              + Summary.number(slopes()[failed.index()]) + unit + " per " + layout.time());
    }
    return fault.help("what grows without bound or oscillates has none; leave out `from steady` to start from the initial values");
  }

  private ExplainConstraints constraints() {
    slopes();
    double[] unsolved = workspace.clone();
    Arrays.fill(unsolved, layout.conditions().size(), layout.counters(0), Double.NaN);
    return new ExplainConstraints(structure, equations, at(), time, state, failed.parameters(), unsolved);
  }

  private String unknownUnit(Structure.Solved solved) {
    return structure.model().constraints().stream().flatMap(c -> c.unknowns().stream())
        .filter(u -> u.path().equals(solved.unknown())).map(Model.Unknown::unit).findFirst().orElse("");
  }

  private String at() {
    return "t = " + Summary.number(time) + " " + layout.time();
  }

  private Diagnostic withRun(Diagnostic diagnostic) {
    Optional<String> unstable =
        Stability.fault(equations, result.trial().method(), failed.time(), failed.state(), failed.parameters(), workspace)
            .or(() -> Stability.fault(equations, result.trial().method(), 0, start(), failed.parameters(), workspace));
    if (unstable.isPresent()) {
      return withKeys(diagnostic.note(unstable.get())).help("shorten the step, or use the default numerics, which choose their steps");
    }
    return withKeys(diagnostic);
  }

  private double[] start() {
    double[] constants = new double[layout.constants()];
    double[] start = new double[state.length];
    equations.prepare(failed.parameters(), constants);
    equations.initial(constants, start, 0);
    return start;
  }

  private Diagnostic withKeys(Diagnostic diagnostic) {
    String keys = result.trial().keys().stream().map(k -> k.name() + " " + k.text()).collect(Collectors.joining(", "));
    return diagnostic.note("study " + prepared.study().name() + (keys.isEmpty() ? "" : ", run of " + keys));
  }

  /** Names the state that changes fastest relative to itself. */
  private Diagnostic stalled(String code, String message) {
    double[] slopes = slopes();
    int fastest = fastest();
    Diagnostic diagnostic = Diagnostic.error(code, message);
    if (fastest < 0) {
      return diagnostic;
    }
    String path = layout.states().get(fastest).path();
    Diagnostic placed = structure.model().compartment(path).map(c -> diagnostic.at(c.span(), "changes fastest")).orElse(diagnostic);
    return placed.note("`" + path + "` is " + Summary.number(state[fastest]) + unitWord(layout.states().get(fastest).unit())
        + " and changes by " + Summary.number(slopes[fastest]) + unitWord(layout.states().get(fastest).unit()) + " per " + layout.time());
  }

  /** The state that changes fastest relative to itself, -1 if none changes. */
  private int fastest() {
    double[] slopes = slopes();
    int fastest = -1;
    for (int i = 0; i < slopes.length; i++) {
      if (speed(i, slopes) > (fastest < 0 ? 0 : speed(fastest, slopes))) {
        fastest = i;
      }
    }
    return fastest;
  }

  private double speed(int i, double[] slopes) {
    return Math.abs(slopes[i]) / Math.max(Math.abs(state[i]), 1e-300);
  }

  private static String unitWord(String unit) {
    return unit.isEmpty() || unit.equals("1") ? "" : unit.startsWith("1/") ? " per " + unit.substring(2) : " " + unit;
  }

  private double[] slopes() {
    double[] constants = new double[layout.constants()];
    double[] slopes = new double[state.length];
    equations.prepare(failed.parameters(), constants);
    for (int i = 0; i < failed.modes().length; i++) {
      workspace[i] = failed.modes()[i] ? 1 : 0;
    }
    for (int k = 0; k < layout.constraints().size(); k++) {
      workspace[layout.warmStart(k)] = Double.NaN;
    }
    equations.rightHandSide(time, state, 0, slopes, 0, constants, workspace);
    return slopes;
  }

  private static boolean finite(double[] numbers) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  /** The last state is still fine: goes on along its slopes until a rate is not a number. */
  private boolean findFault() {
    double[] slopes = slopes();
    if (!finite(slopes)) {
      return true;
    }
    for (double ahead = 1e-14 * (1 + Math.abs(failed.time())); ahead < result.trial().end(); ahead *= 2) {
      time = failed.time() + ahead;
      for (int i = 0; i < state.length; i++) {
        state[i] = failed.state()[i] + ahead * slopes[i];
      }
      if (!finite(slopes())) {
        return true;
      }
    }
    return false;
  }

  private Diagnostic notANumber() {
    if (!findFault()) {
      return withRun(Diagnostic.error("E0601", "a rate is not a number after " + at() + "; integration stopped"));
    }
    List<Structure.Solved> solved = structure.allSolved();
    for (int k = 0; k < solved.size(); k++) {
      if (Double.isNaN(workspace[layout.warmStart(k)]) && solved.get(k).iteration().isEmpty()) {
        return withRun(constraints().noSolution(k));
      }
    }
    Evaluate evaluate = new Evaluate(this::leaf);
    for (int k = 0; k < layout.scalars(); k++) {
      if (solved.get(k).iteration().isPresent()) {
        Optional<Diagnostic> iteration = iteration(k, evaluate);
        if (iteration.isPresent()) {
          return withRun(iteration.get());
        }
      }
    }
    for (Map.Entry<String, Located> rate : written().entrySet()) {
      Optional<Expr> culprit = culprit(rate.getValue().value(), evaluate);
      if (culprit.isPresent()) {
        Span span = culprit.get() instanceof Expr.Located l ? l.span() : rate.getValue().span();
        double number = evaluate.value(culprit.get());
        return withRun(Diagnostic.error("E0601", rate.getValue().what() + " is " + word(number) + " at " + at() + "; integration stopped")
            .at(span, word(number) + ": " + operands(culprit.get(), evaluate)));
      }
    }
    return withRun(Diagnostic.error("E0601", "a rate is not a number at " + at() + "; integration stopped"));
  }

  private static String word(double number) {
    return Double.isNaN(number) ? "not a number" : "infinite";
  }

  /** Follows the iteration of a numerics block from its start; empty if it converges or already starts at what is not a number. */
  private Optional<Diagnostic> iteration(int k, Evaluate evaluate) {
    Structure.Solved solved = structure.solved().get(k);
    Structure.Iteration iteration = solved.iteration().orElseThrow();
    double start = evaluate.value(iteration.start());
    Iterates all = iterated(solved, FixedPoint.MOST_ITERATIONS);
    if (!Double.isFinite(start) || Math.abs(all.x() - all.last()) <= evaluate.value(iteration.tolerance())) {
      return Optional.empty();
    }
    Iterates end = iterated(solved, FOLLOWED_ITERATIONS);
    String unit = unknownUnit(solved);
    boolean cycles = Math.abs(end.x() - end.beforeLast()) <= 1e-6 * Math.abs(end.x());
    String course = !Double.isFinite(end.x()) ? "its iterates grow without bound"
        : cycles ? "its iterates alternate between " + value(end.last(), unit) + " and " + value(end.x(), unit)
            : "after " + FOLLOWED_ITERATIONS + " iterations it is at " + value(end.x(), unit) + ", before at " + value(end.last(), unit);
    return Optional.of(Diagnostic
        .error("E0607", "the iteration of constraint `" + solved.constraint() + "` does not converge at " + at() + "; integration stopped")
        .at(solved.span(), "`" + solved.unknown() + "` starts at " + value(start, unit))
        .note(course + "; two must differ by at most " + value(evaluate.value(iteration.tolerance()), unit))
        .help("leave the constraint out of the numerics block: then it is solved by Newton's method inside its bracket"));
  }

  private record Iterates(double beforeLast, double last, double x) {}

  /** The last iterates of a constraint: where two agree, or after the most iterations. */
  private Iterates iterated(Structure.Solved solved, int most) {
    Structure.Iteration iteration = solved.iteration().orElseThrow();
    Evaluate evaluate = new Evaluate(this::leaf);
    double tolerance = evaluate.value(iteration.tolerance());
    double start = evaluate.value(iteration.start());
    boolean atOnce = Math.abs(start - evaluate.value(iteration.previous())) <= tolerance;
    Iterates at = new Iterates(Double.NaN, atOnce ? start : Double.NaN, start);
    for (int i = 0; i < most && Double.isFinite(at.x()) && !(Math.abs(at.x() - at.last()) <= tolerance); i++) {
      iterate = Map.of(solved.unknown(), at.x());
      known.clear();
      at = new Iterates(at.last(), at.x(), evaluate.value(iteration.map()));
    }
    iterate = Map.of();
    known.clear();
    return at;
  }

  private record Located(String what, Expr value, Span span) {}

  /** Everything with a place: derived quantities first, as rates read them. */
  private Map<String, Located> written() {
    Map<String, Located> written = new LinkedHashMap<>();
    Model model = structure.model();
    model.definitions().forEach(d -> written.put(d.path(), new Located("`" + d.path() + "`", d.value(), d.span())));
    model.rates().forEach(r -> written.put(r.path(), new Located("the rate `" + r.path() + "`", r.value(), r.span())));
    model.derivatives().forEach(d -> written.put("d/dt " + d.compartment(),
        new Located("the rate of `" + d.compartment() + "`", d.value(), d.span())));
    return written;
  }

  /** The innermost part that is not a number though its own parts are. */
  private Optional<Expr> culprit(Expr expr, Evaluate evaluate) {
    if (Double.isFinite(evaluate.value(expr))) {
      return Optional.empty();
    }
    for (Expr part : Exprs.parts(expr)) {
      Optional<Expr> inner = culprit(part, evaluate);
      if (inner.isPresent()) {
        return inner.get() instanceof Expr.Located || !(expr instanceof Expr.Located) ? inner : Optional.of(expr);
      }
    }
    return expr instanceof Expr.Symbol ? Optional.empty() : Optional.of(expr);
  }

  private String operands(Expr expr, Evaluate evaluate) {
    List<String> told = new ArrayList<>();
    for (String path : Exprs.symbols(expr)) {
      told.add(path + " = " + exactly(evaluate.value(Expr.symbol(path)), unit(path)));
    }
    return String.join(", ", told);
  }

  static String value(double number, String unit) {
    return exactly(Double.isFinite(number) ? new BigDecimal(number).round(new MathContext(6)).doubleValue() : number, unit);
  }

  /** All digits: the difference of two operands may be what matters. */
  private static String exactly(double number, String unit) {
    return (Double.isNaN(number) ? "not a number" : Double.isInfinite(number) ? "infinite" : Decimal.text(number)) + unitWord(unit);
  }

  private String unit(String path) {
    return layout.states().stream().filter(s -> s.path().equals(path)).map(Layout.Quantity::unit).findFirst()
        .or(() -> layout.parameters().stream().filter(p -> p.path().equals(path)).map(Layout.Parameter::unit).findFirst())
        .or(() -> structure.model().definitions().stream().filter(d -> d.path().equals(path)).map(Model.Definition::unit).findFirst())
        .orElse("");
  }

  private final Map<String, Double> known = new HashMap<>();
  private Map<String, Double> iterate = Map.of();

  private double leaf(Expr leaf) {
    return switch (leaf) {
      case Expr.Time t -> time;
      case Expr.Mode m -> workspace[m.condition()];
      case Expr.Symbol s -> number(s.path());
      case Expr.Constant c -> c.value();
      case Expr.Measured m -> m.value();
      case Expr.Negate n -> Double.NaN;
      case Expr.Not n -> Double.NaN;
      case Expr.Binary b -> Double.NaN;
      case Expr.Call c -> Double.NaN;
      case Expr.Conditional c -> Double.NaN;
      case Expr.Located l -> Double.NaN;
    };
  }

  private double number(String path) {
    if (iterate.containsKey(path)) {
      return iterate.get(path);
    }
    Double there = known.get(path);
    if (there != null) {
      return there;
    }
    int index = layout.state(path);
    int parameter = layout.parameter(path);
    double number = Double.NaN;
    if (index >= 0) {
      number = state[index];
    } else if (parameter >= 0) {
      number = failed.parameters()[parameter];
    } else if (structure.definitions().containsKey(path)) {
      number = new Evaluate(this::leaf).value(structure.definitions().get(path));
    } else {
      for (int k = 0; k < layout.constraints().size(); k++) {
        Structure.Solved solved = structure.allSolved().get(k);
        if (solved.unknown().equals(path)) {
          number = solved.iteration().isPresent() ? iterated(solved, FixedPoint.MOST_ITERATIONS).x() : workspace[layout.warmStart(k)];
        }
      }
    }
    known.put(path, number);
    return number;
  }
}
