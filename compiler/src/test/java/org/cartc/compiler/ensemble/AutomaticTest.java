package org.cartc.compiler.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.cartc.runtime.ensemble.Ensemble;
import org.cartc.runtime.ensemble.Trajectories;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.integrate.Solution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oscillator of van der Pol, y'' = mu (1 - y^2) y' - y, with mu from 0.1 to 1000: only some of the trajectories are stiff. */
class AutomaticTest {
  private static final int SIZE = 24;
  private static final double[] TIMES = IntStream.rangeClosed(0, 60).mapToDouble(i -> i / 3.0).toArray();
  private static final Method.Automatic METHOD = new Method.Automatic(1e-9, 1e-9);

  @TempDir
  Path folder;

  private Models oscillator() throws Exception {
    Path file = Files.writeString(folder.resolve("model.cart"), """
        model m {
          time [day]
          compartment y = 2
          compartment v [1/day] = 0
          param mu [1/day] = 1
          param one [1/day^2] = 1
          d/dt y = v
          d/dt v = mu*(1 - y^2)*v - one*y
        }
        """);
    return Models.of(file, "m", Map.of());
  }

  private static Trajectories mixed(Models model) {
    return new Trajectories() {
      @Override
      public long size() {
        return SIZE;
      }

      @Override
      public Problem problem(long id) {
        return new Problem(model.single(), new double[] {0.1 * Math.pow(10, 4.0 * id / (SIZE - 1)), 1}, new double[] {2, 0}, List.of(), 0,
            20);
      }
    };
  }

  private record Seen(List<List<Double>> rows, int switches) {}

  private static Map<Long, Seen> solved(Models model, int width, int threads) {
    Map<Long, Seen> all = new ConcurrentHashMap<>();
    Ensemble.Work work = new Ensemble(model.lanes(), METHOD, new int[0], new double[0], width).solve(mixed(model), threads,
        (id, solution) -> all.put(id, seen(solution)));
    assertThat(work.handedOver()).isBetween(4L, SIZE - 8L);
    return all;
  }

  private static Seen seen(Solution solution) {
    double[] state = new double[2];
    return new Seen(IntStream.range(0, TIMES.length).mapToObj(i -> {
      solution.state(TIMES[i], state);
      return List.of(state[0], state[1]);
    }).toList(), solution.statistics().switches().size());
  }

  /** Errors grow by some hundreds in a relaxation, where the trajectories of both take up to a few tolerances each. */
  @Test
  void stiffTrajectoriesAreThoseOfTheAutomaticMethodOthersStayInLanes() throws Exception {
    Models model = oscillator().differentiable();
    Map<Long, Seen> lanes = solved(model, 8, 1);
    Trajectories trajectories = mixed(model);
    for (long id = 0; id < SIZE; id++) {
      Seen alone = seen(Integration.solve(trajectories.problem(id), METHOD));
      Seen seen = lanes.get(id);
      assertThat(seen.switches() > 0).isEqualTo(alone.switches() > 0);
      if (seen.switches() > 0) {
        assertThat(seen).isEqualTo(alone);
      }
      for (int i = 0; i < TIMES.length; i++) {
        double expected = alone.rows().get(i).get(0);
        assertThat(seen.rows().get(i).get(0)).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
      }
    }
  }

  @Test
  void whoIsHandedOverDoesNotDependOnCompany() throws Exception {
    Models model = oscillator().differentiable();
    Map<Long, Seen> lanes = solved(model, 8, 1);
    for (int width : new int[] {1, 5, 64}) {
      assertThat(solved(model, width, 2)).isEqualTo(lanes);
    }
  }

  @Test
  void withoutDerivativesNothingIsHandedOver() throws Exception {
    Models model = oscillator();
    Ensemble.Work work =
        new Ensemble(model.lanes(), METHOD, new int[0], new double[0], 8).solve(mixed(model), 1, (id, solution) -> {});
    assertThat(work.handedOver()).isZero();
  }

  @Test
  void otherMethodsAreRefused() throws Exception {
    Models model = oscillator();
    Method.Rosenbrock stiff = new Method.Rosenbrock(1e-6, 1e-6);
    assertThat(Ensemble.isPossible(stiff)).isFalse();
    assertThat(Ensemble.isPossible(METHOD)).isTrue();
    assertThatThrownBy(() -> new Ensemble(model.lanes(), stiff, new int[0], new double[0], 8))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("explicit steps");
  }
}
