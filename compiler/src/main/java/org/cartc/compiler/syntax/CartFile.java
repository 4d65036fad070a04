package org.cartc.compiler.syntax;

import java.util.List;
import org.cartc.compiler.source.Source;

/** A whole file, in the order in which it was written. */
public record CartFile(Source source, List<TopLevel> items) {
  public CartFile {
    items = List.copyOf(items);
  }
}
