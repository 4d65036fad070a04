package org.cartc.compiler.syntax;

import java.util.List;
import java.util.Optional;
import org.cartc.compiler.source.Span;

/** A statement inside {@code model}, {@code extend} or {@code mechanism}. */
public sealed interface ModelItem {
  Span span();

  /** {@code cite doi:...} or {@code cite "..."}; the text without quotes. */
  record Cite(String reference, Span span) implements ModelItem {}

  /** {@code time [day]}. */
  record Time(UnitText unit, Span span) implements ModelItem {}

  /** {@code use saturation}, or {@code use one_compartment as drug with k = 0.3 [1/day]}. */
  record Use(List<Imported> imported, Optional<Name> as, List<Setting> settings, Span span) implements ModelItem, TopLevel {}

  /** What is used: a file in quotes, or the name of a library or model. */
  record Imported(String text, boolean quoted, Span span) {}

  record Switch(Name name, boolean on, Optional<Doc> doc, Span span) implements ModelItem {}

  /** {@code compartment T_E [cell] = 1e7 in 0..1e12 "effector cells"}. */
  record Compartment(boolean replace, Name name, Optional<UnitText> unit, Optional<Expression> initial, Optional<Bounds> bounds,
      Optional<Doc> doc, Optional<Cite> cite, Span span) implements ModelItem {}

  record Parameter(boolean replace, Name name, Optional<UnitText> unit, Optional<Expression> value, Optional<Bounds> bounds,
      Optional<Doc> doc, Optional<Cite> cite, Span span) implements ModelItem {}

  /** {@code let} and, if {@code output}, {@code output}. */
  record Let(boolean replace, boolean output, Name name, Optional<UnitText> unit, Expression value, Optional<Doc> doc, Span span)
      implements ModelItem, ProtocolItem, StudyItem, FitItem {}

  record Function(boolean replace, Name name, List<Formal> formals, Optional<UnitText> unit, Expression body, Optional<Doc> doc,
      Span span) implements ModelItem, TopLevel {}

  /** A formal of a function or protocol, with its unit and its default. */
  record Formal(Name name, Optional<UnitText> unit, Optional<Expression> byDefault) {}

  /** {@code rate name: from -> to [unit] = value while guard "doc"}; either side may be empty. */
  record Rate(boolean replace, Name name, Optional<Path> from, Optional<Path> to, Optional<UnitText> unit, Expression value,
      Optional<Expression> guard, Optional<Doc> doc, Span span) implements ModelItem {}

  /** {@code d/dt X = value while guard}. */
  record Derivative(boolean replace, Path compartment, Expression value, Optional<Expression> guard, Optional<Doc> doc, Span span)
      implements ModelItem {}

  /** {@code constraint name solve unknowns such that equation and equation}. */
  record Constraint(boolean replace, Name name, Optional<Doc> doc, List<Unknown> unknowns, List<Equation> equations, Span span)
      implements ModelItem {}

  record Unknown(Name name, Optional<UnitText> unit, Expression lower, Expression upper, Span span) {}

  record Equation(Expression left, Expression right, Span span) {}

  /** {@code equilibrium a, b when switch}. */
  record Equilibrium(boolean replace, List<Path> compartments, Optional<Path> when, Span span) implements ModelItem {}

  record Mechanism(Name name, Optional<Doc> doc, List<ModelItem> items, Span span) implements ModelItem {}

  /** {@code when quantity rises above threshold once as name { effects }}; {@code rises} is false for {@code falls below}. */
  record Event(Expression quantity, boolean rises, Expression threshold, boolean once, Optional<Name> name, Optional<Doc> doc,
      List<Effect> effects, Span span) implements ModelItem {}

  /** {@code check expression} or {@code check conserved expression without rates}. */
  record Check(boolean conserved, Expression value, List<Path> without, Optional<Doc> doc, Span span) implements ModelItem {}

  /** {@code test "claim" with T_E = 0 { expect condition }}. */
  record Test(Doc claim, List<Setting> settings, List<Path> protocols, List<Expression> expectations, Span span) implements ModelItem {}

  /** {@code lower .. upper log}. */
  record Bounds(Expression lower, Expression upper, boolean log, Span span) {}

  /** {@code path = value}. */
  record Setting(Path path, Expression value, Span span) {}

  /** What happens when an event is found. */
  sealed interface Effect {
    Span span();

    record Assign(Setting setting, Span span) implements Effect {}

    record Give(ProtocolItem.Dose dose, Span span) implements Effect {}

    record Modify(Modifier modifier, Span span) implements Effect {}

    record Stop(Span span) implements Effect {}
  }
}
