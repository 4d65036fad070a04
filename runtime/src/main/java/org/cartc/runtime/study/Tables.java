package org.cartc.runtime.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cartc.runtime.table.RowWriter;

/**
 * Writes the tables of a study: S.csv while the runs come in, S.values.csv when all are known. Nothing half-written gets its final name.
 *
 * <p>What must be said of the data, such as that a cohort is reconstructed, stands in a last column `note`; a study without such data
 * has no such column.
 */
public final class Tables implements AutoCloseable {
  private final Study study;
  private final Path folder;
  private final RowWriter rows;
  private final String note;
  private final List<Integer> shown = new ArrayList<>();
  private long count;

  public Tables(Study study, Path folder) {
    this.study = study;
    this.folder = folder;
    List<String> header = new ArrayList<>(study.keys());
    header.add("time");
    for (int i = 0; i < study.columns().size(); i++) {
      if (study.columns().get(i).shown()) {
        shown.add(i);
        header.add(study.keys().contains(study.columns().get(i).name()) ? study.columns().get(i).name() + "(time)"
            : study.columns().get(i).name());
      }
    }
    this.note = String.join("; ", study.notes());
    this.rows = RowWriter.open(folder.resolve(study.name() + ".csv"), noted(header));
  }

  private List<String> noted(List<String> header) {
    if (!note.isEmpty()) {
      header.add(header.contains("note") ? "note(data)" : "note");
    }
    return header;
  }

  private void end(RowWriter writer) {
    if (!note.isEmpty()) {
      writer.cell(note);
    }
    writer.end();
  }

  /** Writes the rows of one run. */
  public void add(TrialResult result) {
    for (int i = 0; i < result.rows().length; i++) {
      keys(rows, result);
      rows.cell(study.times()[i]);
      for (int column : shown) {
        rows.cell(result.rows()[i][column]);
      }
      end(rows);
      count++;
    }
  }

  private static void keys(RowWriter writer, TrialResult result) {
    result.trial().keys().forEach(key -> writer.cell(key.text()));
  }

  /** How many rows were written. */
  public long rows() {
    return count;
  }

  /** Gives the tables their names and returns the files; after a failure the rows are kept as S.partial.csv and there are no values. */
  public List<Path> commit(Collected collected) {
    if (collected.failures() > 0) {
      Path partial = folder.resolve(study.name() + ".partial.csv");
      rows.commit(partial);
      return List.of(partial);
    }
    List<Path> files = new ArrayList<>();
    rows.commit();
    files.add(folder.resolve(study.name() + ".csv"));
    if (study.values().stream().anyMatch(Study.Value::shown)) {
      files.add(values(collected));
    }
    return files;
  }

  private Path values(Collected collected) {
    Path file = folder.resolve(study.name() + ".values.csv");
    List<String> header = new ArrayList<>(study.keys());
    header.addAll(List.of("name", "value", "unit"));
    try (RowWriter writer = RowWriter.open(file, noted(header))) {
      for (TrialResult result : collected.results()) {
        for (int i = 0; i < study.values().size(); i++) {
          Study.Value value = study.values().get(i);
          if (value.shown()) {
            keys(writer, result);
            writer.cell(value.name()).cell(result.values()[i]).cell(value.unit().isEmpty() ? "1" : value.unit());
            end(writer);
          }
        }
      }
      writer.commit();
    }
    return file;
  }

  @Override
  public void close() {
    rows.close();
  }
}
