package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/**
 * x' = p: a line whose slope is the one parameter, nominally 1, from 0. Observed: x and p. The run stops when x rises through 50;
 * with a negative slope it fails at 4.5 days.
 */
final class Growth implements Equations {
  static final Formula X = new Formula.Quantity(0, true);
  private static final Layout LAYOUT = new Layout("growth", "day", List.of(new Layout.Quantity("x", "", "")),
      List.of(new Layout.Parameter("p", "", "", 1)), List.of(new Layout.Quantity("x", "", ""), new Layout.Quantity("p", "", "")),
      List.of(new Layout.Condition("full", Layout.Condition.Kind.EVENT, true, false, true, true)), List.of(), 1, 1);

  /** What is done in one run until day 10. */
  record Plan(List<Key> keys, double slope, List<Trial.Dosing> doses, List<Trial.Window> windows) {
    static final Plan NOTHING = new Plan(List.of(), 1, List.of(), List.of());

    Plan dosed(Trial.Dosing... more) {
      return new Plan(keys, slope, List.of(more), windows);
    }

    Plan scaled(Trial.Window... more) {
      return new Plan(keys, slope, doses, List.of(more));
    }

    Plan sloped(double other) {
      return new Plan(keys, other, doses, windows);
    }

    Plan keyed(String... texts) {
      List<Key> named = new ArrayList<>();
      for (int i = 0; i < texts.length; i += 2) {
        named.add(new Key(texts[i], texts[i + 1], Double.NaN, ""));
      }
      return new Plan(named, slope, doses, windows);
    }

    Trial trial() {
      return new Trial(keys, new Growth(), new double[] {slope}, List.of(), doses, windows, Map.of("ten", 10.0), 10,
          new Method.Adaptive(1e-10, 1e-12), Optional.empty());
    }
  }

  static Formula number(double value) {
    return new Formula.Number(value);
  }

  static Trial.Window window(double factor, Formula from, Formula until) {
    return new Trial.Window(0, number(factor), Optional.of(from), Optional.of(until));
  }

  static Trial.Dosing dose(double amount, Formula at) {
    return new Trial.Dosing(0, number(amount), at, Optional.empty(), Optional.empty());
  }

  /** The first time at which x is at least a number. */
  static Formula reaches(double number) {
    return new Formula.FoundTime(true, new Formula.Holds(new Formula.Apply(v -> v[0] - number, List.of(X)), true));
  }

  static Study.Value value(String name, Formula formula) {
    return new Study.Value(name, "cell", "", formula, true, formula.isLate());
  }

  /** A study that records x daily, and these values. */
  static Study study(List<String> keys, Study.Value... values) {
    double[] days = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    return new Study("growth", "", "day", keys, days, List.of(new Study.Column("x", "cell", "", X, true)), List.of(values), List.of(),
        List.of(), Map.of());
  }

  @Override
  public Layout layout() {
    return LAYOUT;
  }

  @Override
  public void prepare(double[] p, double[] c) {
    c[0] = p[0];
  }

  @Override
  public void initial(double[] c, double[] y, int yo) {
    y[yo] = 0;
  }

  @Override
  public void rightHandSide(double t, double[] y, int yo, double[] dy, int dyo, double[] c, double[] w) {
    dy[dyo] = c[0] < 0 && t > 4.5 ? Double.NaN : c[0];
  }

  @Override
  public void observe(double t, double[] y, int yo, double[] out, int oo, double[] c, double[] w) {
    out[oo] = y[yo];
    out[oo + 1] = c[0];
  }

  @Override
  public void conditions(double t, double[] y, int yo, double[] g, int go, double[] c, double[] w) {
    g[go] = y[yo] - 50;
  }

  @Override
  public void apply(int condition, double t, double[] y, int yo, double[] c, double[] w) {}

  @Override
  public double residual(int constraint, double unknown, double t, double[] y, int yo, double[] c, double[] w) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void bracket(int constraint, double[] bounds, double t, double[] y, int yo, double[] c, double[] w) {
    throw new UnsupportedOperationException();
  }
}
