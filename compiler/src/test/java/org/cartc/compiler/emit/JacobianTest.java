package org.cartc.compiler.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.Variant;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.model.DifferentiableEquations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.model.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle is the right-hand side itself: differences extrapolated to step zero (Richardson), at random states. */
class JacobianTest {
  private static final int STATES_TRIED = 20;

  @ParameterizedTest
  @CsvSource({
      "li2025/model.cart, li2025, true",
      "li2025/model.cart, li2025, false",
      "li2025/coarse.cart, li2025_coarse, true",
      "santurio2025/model.cart, santurio2025, true"
  })
  void jacobianAgreesWithDifferencesThroughConstraintsAndEquilibria(String file, String model, boolean fast) {
    Path path = ReferenceData.topLevel().resolve("models").resolve(file);
    Diagnostics diagnostics = new Diagnostics();
    Variant variant = new Variant(fast ? Map.of() : Map.of("fast_cytokines", false), Set.of(), List.of(), List.of(), Map.of(), Set.of());
    Structure structure = Compiler.structure(
        Compiler.model(Load.program(path, List.of(), diagnostics), model, diagnostics, Compiler.SILENT).model(), variant, diagnostics,
        Compiler.SILENT);
    DifferentiableEquations equations = Compiler.differentiable(structure, List.of(), Compiler.SILENT);
    Random random = new Random(7);
    for (int i = 0; i < STATES_TRIED; i++) {
      check(equations, random);
    }
  }

  private static void check(DifferentiableEquations equations, Random random) {
    Layout layout = equations.layout();
    double[] c = new double[layout.constants()];
    double[] w = new double[layout.workspace()];
    double[] y = new double[layout.states().size()];
    equations.prepare(layout.nominal(), c);
    equations.initial(c, y, 0);
    for (int i = 0; i < y.length; i++) {
      y[i] = (y[i] == 0 ? 10 : y[i]) * Math.exp(random.nextGaussian());
    }
    for (int i = 0; i < layout.conditions().size(); i++) {
      w[i] = 1;
    }
    Arrays.fill(w, layout.conditions().size(), layout.conditions().size() + layout.constraints().size(), Double.NaN);
    Pattern pattern = equations.pattern();
    double[] values = new double[pattern.size()];
    equations.jacobian(0, y, 0, values, 0, c, w);
    double[][] full = new double[y.length][y.length];
    for (int row = 0; row < y.length; row++) {
      for (int k = pattern.rowStarts()[row]; k < pattern.rowStarts()[row + 1]; k++) {
        full[row][pattern.columns()[k]] = values[k];
      }
    }
    for (int column = 0; column < y.length; column++) {
      double[] differences = differences(equations, y, column, c, w);
      for (int row = 0; row < y.length; row++) {
        // the error of a difference is rounding of f over the step, which is a thousandth of the state
        double rounding = 1e-9 * Math.abs(slope(equations, y, c, w)[row]) / (1e-3 * y[column]);
        assertThat(full[row][column]).as("d f%d / d y%d", row, column)
            .isCloseTo(differences[row], within(1e-7 * Math.abs(differences[row]) + rounding + 1e-300));
      }
    }
  }

  private static double[] slope(DifferentiableEquations equations, double[] y, double[] c, double[] w) {
    double[] dy = new double[y.length];
    equations.rightHandSide(0, y, 0, dy, 0, c, w);
    return dy;
  }

  /** Central differences at steps h, h/2 and h/4, extrapolated twice: the error is of order h^6. */
  private static double[] differences(DifferentiableEquations equations, double[] y, int column, double[] c, double[] w) {
    double[][] central = new double[3][];
    double h = 4e-3 * y[column];
    for (int i = 0; i < 3; i++, h /= 2) {
      double[] up = y.clone();
      double[] down = y.clone();
      up[column] += h;
      down[column] -= h;
      double[] above = slope(equations, up, c, w);
      double[] below = slope(equations, down, c, w);
      central[i] = new double[y.length];
      for (int row = 0; row < y.length; row++) {
        central[i][row] = (above[row] - below[row]) / (up[column] - down[column]);
      }
    }
    double[] limit = new double[y.length];
    for (int row = 0; row < y.length; row++) {
      double first = (4 * central[1][row] - central[0][row]) / 3;
      double second = (4 * central[2][row] - central[1][row]) / 3;
      limit[row] = (16 * second - first) / 15;
    }
    return limit;
  }
}
