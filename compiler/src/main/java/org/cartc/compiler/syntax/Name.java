package org.cartc.compiler.syntax;

import org.cartc.compiler.source.Span;

/** A single name where it was written. */
public record Name(String text, Span span) {
  @Override
  public String toString() {
    return text;
  }
}
