package org.cartc.compiler.syntax;

import java.util.List;
import org.cartc.compiler.source.Span;

/** A statement of a {@code fit}. */
public sealed interface FitItem
    permits ModelItem.Let, Modifier, StudyItem.Simulate, StudyItem.Vary, StudyItem.Optimise, StudyItem.Seed, FitItem.Observe {
  Span span();

  /** {@code observe C_T as carT, T as tumour}. */
  record Observe(List<Observed> observed, Span span) implements FitItem {}

  record Observed(Expression quantity, Path measurement) {}
}
