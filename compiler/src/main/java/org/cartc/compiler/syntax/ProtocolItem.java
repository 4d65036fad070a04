package org.cartc.compiler.syntax;

import java.util.List;
import java.util.Optional;
import org.cartc.compiler.source.Span;

/** A statement of a {@code protocol}. */
public sealed interface ProtocolItem permits ModelItem.Let, Modifier, ProtocolItem.Dose, ProtocolItem.Infusion {
  Span span();

  /** {@code dose C_I amount, T_P amount at time every interval times n}. Inside an event {@code at} may be missing: at once. */
  record Dose(List<Amount> amounts, Optional<Expression> at, Optional<Repeat> repeat, Span span) implements ProtocolItem {}

  /** {@code infuse C_I amount at time over duration every interval times n}. */
  record Infusion(List<Amount> amounts, Optional<Expression> at, Expression over, Optional<Repeat> repeat, Span span)
      implements ProtocolItem {}

  record Amount(Path compartment, Expression amount, Span span) {}

  record Repeat(Expression every, Expression times) {}
}
