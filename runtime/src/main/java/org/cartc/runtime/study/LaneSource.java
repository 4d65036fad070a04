package org.cartc.runtime.study;

import java.util.Optional;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.LaneEquations;

/** Compiles equations of trials for lanes, each once. */
public interface LaneSource {
  /** No lanes: every run is integrated by itself. */
  LaneSource NONE = equations -> Optional.empty();

  /** The same system for lanes; empty where that is impossible. */
  Optional<LaneEquations> of(Equations equations);
}
