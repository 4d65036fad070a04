package org.cartc.compiler.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.syntax.Doc;
import org.cartc.compiler.syntax.TopLevel;
import org.cartc.runtime.plot.Figure;
import org.cartc.runtime.report.Report;
import org.cartc.runtime.study.Study;

/** Puts what studies found into a report. */
final class ReportOf {
  private ReportOf() {}

  static Report.Section section(Summary summary, List<Figure> figures) {
    Study study = summary.study();
    boolean values = study.values().stream().anyMatch(Study.Value::shown);
    List<Report.Table> tables = values ? List.of(new Report.Table(caption(study), summary.header(), summary.rows())) : List.of();
    return new Report.Section(study.name(), study.doc(), List.of(summary.workWithoutTime()), notes(summary, values), figures, tables);
  }

  private static List<String> notes(Summary summary, boolean values) {
    List<String> notes = new ArrayList<>(summary.notes());
    if (values && summary.more() > 0) {
      notes.add("The table shows the first runs; " + summary.more() + " more are in " + summary.study().name() + ".values.csv.");
    }
    return notes;
  }

  /** The section of a study with a run that could not be finished: why, and no values. */
  static Report.Section failed(Study study, Diagnostic failure) {
    List<String> notes = new ArrayList<>(List.of(failure.message()));
    notes.addAll(failure.notes());
    return new Report.Section(study.name(), study.doc(), List.of(), notes, List.of(), List.of());
  }

  private static String caption(Study study) {
    return study.notes().isEmpty() ? "Values" : "Values (" + String.join("; ", study.notes()) + ")";
  }

  static Report sections(Program program, List<Report.Section> sections, Manifest manifest) {
    String file = java.nio.file.Path.of(program.main().source().name()).getFileName().toString();
    String models = program.models().values().stream().map(TopLevel.Model::name).map(Object::toString).collect(Collectors.joining(", "));
    String doc = program.models().values().stream().flatMap(m -> m.doc().stream()).map(Doc::text).collect(Collectors.joining("\n\n"));
    return new Report(models.isEmpty() ? file : models, "studies of " + file, doc, sections, manifest.facts());
  }
}
