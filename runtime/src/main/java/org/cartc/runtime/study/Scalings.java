package org.cartc.runtime.study;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.cartc.runtime.integrate.Action;
import org.cartc.runtime.integrate.Stop;

/** The windows of a run with their times and factors as numbers. */
final class Scalings {
  private final List<Scaling> scalings;
  private final double[] parameters;

  private Scalings(List<Scaling> scalings, double[] parameters) {
    this.scalings = scalings;
    this.parameters = parameters;
  }

  /** @param changes one for each variable of equations that follow sensitivities */
  private record Scaling(int parameter, double factor, double from, double until, List<Change> changes) {
    boolean holdsAt(double time) {
      return time >= from && time < until;
    }
  }

  /** How a window changes with a variable; {@code parameter} holds the derivative of the scaled parameter. */
  private record Change(int parameter, double factor, double from, double until) {}

  /**
   * @param parameters the values of all parameters without windows
   * @param notes receives what must be said of windows that are left out
   */
  static Scalings of(List<Trial.Window> windows, Evaluation from, double[] parameters, List<String> notes) {
    List<Scaling> scalings = new ArrayList<>();
    for (Trial.Window window : windows) {
      List<Change> changes = window.changes().stream()
          .map(c -> new Change(c.parameter(), from.value(c.factor()), from.value(c.from()), from.value(c.until()))).toList();
      Scaling scaling = new Scaling(window.parameter(), from.value(window.factor()), window.from().map(from::value).orElse(0.0),
          window.until().map(from::value).orElse(Double.POSITIVE_INFINITY), changes);
      if (Double.isNaN(scaling.factor() + scaling.from()) || Double.isNaN(scaling.until())) {
        notes.add("a window was left out, because a time or factor that it needs was not found");
      } else if (scaling.from() < scaling.until()) {
        scalings.add(scaling);
      } else {
        notes.add("a window was left out, because it ends before it begins");
      }
    }
    return new Scalings(scalings, parameters);
  }

  double[] parametersAtStart() {
    double[] atStart = parameters.clone();
    set(0).forEach(s -> atStart[s.parameter()] = s.value());
    return atStart;
  }

  /** The edges of windows behind the start. */
  List<Stop> stops(double end) {
    TreeSet<Double> edges = new TreeSet<>();
    scalings.forEach(s -> edges.addAll(List.of(s.from(), s.until())));
    return edges.stream().filter(edge -> edge > 0 && edge <= end)
        .map(edge -> new Stop(edge, List.copyOf(set(edge)), motion(edge))).toList();
  }

  /** Every scaled parameter, and its derivatives, as they are from a time on. */
  private List<Action.SetParameter> set(double time) {
    List<Action.SetParameter> set = new ArrayList<>();
    for (int parameter : scalings.stream().mapToInt(Scaling::parameter).distinct().toArray()) {
      List<Scaling> of = scalings.stream().filter(s -> s.parameter() == parameter).toList();
      List<Scaling> holding = of.stream().filter(s -> s.holdsAt(time)).toList();
      set.add(new Action.SetParameter(parameter, product(holding, parameter, -1)));
      for (int j = 0; j < of.getFirst().changes().size(); j++) {
        int variable = j;
        double change = IntStream.range(0, holding.size())
            .mapToDouble(i -> holding.get(i).changes().get(variable).factor() * product(holding, parameter, i)).sum();
        set.add(new Action.SetParameter(of.getFirst().changes().get(j).parameter(), change));
      }
    }
    return set;
  }

  private double product(List<Scaling> holding, int parameter, int without) {
    return IntStream.range(0, holding.size()).filter(i -> i != without).mapToDouble(i -> holding.get(i).factor())
        .reduce(parameters[parameter], (a, b) -> a * b);
  }

  /** How an edge moves with each variable; empty if it does not. */
  private List<Double> motion(double edge) {
    for (Scaling scaling : scalings) {
      List<Double> motion = scaling.changes().stream().map(c -> edge == scaling.from() ? c.from() : edge == scaling.until() ? c.until() : 0)
          .toList();
      if (motion.stream().anyMatch(m -> m != 0)) {
        return motion;
      }
    }
    return List.of();
  }
}
