package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.reading.Condition;
import org.cartc.runtime.reading.Found;
import org.cartc.runtime.reading.FoundTimes;
import org.cartc.runtime.reading.Readings;

/** Reads the numbers of formulas from one run. */
public final class Evaluation {
  private static final double[] NOTHING = {};

  /** What an extreme was sought of, and where. */
  private record Extreme(Formula of, double from, double until, boolean largest) {}

  private final Supplier<Solution> source;
  private Optional<Solution> made = Optional.empty();
  private final Map<String, Double> named;
  private final Optional<Trial.Grid> grid;
  private final Observations observations;
  private final Map<Formula, Double> readings = new HashMap<>();
  private final Map<Extreme, Readings.Point> extremes = new HashMap<>();
  private double[] atStart = NOTHING;
  private boolean censored;

  /**
   * @param observations of the run's equations
   * @param named study variables and values known so far; looked up at each use
   */
  public Evaluation(Solution solution, Observations observations, Map<String, Double> named, Optional<Trial.Grid> grid) {
    this(() -> solution, observations, named, grid);
  }

  /** As above, of a run that is made when a formula needs it. */
  Evaluation(Supplier<Solution> solution, Observations observations, Map<String, Double> named, Optional<Trial.Grid> grid) {
    this.source = solution;
    this.named = named;
    this.grid = grid;
    this.observations = observations;
  }

  private Solution solution() {
    if (made.isEmpty()) {
      made = Optional.of(source.get());
    }
    return made.get();
  }

  private double[] atStart() {
    if (atStart.length == 0) {
      atStart = new double[observations.count()];
      solution().observe(solution().start(), atStart);
    }
    return atStart;
  }

  /** Whether a last time that the last value needed still held at the end of the run. */
  boolean isCensored() {
    return censored;
  }

  /** The number of a formula that does not vary, of a curve its value at the start. */
  public double value(Formula formula) {
    censored = false;
    return number(formula);
  }

  private double number(Formula formula) {
    Formula fixed = fixed(formula);
    return fixed instanceof Formula.Number n ? n.value() : Term.of(fixed).at(solution().start(), atStart());
  }

  private FormulaCurve curve(Formula formula) {
    return new FormulaCurve(solution(), observations, fixed(formula));
  }

  /** The same formula with everything that does not vary replaced by its number. */
  Formula fixed(Formula formula) {
    return switch (formula) {
      case Formula.Number n -> n;
      case Formula.Clock c -> c;
      case Formula.Quantity q -> q.varies() ? q : new Formula.Number(atStart()[q.observed()]);
      case Formula.Named n -> new Formula.Number(named.getOrDefault(n.name(), Double.NaN));
      case Formula.Text t -> t;
      case Formula.Apply a -> applied(a);
      case Formula.Holds h -> folded(new Formula.Holds(fixed(h.difference()), h.atZero()));
      case Formula.And a -> folded(new Formula.And(fixed(a.left()), fixed(a.right())));
      case Formula.Or o -> folded(new Formula.Or(fixed(o.left()), fixed(o.right())));
      case Formula.Not n -> folded(new Formula.Not(fixed(n.operand())));
      case Formula.Choice c -> folded(new Formula.Choice(fixed(c.condition()), fixed(c.then()), fixed(c.otherwise())));
      case Formula.Reading r -> new Formula.Number(known(r));
      case Formula.At a -> new Formula.Number(at(a));
      case Formula.FoundTime f -> new Formula.Number(found(f));
      case Formula.Elsewhere e -> throw new IllegalStateException("a value of another run inside a run");
      case Formula.Over o -> throw new IllegalStateException("a value over runs inside a run");
    };
  }

  private Formula applied(Formula.Apply apply) {
    List<Formula> arguments = new ArrayList<>(apply.arguments().size());
    for (Formula argument : apply.arguments()) {
      arguments.add(fixed(argument));
    }
    return folded(new Formula.Apply(apply.function(), arguments));
  }

  /** A formula whose parts are fixed: its number if they all are numbers. */
  private Formula folded(Formula formula) {
    for (Formula part : formula.parts()) {
      if (!(part instanceof Formula.Number)) {
        return formula;
      }
    }
    return new Formula.Number(Term.of(formula).at(Double.NaN, NOTHING));
  }

  private double at(Formula.At at) {
    double time = number(at.time());
    if (!(time >= solution().start() && time <= solution().end())) {
      return Double.NaN;
    }
    return curve(at.of()).at(time);
  }

  /** Values often share a reading. */
  private double known(Formula.Reading reading) {
    Double there = readings.get(reading);
    double number = there == null ? reading(reading) : there;
    readings.put(reading, number);
    return number;
  }

  private double reading(Formula.Reading reading) {
    double from = reading.from().map(this::number).orElse(solution().start());
    double until = reading.until().map(this::number).orElse(solution().end());
    FormulaCurve curve = curve(reading.of());
    if (Double.isNaN(from) || Double.isNaN(until) || from > until) {
      return Double.NaN;
    }
    return switch (reading.kind()) {
      case MAX -> extreme(curve, reading.of(), from, until, true).value();
      case MIN -> extreme(curve, reading.of(), from, until, false).value();
      case MEAN -> Readings.mean(curve, from, until);
      case INTEGRAL -> Readings.integral(curve, from, until);
      case PEAK -> extreme(curve, reading.of(), from, until, true).time();
      case TROUGH -> extreme(curve, reading.of(), from, until, false).time();
      case SLOPE -> Readings.slope(curve, from);
    };
  }

  /** The largest value and its time are found together. */
  private Readings.Point extreme(FormulaCurve curve, Formula of, double from, double until, boolean largest) {
    return extremes.computeIfAbsent(new Extreme(of, from, until, largest), e -> Readings.extreme(curve, from, until, largest));
  }

  private double found(Formula.FoundTime time) {
    Condition condition = condition(fixed(time.condition()));
    double from = solution().start();
    double until = solution().end();
    Found found = grid.map(g -> time.first()
        ? FoundTimes.firstOnGrid(condition, g.interval(), from, until)
        : FoundTimes.lastOnGrid(condition, g.interval(), g.next(), from, until))
        .orElseGet(() -> time.first() ? FoundTimes.first(condition, from, until) : FoundTimes.last(condition, from, until));
    censored |= found.censored();
    return found.time();
  }

  private Condition condition(Formula formula) {
    return switch (formula) {
      case Formula.Holds h -> new Condition.Holds(new FormulaCurve(solution(), observations, h.difference()), h.atZero());
      case Formula.And a -> new Condition.And(condition(a.left()), condition(a.right()));
      case Formula.Or o -> new Condition.Or(condition(o.left()), condition(o.right()));
      case Formula.Not n -> new Condition.Not(condition(n.operand()));
      case Formula.Number n -> truth(n);
      case Formula.Clock c -> truth(c);
      case Formula.Quantity q -> truth(q);
      case Formula.Named n -> truth(n);
      case Formula.Text t -> truth(t);
      case Formula.Apply a -> truth(a);
      case Formula.Choice c -> truth(c);
      case Formula.Reading r -> truth(r);
      case Formula.At a -> truth(a);
      case Formula.FoundTime f -> truth(f);
      case Formula.Elsewhere e -> truth(e);
      case Formula.Over o -> truth(o);
    };
  }

  /** A number as a condition: it holds where it is not zero. */
  private Condition truth(Formula formula) {
    Formula sign = new Formula.Choice(formula, new Formula.Number(1), new Formula.Number(-1));
    return new Condition.Holds(new FormulaCurve(solution(), observations, sign), false);
  }
}
