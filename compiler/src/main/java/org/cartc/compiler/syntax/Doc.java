package org.cartc.compiler.syntax;

import org.cartc.compiler.source.Span;

/** A doc string without its quotes, and where it stands. */
public record Doc(String text, Span span) {}
