package org.cartc.compiler.syntax;

import java.util.List;
import java.util.stream.Stream;
import org.cartc.compiler.source.Source;

/** A whole file, in the order in which it was written. */
public record CartFile(Source source, List<TopLevel> items) {
  public CartFile {
    items = List.copyOf(items);
  }

  /** The names of the models that it declares, also as extensions of others. */
  public List<Name> models() {
    return items.stream().flatMap(item -> item instanceof TopLevel.Model model ? Stream.of(model.name())
        : item instanceof TopLevel.Extend extension ? extension.as().stream() : Stream.empty()).toList();
  }
}
