package org.cartc.compiler.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cartc.compiler.emit.EmitLanes;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.LaneEquations;
import org.cartc.runtime.model.LaneLayout;
import org.cartc.runtime.model.Layout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Equations compiled for lanes against the same equations compiled for one trajectory. */
class LaneEquationsTest {
  private static final int WIDTH = 19;

  @TempDir
  Path folder;

  /** The arrays of a block of lanes. */
  private static final class Block {
    final LaneEquations lanes;
    final LaneLayout sizes;
    final double[] t = new double[WIDTH];
    final double[][] y;
    final double[][] dy;
    final double[][] c;
    final double[][] s;
    final double[][] results;

    Block(LaneEquations lanes, double[] p) {
      this.lanes = lanes;
      sizes = lanes.layout();
      y = new double[sizes.rows()][WIDTH];
      dy = new double[sizes.rows()][WIDTH];
      c = new double[sizes.constants().length][WIDTH];
      s = new double[sizes.scratch()][WIDTH];
      results = new double[LaneEquations.RESULTS * sizes.carried()][WIDTH];
      double[] prepared = new double[sizes.prepared()];
      lanes.prepare(p, prepared);
      for (int i = 0; i < c.length; i++) {
        Arrays.fill(c[i], prepared[sizes.constants()[i]]);
      }
    }

    void put(int lane, double time, double[] state) {
      t[lane] = time;
      for (int i = 0; i < state.length; i++) {
        y[i][lane] = state[i];
      }
    }

    void evaluate() {
      lanes.rightHandSide(t, y, dy, c, s, 0, WIDTH);
    }
  }

  /** Reciprocals in place of divisions and one more Newton step change a sum of a few terms by some units in the last place. */
  private static void agree(Models model, double[] modes, double[][] states, double[] times) {
    agree(EmitLanes.equations(model.structure(), model.single(), false), model, modes, states, times);
    if (EmitLanes.hasVectors()) {
      agree(EmitLanes.equations(model.structure(), model.single(), true), model, modes, states, times);
    }
  }

  private static void agree(LaneEquations lanes, Models model, double[] modes, double[][] states, double[] times) {
    Equations single = model.single();
    Layout layout = single.layout();
    double[] p = layout.nominal();
    Block block = new Block(lanes, p);
    double[] constants = new double[layout.constants()];
    single.prepare(p, constants);
    double[][] expected = new double[WIDTH][layout.states().size()];
    double[] size = new double[layout.states().size()];
    for (int l = 0; l < WIDTH; l++) {
      double[] w = new double[layout.workspace()];
      System.arraycopy(modes, 0, w, 0, modes.length);
      Arrays.fill(w, modes.length, modes.length + layout.constraints().size(), Double.NaN);
      single.rightHandSide(times[l], states[l], 0, expected[l], 0, constants, w);
      block.put(l, times[l], states[l]);
      for (int i = 0; i < modes.length; i++) {
        block.s[i][l] = modes[i];
      }
      for (int k = 0; k < layout.constraints().size(); k++) {
        block.y[states[l].length + k][l] = w[layout.warmStart(k)];
      }
      for (int i = 0; i < size.length; i++) {
        size[i] = Math.max(size[i], Math.abs(expected[l][i]));
      }
    }
    block.evaluate();
    for (int l = 0; l < WIDTH; l++) {
      for (int i = 0; i < size.length; i++) {
        assertThat(block.dy[i][l]).isCloseTo(expected[l][i], within(1e-13 * size[i]));
      }
    }
  }

  private static double[][] along(Models model, double end) {
    Method.Adaptive method = new Method.Adaptive(1e-9, 1e-9);
    Solution solution =
        Integration.solve(model.spread(model.single().layout().parameters().getFirst().path(), 0, 1, end, List.of()).problem(0),
            method);
    double[][] states = new double[WIDTH][model.single().layout().states().size()];
    for (int l = 0; l < WIDTH; l++) {
      solution.state(end * l / (WIDTH - 1), states[l]);
    }
    return states;
  }

  @Test
  void derivativesOfTheTumourModelAgree() {
    Models model = Models.of("models/li2025/model.cart", "li2025", Map.of("fast_cytokines", true));
    agree(model, new double[0], along(model, 180), new double[WIDTH]);
    Models full = Models.of("models/li2025/model.cart", "li2025", Map.of("fast_cytokines", false));
    agree(full, new double[0], along(full, 180), new double[WIDTH]);
  }

  @Test
  void derivativesOfAModelWithGuardsAgreeInBothModes() {
    Models model = Models.of("models/santurio2025/model.cart", "santurio2025", Map.of());
    double[] modes = new double[model.single().layout().conditions().size()];
    agree(model, modes, along(model, 28), new double[WIDTH]);
    Arrays.fill(modes, 1);
    agree(model, modes, along(model, 28), new double[WIDTH]);
  }

