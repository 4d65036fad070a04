package org.cartc.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.name.Resolve;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.constraint.ScalarConstraints;
import org.cartc.runtime.model.Layout;

/** Models written out in tests, whose units are not checked: their stages, and their equations at given states. */
public final class Written {
  private Written() {}

  /** The statements of a model without its first line. */
  public static Model model(String... statements) {
    return program("model m {\n  time [day]\n" + String.join("\n", statements) + "\n}\n", "m");
  }

  /** The model of a name in a whole file. */
  public static Model program(String text, String name) {
    Diagnostics diagnostics = new Diagnostics();
    try {
      Path file = Files.createTempFile("written", ".cart");
      Files.writeString(file, text);
      Program program = Load.program(file, List.of(), diagnostics);
      Files.delete(file);
      diagnostics.stopOnErrors();
      Model model = Resolve.model(program, name, diagnostics).model();
      diagnostics.stopOnErrors();
      return model.map(Written::withoutUnits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Expr withoutUnits(Expr expr) {
    return expr instanceof Expr.Measured measured ? Expr.constant(measured.value()) : Exprs.mapParts(expr, Written::withoutUnits);
  }

  public static Structure structure(Model model, Variant variant) {
    return Compiler.structure(model, variant, new Diagnostics(), Compiler.SILENT);
  }

  public static Structure structure(Model model) {
    return structure(model, Variant.PLAIN);
  }

  public static Variant without(String... mechanisms) {
    return new Variant(Map.of(), Set.of(mechanisms), List.of(), List.of(), Map.of(), Set.of());
  }

  /** Compiled equations with the arrays of one trajectory, at the nominal parameters. */
  public static final class Trajectory {
    public final ScalarConstraints equations;
    public final Layout layout;
    public final double[] p;
    public final double[] c;
    public final double[] w;

    public Trajectory(Structure structure, String... observed) {
      List<Layout.Quantity> quantities = Arrays.stream(observed).map(path -> new Layout.Quantity(path, "", "")).toList();
      equations = Compiler.emit(structure, quantities, Compiler.SILENT);
      layout = equations.layout();
      p = layout.nominal();
      c = new double[layout.constants()];
      w = new double[layout.workspace()];
      for (int k = 0; k < layout.constraints().size(); k++) {
        w[layout.warmStart(k)] = Double.NaN;
      }
      equations.prepare(p, c);
    }

    public Trajectory with(String parameter, double value) {
      p[layout.parameter(parameter)] = value;
      equations.prepare(p, c);
      return this;
    }

    public double[] initial() {
      double[] y = new double[layout.states().size()];
      equations.initial(c, y, 0);
      return y;
    }

    /** Sets the mode of every condition to what it is at a state. */
    public Trajectory settled(double t, double... y) {
      double[] g = conditions(t, y);
      for (int i = 0; i < g.length; i++) {
        w[i] = g[i] > 0 || g[i] == 0 && layout.conditions().get(i).holdsAtZero() ? 1 : 0;
      }
      return this;
    }

    public double[] conditions(double t, double... y) {
      double[] g = new double[layout.conditions().size()];
      equations.conditions(t, y, 0, g, 0, c, w);
      return g;
    }

    public double[] derivatives(double t, double... y) {
      double[] dy = new double[y.length];
      equations.rightHandSide(t, y, 0, dy, 0, c, w);
      return dy;
    }

    public double[] observed(double t, double... y) {
      double[] out = new double[layout.observed().size()];
      equations.observe(t, y, 0, out, 0, c, w);
      return out;
    }
  }
}
