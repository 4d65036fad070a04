package org.cartc.compiler.syntax;

import org.cartc.compiler.source.Span;

/** What stands between square brackets, without them; the place includes them. */
public record UnitText(String text, Span span) {}
