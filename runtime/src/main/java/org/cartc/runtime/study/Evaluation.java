package org.cartc.runtime.study;

import java.util.Map;
import java.util.Optional;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.reading.Condition;
import org.cartc.runtime.reading.Found;
import org.cartc.runtime.reading.FoundTimes;
import org.cartc.runtime.reading.Readings;

/** Reads the numbers of formulas from one run. */
public final class Evaluation {
  private final Solution solution;
  private final Map<String, Double> named;
  private final Optional<Trial.Grid> grid;
  private final double[] atStart;
  private boolean censored;

  /**
   * @param observed how many quantities the run's equations observe
   * @param named study variables and values known so far; looked up at each use
   */
  public Evaluation(Solution solution, int observed, Map<String, Double> named, Optional<Trial.Grid> grid) {
    this.solution = solution;
    this.named = named;
    this.grid = grid;
    this.atStart = new double[observed];
    solution.observe(solution.start(), atStart);
  }

  int observedCount() {
    return atStart.length;
  }

  /** Whether a last time that was read since the start of this evaluation still held at the end of the run. */
  public boolean isCensored() {
    return censored;
  }

  /** The number of a formula that does not vary. */
  public double value(Formula formula) {
    return number(fixed(formula), solution.start(), atStart);
  }

  /** The formula as a curve. */
  public FormulaCurve curve(Formula formula) {
    return new FormulaCurve(solution, this, fixed(formula));
  }

  /** The same formula with everything that does not vary replaced by its number. */
  Formula fixed(Formula formula) {
    return switch (formula) {
      case Formula.Number n -> n;
      case Formula.Clock c -> c;
      case Formula.Quantity q -> q.varies() ? q : new Formula.Number(atStart[q.observed()]);
      case Formula.Named n -> new Formula.Number(named.getOrDefault(n.name(), Double.NaN));
      case Formula.Text t -> t;
      case Formula.Apply a -> new Formula.Apply(a.function(), a.arguments().stream().map(this::fixed).toList());
      case Formula.Holds h -> new Formula.Holds(fixed(h.difference()), h.atZero());
      case Formula.And a -> new Formula.And(fixed(a.left()), fixed(a.right()));
      case Formula.Or o -> new Formula.Or(fixed(o.left()), fixed(o.right()));
      case Formula.Not n -> new Formula.Not(fixed(n.operand()));
      case Formula.Choice c -> new Formula.Choice(fixed(c.condition()), fixed(c.then()), fixed(c.otherwise()));
      case Formula.Reading r -> new Formula.Number(reading(r));
      case Formula.At a -> new Formula.Number(at(a));
      case Formula.FoundTime f -> new Formula.Number(found(f));
      case Formula.Elsewhere e -> throw new IllegalStateException("a value of another run inside a run");
      case Formula.Over o -> throw new IllegalStateException("a value over runs inside a run");
    };
  }

  private double at(Formula.At at) {
    double time = value(at.time());
    if (!(time >= solution.start() && time <= solution.end())) {
      return Double.NaN;
    }
    double[] observed = new double[atStart.length];
    solution.observe(time, observed);
    return number(fixed(at.of()), time, observed);
  }

  private double reading(Formula.Reading reading) {
    double from = reading.from().map(this::value).orElse(solution.start());
    double until = reading.until().map(this::value).orElse(solution.end());
    FormulaCurve curve = curve(reading.of());
    if (Double.isNaN(from) || Double.isNaN(until) || from > until) {
      return Double.NaN;
    }
    return switch (reading.kind()) {
      case MAX -> Readings.max(curve, from, until);
      case MIN -> Readings.min(curve, from, until);
      case MEAN -> Readings.mean(curve, from, until);
      case INTEGRAL -> Readings.integral(curve, from, until);
      case PEAK -> Readings.peak(curve, from, until);
      case TROUGH -> Readings.trough(curve, from, until);
      case SLOPE -> Readings.slope(curve, from);
    };
  }

  private double found(Formula.FoundTime time) {
    Condition condition = condition(fixed(time.condition()));
    double from = solution.start();
    double until = solution.end();
    Found found = grid.map(g -> time.first()
        ? FoundTimes.firstOnGrid(condition, g.interval(), from, until)
        : FoundTimes.lastOnGrid(condition, g.interval(), g.next(), from, until))
        .orElseGet(() -> time.first() ? FoundTimes.first(condition, from, until) : FoundTimes.last(condition, from, until));
    censored |= found.censored();
    return found.time();
  }

  private Condition condition(Formula formula) {
    return switch (formula) {
      case Formula.Holds h -> new Condition.Holds(new FormulaCurve(solution, this, h.difference()), h.atZero());
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
    return new Condition.Holds(new FormulaCurve(solution, this, sign), false);
  }

  /** The number of a formula without readings at a time. */
  double number(Formula formula, double t, double[] observed) {
    return switch (formula) {
      case Formula.Number n -> n.value();
      case Formula.Clock c -> t;
      case Formula.Quantity q -> observed[q.observed()];
      case Formula.Named n -> named.getOrDefault(n.name(), Double.NaN);
      case Formula.Text text -> Double.NaN;
      case Formula.Apply a -> {
        double[] arguments = new double[a.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
          arguments[i] = number(a.arguments().get(i), t, observed);
        }
        yield a.function().of(arguments);
      }
      case Formula.Holds h -> {
        double difference = number(h.difference(), t, observed);
        yield difference > 0 || h.atZero() && difference == 0 ? 1 : 0;
      }
      case Formula.And a -> number(a.left(), t, observed) != 0 && number(a.right(), t, observed) != 0 ? 1 : 0;
      case Formula.Or o -> number(o.left(), t, observed) != 0 || number(o.right(), t, observed) != 0 ? 1 : 0;
      case Formula.Not n -> number(n.operand(), t, observed) == 0 ? 1 : 0;
      case Formula.Choice c -> number(number(c.condition(), t, observed) != 0 ? c.then() : c.otherwise(), t, observed);
      case Formula.Reading r -> throw new IllegalStateException("a reading inside a curve");
      case Formula.At a -> throw new IllegalStateException("a reading inside a curve");
      case Formula.FoundTime f -> throw new IllegalStateException("a reading inside a curve");
      case Formula.Elsewhere e -> throw new IllegalStateException("a value of another run inside a run");
      case Formula.Over o -> throw new IllegalStateException("a value over runs inside a run");
    };
  }
}
