package org.cartc.runtime.integrate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;

/** Equations written by hand: constants are the parameters, observed quantities are the states. */
class Written implements Equations {
  interface Derivative {
    void at(double t, double[] y, double[] dy, double[] c, double[] w);
  }

  interface Function {
    double at(double t, double[] y, double[] c);
  }

  interface Effect {
    void on(double[] y);
  }

  private final int states;
  private final int parameters;
  private final Derivative derivative;
  private final List<Layout.Condition> conditions = new ArrayList<>();
  private final List<Function> functions = new ArrayList<>();
  private final List<Effect> effects = new ArrayList<>();
  private Layout layout;

  Written(int states, int parameters, Derivative derivative) {
    this.states = states;
    this.parameters = parameters;
    this.derivative = derivative;
    arrange();
  }

  private void arrange() {
    layout = new Layout("written", "day",
        IntStream.range(0, states).mapToObj(i -> new Layout.Quantity("y" + i, "", "")).toList(),
        IntStream.range(0, parameters).mapToObj(i -> new Layout.Parameter("p" + i, "", "", 1)).toList(),
        IntStream.range(0, states).mapToObj(i -> new Layout.Quantity("y" + i, "", "")).toList(),
        conditions, List.of(), parameters, conditions.size());
  }

  Written guard(boolean holdsAtZero, Function function) {
    return condition(new Layout.Condition("guard", Layout.Condition.Kind.GUARD, true, false, false, holdsAtZero), function, y -> {});
  }

  Written event(boolean rises, Function function, Effect effect) {
    return condition(new Layout.Condition("event", Layout.Condition.Kind.EVENT, rises, false, false, !rises), function, effect);
  }

  Written once(boolean rises, Function function, Effect effect) {
    return condition(new Layout.Condition("once", Layout.Condition.Kind.EVENT, rises, true, false, !rises), function, effect);
  }

  Written stop(boolean rises, Function function) {
    return condition(new Layout.Condition("stop", Layout.Condition.Kind.EVENT, rises, false, true, !rises), function, y -> {});
  }

  private Written condition(Layout.Condition condition, Function function, Effect effect) {
    conditions.add(condition);
    functions.add(function);
    effects.add(effect);
    arrange();
    return this;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public void prepare(double[] p, double[] c) {
    System.arraycopy(p, 0, c, 0, parameters);
  }

  @Override
  public void initial(double[] c, double[] y, int yo) {}

  @Override
  public void rightHandSide(double t, double[] y, int yo, double[] dy, int dyo, double[] c, double[] w) {
    derivative.at(t, y, dy, c, w);
  }

  @Override
  public void observe(double t, double[] y, int yo, double[] out, int oo, double[] c, double[] w) {
    System.arraycopy(y, yo, out, oo, states);
  }

  @Override
  public void conditions(double t, double[] y, int yo, double[] g, int go, double[] c, double[] w) {
    for (int i = 0; i < functions.size(); i++) {
      g[go + i] = functions.get(i).at(t, y, c);
    }
  }

  @Override
  public void apply(int condition, double t, double[] y, int yo, double[] c, double[] w) {
    effects.get(condition).on(y);
  }

  @Override
  public double residual(int constraint, double unknown, double t, double[] y, int yo, double[] c, double[] w) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void bracket(int constraint, double[] bounds, double t, double[] y, int yo, double[] c, double[] w) {
    throw new UnsupportedOperationException();
  }

  /** A problem with the given initial values, without stops, from 0. */
  Problem until(double end, double... initial) {
    return until(end, List.of(), initial);
  }

  Problem until(double end, List<Stop> stops, double... initial) {
    double[] p = new double[parameters];
    Arrays.fill(p, 1);
    return new Problem(this, p, initial, stops, 0, end);
  }

  /** The states at a time. */
  static double[] at(Solution solution, double t, int states) {
    double[] y = new double[states];
    solution.state(t, y);
    return y;
  }
}