  @Test
  void everyFunctionAndOperatorAgrees() throws Exception {
    Path file = Files.writeString(folder.resolve("model.cart"), """
        model m {
          time [day]
          compartment a = 1
          compartment b = 2
          param k [1/day] = 0.7
          param n = 2.5
          d/dt a = k*(exp(-a) + log(b) + log10(b) + sqrt(a) + abs(a - b) + sin(a) + cos(b) + tan(a) + tanh(b))
          d/dt b = k*(floor(a) + ceil(b) + min(a, b, 1.5) - max(a, b) + a^n + b^3 + a^0.5 - a/3 + n/b + 2^a + (if n > 2 then a else b))
        }
        """);
    Models model = Models.of(file, "m", Map.of());
    double[][] states = new double[WIDTH][];
    for (int l = 0; l < WIDTH; l++) {
      states[l] = new double[] {0.1 + 0.2 * l, 2.5 - 0.1 * l};
    }
    agree(model, new double[model.single().layout().conditions().size()], states, new double[WIDTH]);
  }

  /** Central differences of the solved unknown along the solution; their error is of second order in the 1e-4 days between. */
  @Test
  void anUnknownChangesAtTheRateThatItIsCarriedWith() {
    Models model = Models.of("models/li2025/model.cart", "li2025", Map.of("fast_cytokines", true));
    Equations single = model.single();
    Layout layout = single.layout();
    double[] p = layout.nominal();
    double[] constants = new double[layout.constants()];
    single.prepare(p, constants);
    double[][] states = along(model, 180);
    Block block = new Block(model.lanes(), p);
    double[] w = new double[layout.workspace()];
    double[] slope = new double[layout.states().size()];
    double[] rates = new double[WIDTH];
    for (int l = 0; l < WIDTH; l++) {
      block.put(l, 0, states[l]);
      block.y[slope.length][l] = unknown(single, states[l], slope, constants, w);
      double[] aside = new double[slope.length];
      double h = 1e-4;
      for (int i = 0; i < slope.length; i++) {
        aside[i] = states[l][i] + h * slope[i];
      }
      double after = unknown(single, aside, new double[slope.length], constants, w);
      for (int i = 0; i < slope.length; i++) {
        aside[i] = states[l][i] - h * slope[i];
      }
      rates[l] = (after - unknown(single, aside, new double[slope.length], constants, w)) / (2 * h);
    }
    block.evaluate();
    for (int l = 0; l < WIDTH; l++) {
      assertThat(block.dy[slope.length][l]).isCloseTo(rates[l], within(1e-6 * Math.abs(rates[l]) + 1e-9 * block.y[slope.length][l]));
    }
  }

  private static double unknown(Equations single, double[] y, double[] dy, double[] c, double[] w) {
    w[single.layout().warmStart(0)] = Double.NaN;
    single.rightHandSide(0, y, 0, dy, 0, c, w);
    return w[single.layout().warmStart(0)];
  }

  /** From a prediction that is off by 1e-3 of the unknown; residuals relative to the tumour cells that they balance. */
  @Test
  void twoProjectionsLeaveAResidualOfRounding() {
    Models model = Models.of("models/li2025/model.cart", "li2025", Map.of("fast_cytokines", true));
    Equations single = model.single();
    Layout layout = single.layout();
    double[] p = layout.nominal();
    double[] constants = new double[layout.constants()];
    single.prepare(p, constants);
    double[][] states = along(model, 180);
    int tumour = layout.state("C");
    int carried = layout.states().size();
    Block block = new Block(model.lanes(), p);
    double[] w = new double[layout.workspace()];
    double[] bounds = new double[2];
    for (int l = 0; l < WIDTH; l++) {
      block.put(l, 0, states[l]);
      block.y[carried][l] = 1.001 * unknown(single, states[l], new double[carried], constants, w);
    }
    for (int i = 0; i < 2; i++) {
      block.lanes.project(block.t, block.y, block.results, block.c, block.s, 0, WIDTH);
      System.arraycopy(block.results[LaneEquations.SOLUTION], 0, block.y[carried], 0, WIDTH);
    }
    for (int l = 0; l < WIDTH; l++) {
      double residual = single.residual(0, block.y[carried][l], 0, states[l], 0, constants, w);
      assertThat(Math.abs(residual)).isLessThanOrEqualTo(1e-10 * states[l][tumour]);
      single.bracket(0, bounds, 0, states[l], 0, constants, w);
      assertThat(block.results[LaneEquations.BOUND][l]).isEqualTo(bounds[0]);
      assertThat(block.results[LaneEquations.OTHER_BOUND][l]).isEqualTo(bounds[1]);
    }
  }
}
