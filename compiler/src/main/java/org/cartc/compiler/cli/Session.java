package org.cartc.compiler.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.runtime.plot.Drawing;
import org.cartc.runtime.plot.Figure;
import org.cartc.runtime.report.Html;
import org.cartc.runtime.report.Report;
import org.cartc.runtime.study.Collected;
import org.cartc.runtime.study.Execution;
import org.cartc.runtime.study.Figures;
import org.cartc.runtime.study.Tables;
import org.cartc.runtime.study.TrialResult;
import org.cartc.runtime.table.AtomicFile;

/** Runs prepared studies one after the other and writes what they give. */
final class Session {
  private final Program program;
  private final List<LowerStudy.Prepared> studies;
  private final Path out;
  private final int threads;
  private final boolean figures;
  private final Console console;
  private final Manifest manifest;
  private final List<Report.Section> sections = new ArrayList<>();
  private final List<Diagnostic> failures = new ArrayList<>();

  Session(Program program, List<LowerStudy.Prepared> studies, Path out, int threads, boolean figures, Console console) {
    this.program = program;
    this.studies = studies;
    this.out = out;
    this.threads = threads;
    this.figures = figures;
    this.console = console;
    this.manifest = new Manifest(program);
  }

  /** @param start when the command started, as {@link System#nanoTime} */
  int run(long start) {
    for (LowerStudy.Prepared prepared : studies) {
      run(prepared);
    }
    if (figures) {
      Path report = out.resolve("report.html");
      AtomicFile.write(report, Html.page(ReportOf.sections(program, sections, manifest)));
      console.print("report: " + report);
    }
    AtomicFile.write(out.resolve("manifest.json"), manifest.text(start, threads));
    console.diagnostics(failures);
    return failures.isEmpty() ? ExitCode.FINE : ExitCode.NUMERICAL;
  }

  private void run(LowerStudy.Prepared prepared) {
    long start = System.nanoTime();
    Collected collected = new Collected(prepared.study(), figures);
    List<Path> files = new ArrayList<>();
    Work work = new Work();
    try (Tables tables = new Tables(prepared.study(), out);
        Progress progress = Progress.of(prepared.study().name(), prepared.count(), console);
        Cleanup cleanup = Cleanup.onInterrupt(tables, progress, () -> interrupted(prepared))) {
      work.lanes = Execution.run(prepared.study(), prepared.trials(), prepared.count(), prepared.lanes(), threads,
          result -> new Ended(collected.needed(result), tables.text(result)), ended -> {
            tables.add(ended.text());
            collected.add(ended.result());
            work.add(ended.result());
            ended.result().failure().ifPresent(f -> fail(prepared, ended.result(), collected.failures()));
            progress.done();
          });
      collected.finish();
      files.addAll(tables.commit(collected));
      cleanup.done();
      if (collected.failures() > 0) {
        keptRows(prepared, collected, tables.rows(), files);
        sections.add(ReportOf.failed(prepared.study(), failures.get(failures.size() - 1)));
        return;
      }
    }
    List<Figure> drawn = figures ? Figures.of(collected) : List.of();
    for (Figure figure : drawn) {
      AtomicFile.write(out.resolve(figure.name() + ".svg"), Drawing.svg(figure).getBytes(StandardCharsets.UTF_8));
      AtomicFile.write(out.resolve(figure.name() + ".png"), Drawing.png(figure));
    }
    Summary summary = new Summary(collected, prepared, work.steps, (System.nanoTime() - start) * 1e-9);
    summary.print(console, files, drawn.size());
    sections.add(ReportOf.section(summary, drawn));
    manifest.add(prepared, collected.runs(), work.steps, work.switches, work.lanes);
  }

  private void interrupted(LowerStudy.Prepared prepared) {
    console.error("cartc: interrupted; nothing of study " + prepared.study().name() + " was written");
  }

  /** A run that has ended, and its rows. */
  private record Ended(TrialResult result, Tables.Text text) {}

  /** Counts the steps of all runs, and keeps the first changes of method. */
  private static final class Work {
    private static final int MOST_SWITCHES = 20;
    private final List<String> switches = new ArrayList<>();
    private Optional<Execution.Lanes> lanes = Optional.empty();
    private long steps;

    void add(TrialResult result) {
      steps += result.statistics().accepted() + result.statistics().rejected();
      result.statistics().switches().stream().limit(MOST_SWITCHES - switches.size())
          .forEach(s -> switches.add("t = " + Summary.number(s.time()) + ": " + s.method() + ", " + s.reason()));
    }
  }

  private void fail(LowerStudy.Prepared prepared, TrialResult result, int before) {
    if (before <= 1) {
      failures.add(ExplainFailure.of(prepared, result));
    }
  }

  private void keptRows(LowerStudy.Prepared prepared, Collected collected, long rows, List<Path> partial) {
    Diagnostic first = failures.remove(failures.size() - 1);
    int others = collected.failures() - 1;
    String kept = partial.isEmpty() ? ""
        : rows == 0 ? "the values were kept in " + partial.get(0) + "; "
            : (rows == 1 ? "1 row was" : rows + " rows were") + " kept in " + partial.get(0) + "; ";
    failures.add(first.note(kept + prepared.study().name() + (rows == 0 ? ".values" : "") + ".csv was not written"
        + (others > 0 ? "; " + others + " more of " + collected.runs() + " runs failed" : "")));
  }
}
