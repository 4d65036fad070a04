package org.cartc.compiler.diagnostic;

import java.util.List;

/** A model, a table or a command was rejected: ends a compilation and carries why. The fault is the user's, never ours. */
public final class Rejected extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Diagnostic> diagnostics;

  public Rejected(List<Diagnostic> diagnostics) {
    super(diagnostics.isEmpty() ? "rejected" : diagnostics.get(0).message(), null, false, false);
    this.diagnostics = List.copyOf(diagnostics);
  }

  public Rejected(Diagnostic diagnostic) {
    this(List.of(diagnostic));
  }

  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
