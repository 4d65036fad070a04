package org.cartc.runtime.sensitivity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Tolerance;

/**
 * The error control of states with their sensitivities.
 *
 * <p>The sensitivity of a state in a variable v is held to the relative tolerance of the states, and to their absolute tolerance divided by
 * the size of v, so that v dy/dv, which has the unit of y, is held to the tolerance of y. The norm of the error is a mean over everything that
 * is integrated; tolerances are divided by the root of 1 + k, k the number of variables, so that in every accepted step the states, and the
 * sensitivities in each variable, are held to what the states are held to when they are integrated alone.
 */
public final class Control {
  private Control() {}

  /**
   * The method for states with their sensitivities.
   *
   * @param method what the states alone are integrated by
   * @param states how many states there are
   * @param sizes one number for each variable: the size of its value, 1 for a value of zero
   * @param derivatives those of the states with their sensitivities, asked for by a method that turns out to need them
   */
  public static Method.Controlled of(Method.Controlled method, int states, double[] sizes, Method.Differentiated derivatives) {
    Tolerance tolerance = tolerance(method.tolerance(), states, sizes);
    return switch (method) {
      case Method.Adaptive m -> new Method.Adaptive(tolerance, m.largestStep());
      case Method.DormandPrince853 m -> new Method.DormandPrince853(tolerance, m.largestStep());
      case Method.Rosenbrock m -> new Method.Rosenbrock(tolerance, m.largestStep());
      case Method.Automatic m -> new Method.Automatic(tolerance, m.largestStep(), derivatives);
    };
  }

  /** The size of a variable of a value: its magnitude, or 1 where that says nothing. */
  public static double size(double value) {
    return value == 0 || !Double.isFinite(value) ? 1 : Math.abs(value);
  }

  private static Tolerance tolerance(Tolerance alone, int states, double[] sizes) {
    double share = 1 / Math.sqrt(1 + sizes.length);
    double relative = alone.relative() * share;
    return switch (alone.absolute()) {
      case Tolerance.Absolute.Scaled scaled ->
          new Tolerance(relative, new Tolerance.Absolute.Scaled(scaled.share() * share, scaled.floor() * share,
              units(scaled.units().isEmpty() ? Collections.nCopies(states, 1.0) : scaled.units(), sizes)));
      case Tolerance.Absolute.Uniform uniform ->
          Tolerance.perState(relative, each(Collections.nCopies(states, uniform.value()), share, sizes));
      case Tolerance.Absolute.PerState each -> Tolerance.perState(relative, each(each.values(), share, sizes));
    };
  }

  /** The units of states, then for each variable those of its sensitivities, so that v dy/dv is counted as y is. */
  private static List<Double> units(List<Double> states, double[] sizes) {
    List<Double> all = new ArrayList<>(states);
    for (double size : sizes) {
      states.forEach(unit -> all.add(unit * size));
    }
    return all;
  }

  private static List<Double> each(List<Double> absolute, double share, double[] sizes) {
    List<Double> all = new ArrayList<>();
    absolute.forEach(a -> all.add(a * share));
    for (double size : sizes) {
      absolute.forEach(a -> all.add(a * share / size));
    }
    return all;
  }
}
