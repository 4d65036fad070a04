package org.cartc.runtime.reading;

/** The first and last time at which a condition holds in a window, which is clipped to the curves of the condition. */
public final class FoundTimes {
  private static final double ROUNDING = 1e-9;

  private FoundTimes() {}

  private record Window(double from, double until) {
    Window clip(Condition condition) {
      return switch (condition) {
        case Condition.Holds(Curve curve, boolean atZero) ->
            new Window(Math.max(from, curve.start(0)), Math.min(until, curve.end(curve.pieces() - 1)));
        case Condition.And(Condition left, Condition right) -> clip(left).clip(right);
        case Condition.Or(Condition left, Condition right) -> clip(left).clip(right);
        case Condition.Not(Condition of) -> clip(of);
      };
    }

    boolean isEmpty() {
      return !(from <= until);
    }
  }

  /** The first time; where the condition begins to hold without holding at the edge itself, that edge. */
  public static Found first(Condition condition, double from, double until) {
    var window = new Window(from, until).clip(condition);
    if (window.isEmpty()) {
      return Found.NEVER;
    }
    var truth = Truth.of(condition, window.from, window.until);
    int last = truth.times().length - 1;
    for (int i = 0; i <= last; i++) {
      if (truth.at()[i] || i < last && truth.after()[i]) {
        return new Found(truth.times()[i], false);
      }
    }
    return Found.NEVER;
  }

  /** The last time; the end of the window, censored, where the condition holds there. */
  public static Found last(Condition condition, double from, double until) {
    var window = new Window(from, until).clip(condition);
    if (window.isEmpty()) {
      return Found.NEVER;
    }
    return condition instanceof Condition.Holds holds ? last(holds, window) : lastIn(condition, window);
  }

  /** Looks piece by piece from the end, past those in which the condition holds nowhere. */
  private static Found last(Condition.Holds condition, Window window) {
    Curve curve = condition.difference();
    double[] bounds = new double[2];
    for (int piece = curve.pieces() - 1; piece >= 0 && curve.end(piece) >= window.from; piece--) {
      boolean holdsNowhere = curve.bounds(piece, bounds) && bounds[1] < 0;
      if (!holdsNowhere && curve.start(piece) <= window.until) {
        double until = Math.min(window.until, curve.end(piece));
        Found found = lastIn(condition, new Window(Math.max(window.from, curve.start(piece)), until));
        if (!Double.isNaN(found.time())) {
          return new Found(found.time(), found.censored() && until == window.until);
        }
      }
    }
    return Found.NEVER;
  }

  private static Found lastIn(Condition condition, Window window) {
    var truth = Truth.of(condition, window.from, window.until);
    int last = truth.times().length - 1;
    for (int i = last; i >= 0; i--) {
      if (i < last && truth.after()[i]) {
        return new Found(truth.times()[i + 1], false);
      }
      if (truth.at()[i]) {
        return new Found(truth.times()[i], i == last);
      }
    }
    return Found.NEVER;
  }

  /** The first time of a grid, which begins where the curves begin, at which the condition holds. */
  public static Found firstOnGrid(Condition condition, double interval, double from, double until) {
    var window = new Window(from, until).clip(condition);
    var grid = Grid.over(condition, interval, window);
    for (long k = grid.first; k <= grid.last; k++) {
      if (holds(condition, grid.time(k))) {
        return new Found(grid.time(k), false);
      }
    }
    return Found.NEVER;
  }

  /**
   * The last time of a grid, which begins where the curves begin, at which the condition holds, or the grid time after it; the end of
   * the window, censored, where it holds at the last grid time.
   *
   * @param next whether to give the grid time after it
   */
  public static Found lastOnGrid(Condition condition, double interval, boolean next, double from, double until) {
    var window = new Window(from, until).clip(condition);
    var grid = Grid.over(condition, interval, window);
    for (long k = grid.last; k >= grid.first; k--) {
      if (holds(condition, grid.time(k))) {
        return k == grid.last ? new Found(window.until, true) : new Found(grid.time(next ? k + 1 : k), false);
      }
    }
    return Found.NEVER;
  }

  private record Grid(double origin, double interval, long first, long last, double until) {
    static Grid over(Condition condition, double interval, Window window) {
      if (!(interval > 0)) {
        throw new IllegalArgumentException("the interval of a grid is " + interval);
      }
      double origin = new Window(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY).clip(condition).from;
      long first = (long) Math.ceil((window.from - origin) / interval - ROUNDING);
      long last = window.isEmpty() ? first - 1 : (long) Math.floor((window.until - origin) / interval + ROUNDING);
      return new Grid(origin, interval, first, last, window.until);
    }

    double time(long k) {
      return Math.min(origin + k * interval, until);
    }
  }

  private static boolean holds(Condition condition, double t) {
    return switch (condition) {
      case Condition.Holds(Curve curve, boolean atZero) -> {
        double value = Readings.at(curve, t);
        yield value > 0 || atZero && value == 0;
      }
      case Condition.And(Condition left, Condition right) -> holds(left, t) && holds(right, t);
      case Condition.Or(Condition left, Condition right) -> holds(left, t) || holds(right, t);
      case Condition.Not(Condition of) -> !holds(of, t);
    };
  }
}
