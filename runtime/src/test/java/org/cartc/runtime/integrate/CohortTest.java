package org.cartc.runtime.integrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * CAR-T and tumour cells of Santurio et al. 2025 (Eqs 1-7) for the reconstructed patient R4: three doses, proliferation switched off
 * below one cell. Reference values are those of the project's reference.csv, by a program of order 8 in another language, good to 3e-9.
 */
class CohortTest {
  private static final double DOSE = 1.1e9;

  private static Written cells() {
    return new Written(4, 0, (t, y, dy, c, w) -> {
      double bound = y[3] / (2e9 + y[3]);
      double free = 1 - bound;
      dy[0] = -0.02 * bound * y[0] - 1.2 * y[0];
      dy[1] = 0.02 * bound * y[0] + w[0] * 0.75 * bound * y[1] - 0.006 * free * y[1] + 1e-8 * bound * y[2] - 0.09 * y[1];
      dy[2] = 0.006 * free * y[1] - 1e-8 * bound * y[2] - 0.0032 * y[2];
      dy[3] = w[1] * 0.02 * y[3] * (1 - y[3] / 4.25e12) - 0.9 * y[1] / (4e9 + y[1]) * y[3];
    }).guard(true, (t, y, c) -> y[1] - 1).guard(true, (t, y, c) -> y[3] - 1);
  }

  private static Solution solve(double tolerance) {
    var stops = List.of(
        new Stop(0, List.of(new Action.Dose(0, 0.1 * DOSE))),
        new Stop(1, List.of(new Action.Dose(0, 0.3 * DOSE))),
        new Stop(3, List.of(new Action.Dose(0, 0.6 * DOSE))));
    return Integration.solve(cells().until(365, stops, 0, 0, 0, 1e12), new Method.Adaptive(tolerance, 1e-10));
  }

  @Test
  void cellsAgreeWithAnotherProgram() {
    var solution = solve(1e-10);
    double[][] reference = {
        {1, 3.624766050740e8, 1.912999736843e6, 1.159455133419e1, 1.015151822737e12},
        {3, 6.915962212955e8, 2.118077917830e7, 2.549233364930e2, 1.041472744666e12},
        {20, 7.138328952384e-1, 3.418613597683e11, 3.828592582492e9, 2.879351710650e8},
        {60, 1.014184512082e-21, 8.259989488160e9, 2.418292655028e10, 3.897291991891e-6}
    };
    for (double[] row : reference) {
      double[] y = Written.at(solution, row[0], 4);
      for (int i = 0; i < 4; i++) {
        assertThat(y[i]).isCloseTo(row[i + 1], within(1e-7 * row[i + 1] + 1e-9));
      }
    }
  }

  /** Expanders pass one cell within a millionth of a day; the tumour falls below it on day 42.989, expanders again on day 297.861. */
  @Test
  void thresholdsOfOneCellAreFound() {
    var found = solve(1e-10).occurrences();
    assertThat(found).extracting(Occurrence::condition).containsExactly(0, 1, 0);
    assertThat(found).extracting(Occurrence::holds).containsExactly(true, false, false);
    assertThat(found.get(0).time()).isBetween(0.0, 1e-6);
    assertThat(found.get(1).time()).isCloseTo(42.989, within(5e-4));
    assertThat(found.get(2).time()).isCloseTo(297.861, within(5e-4));
  }

  @Test
  void stepsOfAYearDoNotGrow() {
    var work = solve(1e-6).statistics();
    assertThat(work.accepted() + work.rejected()).isEqualTo(336);
  }
}
