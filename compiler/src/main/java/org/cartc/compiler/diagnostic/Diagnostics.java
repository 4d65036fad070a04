package org.cartc.compiler.diagnostic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects diagnostics in the order in which they were found; one that was already reported is dropped. */
public final class Diagnostics {
  private final Set<Diagnostic> found = new LinkedHashSet<>();

  public void add(Diagnostic diagnostic) {
    found.add(diagnostic);
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(Diagnostic::isError);
  }

  public List<Diagnostic> all() {
    return new ArrayList<>(found);
  }

  /** Ends the stage if it found an error. */
  public void stopOnErrors() {
    if (hasErrors()) {
      throw new Rejected(all());
    }
  }
}
