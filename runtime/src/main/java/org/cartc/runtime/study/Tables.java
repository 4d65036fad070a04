package org.cartc.runtime.study;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cartc.runtime.table.RowText;
import org.cartc.runtime.table.RowWriter;

/**
 * Writes the tables of a study while the runs come in: S.csv, unless it shows no column, and S.values.csv, which waits for the last run
 * if values compare runs. Nothing half-written gets its final name.
 *
 * <p>What must be said of the data, such as that a cohort is reconstructed, stands in a last column `note`; a study without such data
 * has no such column.
 */
public final class Tables implements AutoCloseable {
  private final Study study;
  private final Path folder;
  private final Optional<RowWriter> rows;
  private final Optional<RowWriter> values;
  private final byte[] note;
  private final int[] columns;
  private final int[] shown;
  private final boolean late;
  private final List<byte[]> names = new ArrayList<>();
  private final List<byte[]> units = new ArrayList<>();
  private long count;

  /** The rows of one run in both tables. */
  public record Text(RowText rows, int count, RowText values) {}

  public Tables(Study study, Path folder) {
    this.study = study;
    this.folder = folder;
    List<Study.Column> recorded = study.columns();
    columns = indices(recorded.stream().map(Study.Column::shown).toList());
    shown = indices(study.values().stream().map(Study.Value::shown).toList());
    late = study.values().stream().anyMatch(Study.Value::late);
    note = study.notes().isEmpty() ? new byte[0] : RowText.cells(List.of(String.join("; ", study.notes())));
    for (int i : shown) {
      Study.Value value = study.values().get(i);
      names.add(RowText.cells(List.of(value.name())));
      units.add(RowText.cells(List.of(value.unit().isEmpty() ? "1" : value.unit())));
    }
    List<String> header = new ArrayList<>(study.keys());
    header.add("time");
    for (int i : columns) {
      header.add(study.keys().contains(recorded.get(i).name()) ? recorded.get(i).name() + "(time)" : recorded.get(i).name());
    }
    rows = columns.length == 0 ? Optional.empty() : Optional.of(RowWriter.open(file(".csv"), noted(header)));
    List<String> valueHeader = new ArrayList<>(study.keys());
    valueHeader.addAll(List.of("name", "value", "unit"));
    values = shown.length == 0 ? Optional.empty() : Optional.of(RowWriter.open(file(".values.csv"), noted(valueHeader)));
  }

  private static int[] indices(List<Boolean> shown) {
    return IntStream.range(0, shown.size()).filter(shown::get).toArray();
  }

  private Path file(String end) {
    return folder.resolve(study.name() + end);
  }

  private List<String> noted(List<String> header) {
    if (note.length > 0) {
      header.add(header.contains("note") ? "note(data)" : "note");
    }
    return header;
  }

  /** The rows of a run, made on any thread. */
  public Text text(TrialResult result) {
    byte[] keys = keys(result.trial().keys());
    RowText curves = new RowText();
    int recorded = rows.isEmpty() ? 0 : result.rows().length;
    for (int i = 0; i < recorded; i++) {
      curves.cells(keys).cell(study.times()[i]);
      for (int column : columns) {
        curves.cell(result.rows()[i][column]);
      }
      curves.cells(note).end();
    }
    RowText numbers = new RowText();
    if (!late) {
      values(numbers, keys, result.values());
    }
    return new Text(curves, recorded, numbers);
  }

  private static byte[] keys(List<Key> keys) {
    return RowText.cells(keys.stream().map(Key::text).toList());
  }

  private void values(RowText text, byte[] keys, double[] of) {
    for (int i = 0; i < shown.length; i++) {
      text.cells(keys).cells(names.get(i)).cell(of[shown[i]]).cells(units.get(i)).cells(note).end();
    }
  }

  /** Writes the rows of the next run. */
  public void add(Text text) {
    rows.ifPresent(writer -> writer.rows(text.rows()));
    values.ifPresent(writer -> writer.rows(text.values()));
    count += text.count();
  }

  /** Writes the rows of the next run. */
  public void add(TrialResult result) {
    add(text(result));
  }

  /** How many rows of curves were written. */
  public long rows() {
    return count;
  }

  /**
   * Gives the tables their names and returns the files. After a failure the curves are kept as S.partial.csv, where there are none the
   * values of single runs as S.values.partial.csv.
   */
  public List<Path> commit(Collected collected) {
    if (collected.failures() > 0) {
      return partial();
    }
    List<Path> files = new ArrayList<>();
    rows.ifPresent(writer -> {
      writer.commit();
      files.add(file(".csv"));
    });
    values.ifPresent(writer -> {
      if (late) {
        addLate(writer, collected);
      }
      writer.commit();
      files.add(file(".values.csv"));
    });
    collected.correlations().ifPresent(correlations -> files.add(correlations(correlations)));
    return files;
  }

  private Path correlations(Correlations correlations) {
    Sensitivity sensitivity = correlations.sensitivity();
    List<String> header = new ArrayList<>(study.keys());
    header.remove(Sensitivity.KEY);
    header.addAll(List.of("parameter", "quantity", sensitivity.measure().name().toLowerCase(Locale.ROOT), "runs"));
    Path file = file("." + sensitivity.name() + ".csv");
    try (RowWriter writer = RowWriter.open(file, noted(header))) {
      for (Correlations.Group group : correlations.groups()) {
        for (int p = 0; p < sensitivity.parameters().size(); p++) {
          for (int q = 0; q < sensitivity.quantities().size(); q++) {
            group.keys().forEach(key -> writer.cell(key.text()));
            writer.cell(sensitivity.parameters().get(p)).cell(sensitivity.quantities().get(q).label()).cell(group.numbers()[q][p])
                .cell(group.counts()[q]);
            if (note.length > 0) {
              writer.cell(String.join("; ", study.notes()));
            }
            writer.end();
          }
        }
      }
      writer.commit();
    }
    return file;
  }

  private List<Path> partial() {
    boolean curves = rows.isPresent();
    Optional<RowWriter> kept = curves ? rows : late ? Optional.empty() : values;
    Path file = file(curves ? ".partial.csv" : ".values.partial.csv");
    kept.ifPresent(writer -> writer.commit(file));
    return kept.isPresent() ? List.of(file) : List.of();
  }

  private void addLate(RowWriter writer, Collected collected) {
    double[] of = new double[study.values().size()];
    for (int run = 0; run < collected.runs(); run++) {
      for (int i = 0; i < of.length; i++) {
        of[i] = collected.value(run, i);
      }
      RowText text = new RowText();
      values(text, keys(collected.keys(run)), of);
      writer.rows(text);
    }
  }

  @Override
  public void close() {
    rows.ifPresent(RowWriter::close);
    values.ifPresent(RowWriter::close);
  }
}
