package org.cartc.compiler.pass;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Operator;

/**
 * Splits a compartment by the mechanism from which its content came (Santurio et al. 2025, Eqs 13 and 14).
 *
 * <p>Beside compartment {@code X} there are then, for every mechanism {@code m} with a rate into it, {@code X.m}, which gains what
 * those rates bring and loses its share of every outflow of {@code X}, and {@code X.m.inflow}, which only gains. Inflow that belongs
 * to no mechanism is {@code X.base}; what was there at the start is {@code X.initial}. The parts sum up to {@code X}.
 */
public final class Attribute {
  /** The part of inflow that belongs to no mechanism. */
  public static final String BASE = "base";

  /** The part that was there at the start. */
  public static final String INITIAL = "initial";

  private Attribute() {}

  /** The sources of a compartment's content: mechanisms in declared order, then base if there is such inflow, then initial. */
  public static List<String> sources(Model model, String compartment) {
    List<String> sources = new ArrayList<>(inflows(model, compartment).keySet());
    if (!isEmptyAtStart(model, compartment)) {
      sources.add(INITIAL);
    }
    return sources;
  }

  /** Reports a compartment whose parts would not sum up to it: what changes it must be rates. */
  public static Model apply(Model model, String compartment, Diagnostics diagnostics) {
    Model.Compartment whole = model.compartment(compartment).orElseThrow();
    reportOtherChanges(model, whole, diagnostics);
    List<Model.Compartment> compartments = new ArrayList<>(model.compartments());
    List<Model.Rate> rates = new ArrayList<>(model.rates());
    Map<String, List<Model.Rate>> inflows = inflows(model, compartment);
    for (String source : sources(model, compartment)) {
      String part = compartment + "." + source;
      Expr initial = source.equals(INITIAL) ? whole.initial() : Expr.ZERO;
      String doc = whole.doc() + (source.equals(INITIAL) ? ", there at the start" : ", from " + source);
      compartments.add(new Model.Compartment(part, "", whole.unit(), initial, doc, whole.span()));
      for (Model.Rate rate : inflows.getOrDefault(source, List.of())) {
        rates.add(copy(rate, part + " from " + rate.path(), "", part, rate.value()));
      }
      for (Model.Rate rate : model.rates()) {
        if (rate.from().equals(compartment)) {
          rates.add(copy(rate, part + " by " + rate.path(), part, "", share(rate.value(), compartment, part)));
        }
      }
      if (!source.equals(INITIAL)) {
        compartments.add(new Model.Compartment(part + ".inflow", "", whole.unit(), Expr.ZERO, "all that came " + doc, whole.span()));
        for (Model.Rate rate : inflows.getOrDefault(source, List.of())) {
          rates.add(copy(rate, part + ".inflow from " + rate.path(), "", part + ".inflow", rate.value()));
        }
      }
    }
    return model.withCompartments(compartments).withRates(rates);
  }

  private static void reportOtherChanges(Model model, Model.Compartment whole, Diagnostics diagnostics) {
    String path = whole.path();
    Diagnostic fault = Diagnostic.error("E0410", "`" + path + "` cannot be attributed by mechanism").at(whole.span());
    model.derivatives().stream().filter(d -> d.compartment().equals(path)).forEach(d -> diagnostics.add(
        fault.at(d.span(), "its changes are an equation").help("write its changes as rates:  rate name: -> " + path + " = ...")));
    model.equilibria().stream().filter(e -> e.compartments().contains(path)).forEach(e -> diagnostics.add(
        fault.at(e.span(), "it is in equilibrium").help("take it out of the equilibrium")));
    model.events().stream().filter(e -> e.assignments().stream().anyMatch(a -> a.compartment().equals(path))).forEach(e -> diagnostics.add(
        fault.at(e.span(), "an event sets it, which no mechanism does").help("change it by rates only")));
  }

  private static Map<String, List<Model.Rate>> inflows(Model model, String compartment) {
    Map<String, List<Model.Rate>> bySource = new LinkedHashMap<>();
    model.mechanisms().forEach(m -> bySource.put(m.path(), new ArrayList<>()));
    bySource.put(BASE, new ArrayList<>());
    model.rates().stream().filter(r -> r.to().equals(compartment))
        .forEach(r -> bySource.get(r.mechanism().isEmpty() ? BASE : r.mechanism()).add(r));
    bySource.values().removeIf(List::isEmpty);
    return bySource;
  }

  private static boolean isEmptyAtStart(Model model, String compartment) {
    return Simplify.expression(Exprs.stripped(model.compartment(compartment).orElseThrow().initial())).equals(Expr.ZERO);
  }

  private static Model.Rate copy(Model.Rate rate, String path, String from, String to, Expr value) {
    return new Model.Rate(path, "", from, to, rate.unit(), value, rate.guard(), rate.doc(), rate.span());
  }

  /** The part's share of an outflow: the outflow with the whole replaced by the part where it is a factor, else in proportion. */
  static Expr share(Expr outflow, String whole, String part) {
    return withFactor(outflow, whole, part).orElseGet(() -> new Expr.Conditional(
        new Expr.Binary(Operator.NOT_EQUAL, Expr.symbol(whole), Expr.ZERO),
        Expr.multiply(outflow, Expr.divide(Expr.symbol(part), Expr.symbol(whole))), Expr.ZERO));
  }

  private static Optional<Expr> withFactor(Expr expr, String whole, String part) {
    return switch (expr) {
      case Expr.Symbol s when s.path().equals(whole) -> Optional.of(Expr.symbol(part));
      case Expr.Located l -> withFactor(l.expr(), whole, part).map(e -> new Expr.Located(e, l.span()));
      case Expr.Negate n -> withFactor(n.operand(), whole, part).map(Expr.Negate::new);
      case Expr.Binary b when b.operator() == Operator.MULTIPLY -> withFactor(b.right(), whole, part)
          .map(right -> Expr.multiply(b.left(), right))
          .or(() -> withFactor(b.left(), whole, part).map(left -> Expr.multiply(left, b.right())));
      case Expr.Binary b when b.operator() == Operator.DIVIDE -> withFactor(b.left(), whole, part)
          .map(left -> Expr.divide(left, b.right()));
      case Expr.Binary b -> Optional.empty();
      case Expr.Symbol s -> Optional.empty();
      case Expr.Constant c -> Optional.empty();
      case Expr.Measured m -> Optional.empty();
      case Expr.Time t -> Optional.empty();
      case Expr.Mode m -> Optional.empty();
      case Expr.Not n -> Optional.empty();
      case Expr.Call c -> Optional.empty();
      case Expr.Conditional c -> Optional.empty();
    };
  }
}
