package org.cartc.compiler.unit;

import java.util.Optional;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.source.Span;

/**
 * Where an expression stands.
 *
 * @param span its own place
 * @param call the outermost call of a function around it, if it is part of a function's body
 */
record Place(Span span, Optional<Span> call) {
  static Place of(Span span) {
    return new Place(span, Optional.empty());
  }

  /**
   * The place of a part of what stands here. Resolution leaves two places around each other only where a function is called or its
   * argument is read.
   */
  Place of(Expr part) {
    return part instanceof Expr.Located located ? inside(located) : this;
  }

  private Place inside(Expr.Located located) {
    Span inner = located.span();
    if (call.isPresent() && !contains(call.get(), inner)) {
      return new Place(inner, call);
    }
    return new Place(inner, located.expr() instanceof Expr.Located ? Optional.of(inner) : Optional.empty());
  }

  private static boolean contains(Span outer, Span inner) {
    return inner.source() == outer.source() && inner.start() >= outer.start() && inner.end() <= outer.end();
  }

  /** The place to which a fault belongs: the call in the model rather than a line of a function. */
  Span primary() {
    return call.orElse(span);
  }

  /** Marks the place, and the part of the function if it is one. */
  Diagnostic mark(Diagnostic diagnostic, String text) {
    Diagnostic marked = diagnostic.at(primary(), text);
    return call.isPresent() && !call.get().equals(span) ? marked.at(span, "here in the function") : marked;
  }
}
