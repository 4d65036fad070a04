package org.cartc.compiler.syntax;

import java.util.List;
import java.util.Optional;
import org.cartc.compiler.source.Span;

/** A change of the model for a run, without touching an equation; a statement of a study, scenario, fit or protocol. */
public sealed interface Modifier extends ProtocolItem, StudyItem, FitItem {
  /** {@code set path = value}. */
  record Set(ModelItem.Setting setting, Span span) implements Modifier {}

  /** {@code without a, b}; {@code each} for {@code without each mechanism}. */
  record Without(List<Path> mechanisms, boolean each, Span span) implements Modifier {}

  record Only(List<Path> mechanisms, boolean each, Span span) implements Modifier {}

  /** {@code block a by 50% from t until t}. */
  record Block(List<Path> mechanisms, boolean each, Expression by, Optional<Expression> from, Optional<Expression> until, Span span)
      implements Modifier {}

  /** {@code scale a by 0.1 from t until t}; a mechanism or a rate. */
  record Scale(List<Path> targets, Expression by, Optional<Expression> from, Optional<Expression> until, Span span)
      implements Modifier {}

  /** {@code attribute X by mechanism}. */
  record Attribute(Path compartment, Span span) implements Modifier {}
}
