package org.cartc.compiler.cli;

import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.compiler.study.Options;
import org.cartc.compiler.syntax.TopLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how fast and how exactly studies are solved. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    header = {"Measure how fast and how exactly studies are solved.", ""},
    description = {"", "Measures every study of FILE, or those named: time, steps, memory and error of one run, and runs per second.",
        "The error is that of all recorded columns at all recorded times, against the same run at a relative tolerance of 1e-12.",
        "Many trajectories at once (lanes) are measured beside one at a time where a model can be integrated so.", ""},
    footer = {
        "",
        "Examples:",
        "  cartc bench models/li2025/control.cart",
        "  cartc bench models/li2025/control.cart --tolerances 1e-4,1e-6,1e-8      a work-precision table",
        "  cartc bench study.cart --study first --threads 4 --json"
    })
final class BenchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", description = "a file with studies, or with a model")
  private Path file;

  @Option(names = "--study", paramLabel = "NAME", description = "measure this study only; may be repeated")
  private List<String> studies = new ArrayList<>();

  @Option(names = "--numerics", paramLabel = "NAME", description = "numerics declared in the files")
  private String numerics;

  @Option(names = "--tolerances", paramLabel = "R", split = ",",
      description = "relative tolerances, one row each; the absolute one follows in proportion (default: those of the study)")
  private List<Double> tolerances = new ArrayList<>();

  @Option(names = "--absolute", paramLabel = "X",
      description = "with --tolerances: the absolute tolerance is X times the relative one, in the unit of each state")
  private Double absolute;

  @Option(names = "--floor", paramLabel = "X", defaultValue = "1",
      description = "what is added to the size of a number when its error is divided by it, in the unit of its column (default: 1)")
  private double floor;

  @Option(names = "--repeats", paramLabel = "N", defaultValue = "15", description = "measurements of each time (default: ${DEFAULT-VALUE})")
  private int repeats;

  @Option(names = "--threads", paramLabel = "N", description = "threads of the second measurement of runs per second (default: all cores)")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "write JSON")
  private boolean json;

  @Option(names = "--values", description = "with --json: also the states at the recorded times")
  private boolean values;

  private final Console console;

  BenchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    checkOptions();
    Diagnostics diagnostics = new Diagnostics();
    Program program = Load.program(file, List.of(), diagnostics);
    diagnostics.stopOnErrors();
    Options options = new Options(List.of(), Optional.empty(), Map.of(), Optional.ofNullable(numerics), List.of());
    List<LowerStudy.Prepared> prepared = new ArrayList<>();
    for (TopLevel.Study study : Chosen.studies(program, file, studies)) {
      prepared.add(LowerStudy.study(program, study, options, diagnostics, Compiler.SILENT));
    }
    diagnostics.stopOnErrors();
    List<BenchReport> reports = prepared.stream().map(this::measure).toList();
    if (json) {
      Map<String, Object> all = new LinkedHashMap<>();
      all.put("cartc", Version.text());
      all.put("java", Runtime.version().toString());
      all.put("studies", reports.stream().map(BenchReport::tree).toList());
      console.print(new GsonBuilder().setPrettyPrinting().serializeSpecialFloatingPointValues().create().toJson(all));
    }
    return reports.stream().allMatch(BenchReport::isComplete) ? ExitCode.FINE : ExitCode.NUMERICAL;
  }

  private void checkOptions() {
    if (threads < 1 || threads > 1024) {
      throw new Usage("--threads needs a number from 1 to 1024");
    }
    if (repeats < 1 || repeats > 10_000) {
      throw new Usage("--repeats needs a number from 1 to 10000");
    }
    if (!(floor >= 0) || absolute != null && !(absolute >= 0)) {
      throw new Usage("--floor and --absolute need a number that is not negative");
    }
    if (!tolerances.stream().allMatch(t -> t >= 1e-14 && t < 1)) {
      throw new Usage("--tolerances needs numbers from 1e-14 to 1, as in 1e-4,1e-6");
    }
  }

  private BenchReport measure(LowerStudy.Prepared prepared) {
    Measure measure = new Measure(prepared, repeats, floor, values && json);
    List<Measure.Row> rows = measure.rows(tolerances, Optional.ofNullable(absolute));
    List<Measure.Throughput> throughput = new ArrayList<>();
    if (rows.stream().allMatch(row -> row.failure().isEmpty())) {
      throughput.add(measure.throughput(1));
      if (threads > 1) {
        throughput.add(measure.throughput(threads));
      }
    }
    Optional<LaneMeasure> lanes = throughput.isEmpty() ? Optional.empty() : measure.lanes(rows.getFirst().method(), threads);
    BenchReport report = new BenchReport(prepared, rows, throughput, lanes, floor);
    if (!json) {
      report.lines().forEach(console::print);
    }
    return report;
  }
}
