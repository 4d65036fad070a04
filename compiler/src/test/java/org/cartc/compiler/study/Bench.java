package org.cartc.compiler.study;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Load;
import org.cartc.runtime.study.Execution;
import org.cartc.runtime.study.LaneSource;
import org.cartc.runtime.table.Table;

/**
 * Processor time per run of the first study of a file over a table of parameters, values only: as lanes, as lanes without anything read,
 * and one by one, in turn. {@code Bench FILE TABLE NUMERICS REPEATS [THREADS]}.
 */
final class Bench {
  private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Bench() {}

  public static void main(String[] arguments) {
    int threads = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 2;
    Diagnostics diagnostics = new Diagnostics();
    var program = Load.program(Path.of(arguments[0]), List.of(), diagnostics);
    Optional<Table> table = Optional.of(Table.read(Path.of(arguments[1])));
    Options options = new Options(List.of(), table, Map.of(), Optional.of(arguments[2]), List.of(), List.of(), false);
    var prepared = LowerStudy.study(program, program.studies().get(0), options, diagnostics, Compiler.SILENT);
    var study = prepared.study();
    for (int repeat = 0; repeat < Integer.parseInt(arguments[3]); repeat++) {
      report("trials only", prepared.count(), () -> prepared.trials().forEach(trial -> {}));
      for (LaneSource lanes : List.of(prepared.lanes(), LaneSource.NONE)) {
        report(lanes == LaneSource.NONE ? "one by one" : "lanes", prepared.count(),
            () -> Execution.run(study, prepared.trials(), prepared.count(), lanes, threads, result -> result, result -> {}));
      }
    }
  }

  private static void report(String what, long runs, Runnable work) {
    long clock = System.nanoTime();
    long start = SYSTEM.getProcessCpuTime();
    work.run();
    System.out.printf("%-12s %8.1f us of processor time a run, %8.1f us by the clock%n", what,
        (SYSTEM.getProcessCpuTime() - start) * 1e-3 / runs, (System.nanoTime() - clock) * 1e-3 / runs);
  }
}
