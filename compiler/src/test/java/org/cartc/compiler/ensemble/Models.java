package org.cartc.compiler.ensemble;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.Variant;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.emit.EmitLanes;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.ensemble.Trajectories;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Stop;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.LaneEquations;
import org.cartc.runtime.model.Layout;

/** Models of the repository, compiled for one trajectory and for lanes. */
record Models(Structure structure, Equations single) {
  static Models of(String file, String model, Map<String, Boolean> switches) {
    return of(ReferenceData.topLevel().resolve(file), model, switches);
  }

  static Models of(Path file, String model, Map<String, Boolean> switches) {
    Diagnostics diagnostics = new Diagnostics();
    Program program = Load.program(file, List.of(), diagnostics);
    Model resolved = Compiler.model(program, model, diagnostics, Compiler.SILENT).model();
    Variant variant = new Variant(switches, Set.of(), List.of(), List.of(), Map.of(), Set.of());
    Structure structure = Compiler.structure(resolved, variant, diagnostics, Compiler.SILENT);
    List<Layout.Quantity> states = resolved.compartments().stream().filter(c -> structure.states().contains(c.path()))
        .map(c -> new Layout.Quantity(c.path(), c.unit(), c.doc())).toList();
    return new Models(structure, Compiler.emit(structure, states, Compiler.SILENT));
  }

  /** The same with derivatives for stiff methods. */
  Models differentiable() {
    return new Models(structure, Compiler.differentiable(structure, single.layout().observed(), Compiler.SILENT));
  }

  LaneEquations lanes() {
    return EmitLanes.equations(structure, single);
  }

  /** The model with one parameter spread evenly around its nominal value, by at most a share of it. */
  Trajectories spread(String parameter, double share, long size, double end, List<Stop> stops) {
    Layout layout = single.layout();
    int index = layout.parameter(parameter);
    double[] nominal = layout.nominal();
    double[] c = new double[layout.constants()];
    double[] y = new double[layout.states().size()];
    single.prepare(nominal, c);
    single.initial(c, y, 0);
    return new Trajectories() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public Problem problem(long id) {
        double[] p = nominal.clone();
        p[index] *= 1 + share * (size == 1 ? 0 : 2.0 * id / (size - 1) - 1);
        return new Problem(single, p, y, stops, 0, end);
      }
    };
  }
}
