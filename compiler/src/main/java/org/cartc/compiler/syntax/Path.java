package org.cartc.compiler.syntax;

import java.util.List;
import java.util.stream.Collectors;
import org.cartc.compiler.source.Span;

/** One or more names joined by dots. */
public record Path(List<Name> names, Span span) {
  public Path {
    names = List.copyOf(names);
  }

  /** The names joined by dots. */
  public String text() {
    return names.stream().map(Name::text).collect(Collectors.joining("."));
  }

  @Override
  public String toString() {
    return text();
  }
}
