package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.source.Span;
import org.cartc.runtime.model.Layout;

/** The quantities that a study reads from its runs, in the order of their first use. */
final class Observed {
  private final Map<String, Integer> places = new LinkedHashMap<>();
  private final List<Layout.Quantity> quantities = new ArrayList<>();
  private final Map<String, Span> readers = new LinkedHashMap<>();

  /** The place of a quantity that a statement reads. */
  int read(Layout.Quantity quantity, Span reader) {
    readers.putIfAbsent(quantity.path(), reader);
    return place(quantity);
  }

  /** The place of a quantity that is recorded because it is there. */
  int place(Layout.Quantity quantity) {
    return places.computeIfAbsent(quantity.path(), path -> {
      quantities.add(quantity);
      return quantities.size() - 1;
    });
  }

  List<Layout.Quantity> quantities() {
    return quantities;
  }

  /** Where a quantity is read by a statement; empty if it is only recorded. */
  Optional<Span> reader(String path) {
    return Optional.ofNullable(readers.get(path));
  }
}
