package org.cartc.compiler.cli;

import java.util.ArrayList;
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
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.study.TrialResult;
import org.cartc.runtime.table.Decimal;

/** Says why a run could not go on: which rate is not a number, and what its operands are. */
final class ExplainFailure {
  private final LowerStudy.Prepared prepared;
  private final TrialResult result;
  private final Outcome.Failed failed;
  private final Equations equations;
  private final Structure structure;
  private final Layout layout;
  private double time;
  private double[] state;
  private final double[] workspace;
  private final double[] unknowns;

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
    this.unknowns = new double[layout.constraints().size()];
  }

  static Diagnostic of(LowerStudy.Prepared prepared, TrialResult result) {
    return new ExplainFailure(prepared, result).explain();
  }

  private Diagnostic explain() {
    return switch (failed.reason()) {
      case NOT_A_NUMBER -> notANumber();
      case STEP_TOO_SMALL ->
          withRun(stalled("E0603", "the run cannot go on at " + at() + ": its error stays too large however small the step"))
              .help("a quantity that grows without bound or a jump in a rate does this; a jump belongs into a guard (while) or an event");
      case TOO_MANY_STEPS -> withRun(stalled("E0604", "the run needs too many steps; it was stopped at " + at()))
          .help("the model is probably stiff: fast processes can be put in `equilibrium`");
      case CHATTER -> withRun(Diagnostic.error("E0605", "the condition `" + layout.conditions().get(failed.condition()).name()
          + "` switches on and off without end at " + at()))
          .help("each side of the condition drives the run back to the other; give it some width");
    };
  }

  private String at() {
    return "t = " + Summary.number(time) + " " + layout.time();
  }

  private Diagnostic withRun(Diagnostic diagnostic) {
    String keys = result.trial().keys().stream().map(k -> k.name() + " " + k.text()).collect(Collectors.joining(", "));
    return diagnostic.note("study " + prepared.study().name() + (keys.isEmpty() ? "" : ", run of " + keys));
  }

  /** Names the state that changes fastest relative to itself. */
  private Diagnostic stalled(String code, String message) {
    double[] slopes = slopes();
    int fastest = -1;
    double most = 0;
    for (int i = 0; i < slopes.length; i++) {
      double speed = Math.abs(slopes[i]) / Math.max(Math.abs(state[i]), 1e-300);
      if (speed > most) {
        most = speed;
        fastest = i;
      }
    }
    Diagnostic diagnostic = Diagnostic.error(code, message);
    if (fastest < 0) {
      return diagnostic;
    }
    String path = layout.states().get(fastest).path();
    Diagnostic placed = structure.model().compartment(path).map(c -> diagnostic.at(c.span(), "changes fastest")).orElse(diagnostic);
    return placed.note("`" + path + "` is " + value(state[fastest], layout.states().get(fastest).unit()) + " and changes by "
        + Summary.number(slopes[fastest]) + " per " + layout.time());
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
    for (int k = 0; k < unknowns.length; k++) {
      double[] bounds = new double[2];
      equations.bracket(k, bounds, time, state, 0, constants, workspace);
      double low = Math.min(bounds[0], bounds[1]);
      unknowns[k] = low + workspace[layout.warmStart(k)] * (Math.max(bounds[0], bounds[1]) - low);
    }
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
      return withRun(Diagnostic.error("E0601", "a rate is not a number behind " + at() + "; integration stopped"));
    }
    for (int k = 0; k < layout.constraints().size(); k++) {
      if (Double.isNaN(workspace[layout.warmStart(k)]) && structure.solved().get(k).iteration().isEmpty()) {
        return withRun(unsolved(k));
      }
    }
    Evaluate evaluate = new Evaluate(this::leaf);
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

  private Diagnostic unsolved(int k) {
    Structure.Solved solved = structure.solved().get(k);
    double[] constants = new double[layout.constants()];
    double[] bounds = new double[2];
    equations.prepare(failed.parameters(), constants);
    equations.bracket(k, bounds, time, state, 0, constants, workspace);
    String unit = structure.model().constraints().stream().flatMap(c -> c.unknowns().stream())
        .filter(u -> u.path().equals(solved.unknown())).map(Model.Unknown::unit).findFirst().orElse("");
    return Diagnostic.error("E0602", "constraint `" + solved.constraint() + "` has no solution at " + at() + "; integration stopped")
        .at(solved.span(), "`" + solved.unknown() + "` is sought between " + value(bounds[0], unit) + " and " + value(bounds[1], unit))
        .help("check that the bracket always holds the solution");
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
      told.add(path + " = " + value(evaluate.value(Expr.symbol(path)), unit(path)));
    }
    return String.join(", ", told);
  }

  private static String value(double number, String unit) {
    String text = Double.isNaN(number) ? "not a number" : Double.isInfinite(number) ? "infinite" : Decimal.text(number);
    return unit.isEmpty() || unit.equals("1") ? text : text + " " + unit;
  }

  private String unit(String path) {
    return layout.states().stream().filter(s -> s.path().equals(path)).map(Layout.Quantity::unit).findFirst()
        .or(() -> layout.parameters().stream().filter(p -> p.path().equals(path)).map(Layout.Parameter::unit).findFirst())
        .or(() -> structure.model().definitions().stream().filter(d -> d.path().equals(path)).map(Model.Definition::unit).findFirst())
        .orElse("");
  }

  private final Map<String, Double> known = new HashMap<>();

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
      for (int k = 0; k < unknowns.length; k++) {
        number = layout.constraints().get(k).unknown().equals(path) ? unknowns[k] : number;
      }
    }
    known.put(path, number);
    return number;
  }
}
