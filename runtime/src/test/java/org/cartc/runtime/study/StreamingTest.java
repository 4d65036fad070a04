package org.cartc.runtime.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.cartc.runtime.integrate.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many runs leave nothing behind in memory. */
class StreamingTest {
  private static final int RUNS = 12_000;

  /** Live bytes may differ by what the classes loaded meanwhile and the table buffers take, far below 100 bytes a run. */
  private static final long NOTHING = 100L * RUNS / 2;

  private static Iterable<Trial> trials(Growth equations) {
    return () -> LongStream.range(0, RUNS).mapToObj(i -> trial(equations, i)).iterator();
  }

  private static Trial trial(Growth equations, long run) {
    Key key = new Key("row", Long.toString(run + 1), run + 1, "");
    return new Trial(List.of(key), equations, new double[] {1 + 1e-4 * run}, List.of(), List.of(), List.of(), Map.of(), 10,
        new Method.Adaptive(1e-6, 1e-8), Optional.empty());
  }

  private static long live() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  @Test
  void liveMemoryDoesNotGrowWithTheNumberOfRuns(@TempDir Path folder) throws Exception {
    Study study = Growth.study(List.of("row"), Growth.value("day", Growth.reaches(2)));
    Collected collected = new Collected(study, true);
    List<Long> seen = new ArrayList<>();
    try (Tables tables = new Tables(study, folder)) {
      Execution.run(study, trials(new Growth()), RUNS, LaneSource.NONE, 2, tables::text, text -> {
        tables.add(text);
        if (tables.rows() == 11L * RUNS / 2 || tables.rows() == 11L * (RUNS - 1)) {
          seen.add(live());
        }
      });
      tables.commit(collected);
    }
    assertThat(seen).hasSize(2);
    assertThat(seen.get(1) - seen.get(0)).isLessThan(NOTHING);
    try (var lines = Files.lines(folder.resolve("growth.csv"))) {
      assertThat(lines.count()).isEqualTo(1 + 11L * RUNS);
    }
  }

  @Test
  void trialsAreMadeAsTheyAreNeeded() {
    Study study = Growth.study(List.of("row"), Growth.value("day", Growth.reaches(2)));
    List<Integer> ahead = new ArrayList<>(List.of(0, 0, 0));
    Iterator<Trial> all = trials(new Growth()).iterator();
    Iterable<Trial> counted = () -> new Iterator<>() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public Trial next() {
        ahead.set(0, ahead.get(0) + 1);
        return all.next();
      }
    };
    Execution.run(study, counted, 2, result -> {
      ahead.set(1, ahead.get(1) + 1);
      ahead.set(2, Math.max(ahead.get(2), ahead.get(0) - ahead.get(1)));
    });
    assertThat(ahead.get(1)).isEqualTo(RUNS);
    assertThat(ahead.get(2)).isLessThanOrEqualTo(32);
  }
}
