package org.cartc.compiler.study;

import java.util.Optional;
import java.util.function.Supplier;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Equations;

/** Equations with their derivatives, compiled when a run first turns out to be stiff. */
final class Stiff implements Method.Differentiated {
  private final Supplier<? extends Equations> compile;
  private Optional<DifferentiableEquations> compiled = Optional.empty();

  Stiff(Supplier<? extends Equations> compile) {
    this.compile = compile;
  }

  @Override
  public synchronized Optional<DifferentiableEquations> of(Equations equations) {
    if (compiled.isEmpty()) {
      compiled = Optional.of((DifferentiableEquations) compile.get());
    }
    return compiled;
  }
}
