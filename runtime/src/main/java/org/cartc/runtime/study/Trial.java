package org.cartc.runtime.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.model.Equations;

/**
 * One run of a study, before it is run.
 *
 * @param keys what tells it from the other runs, in the order of the study's keys
 * @param parameters the value of every parameter of the equations
 * @param initial initial values that differ from those of the model; each may read those before it
 * @param doses what is given
 * @param windows when parameters are scaled
 * @param steady whether the run starts from the steady state that is reached from the initial values without doses
 * @param named values of study variables, by name
 */
public record Trial(
    List<Key> keys, Equations equations, double[] parameters, List<Start> initial, List<Dosing> doses, List<Window> windows,
    Map<String, Double> named, double end, Method method, Optional<Grid> grid, boolean steady) {
  /** A run that starts from its initial values. */
  public Trial(List<Key> keys, Equations equations, double[] parameters, List<Start> initial, List<Dosing> doses, List<Window> windows,
      Map<String, Double> named, double end, Method method, Optional<Grid> grid) {
    this(keys, equations, parameters, initial, doses, windows, named, end, method, grid, false);
  }

  /** The same run, integrated otherwise. */
  public Trial with(Method other) {
    return new Trial(keys, equations, parameters, initial, doses, windows, named, end, other, grid, steady);
  }

  /** The initial value of a state. */
  public record Start(int state, Formula value) {}

  /**
   * A dose into a state, once or repeated. What is read from the run itself is read from one without the doses that do so.
   *
   * @param changes one for each variable of equations that follow sensitivities
   */
  public record Dosing(
      int state, Formula amount, Formula at, Optional<Formula> every, Optional<Formula> times, List<Change> changes) {
    /** How a dose changes with a variable: its amount, and so the derivative of its state, its time, and the time between doses. */
    public record Change(int state, Formula amount, Formula at, Formula every) {}

    public Dosing(int state, Formula amount, Formula at, Optional<Formula> every, Optional<Formula> times) {
      this(state, amount, at, every, times, List.of());
    }

    List<Formula> formulas() {
      return Stream.of(Optional.of(amount), Optional.of(at), every, times).flatMap(Optional::stream).toList();
    }
  }

  /**
   * A parameter is multiplied by a factor from a time until a time; from the start and until the end where they are empty. What is read
   * from the run itself is read from one without the windows that do so.
   *
   * @param changes one for each variable of equations that follow sensitivities
   */
  public record Window(int parameter, Formula factor, Optional<Formula> from, Optional<Formula> until, List<Change> changes) {
    /** How a window changes with a variable: the parameter that holds the derivative of the scaled one, the factor, and its ends. */
    public record Change(int parameter, Formula factor, Formula from, Formula until) {}

    public Window(int parameter, Formula factor, Optional<Formula> from, Optional<Formula> until) {
      this(parameter, factor, from, until, List.of());
    }

    List<Formula> formulas() {
      return Stream.of(Optional.of(factor), from, until).flatMap(Optional::stream).toList();
    }
  }

  /** Found times are read on a grid; a last time is, if {@code next}, the grid time after the last one that holds. */
  public record Grid(double interval, boolean next) {}
}
