package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.cli.Invocation;
import org.cartc.runtime.table.Table;

/** The tables that {@code cartc run} wrote for one study. Tests share them: each command runs once; those of an earlier build go first. */
final class Outputs {
  private static final Path FOLDERS = emptied(Path.of("target", "published"));
  private static final Map<List<String>, Outputs> MADE = new HashMap<>();

  private final Path folder;
  private final String study;
  private final Map<String, Table> tables = new HashMap<>();
  private final Map<Map<String, String>, Double> values = new LinkedHashMap<>();

  private Outputs(Path folder, String study) {
    this.folder = folder;
    this.study = study;
  }

  /**
   * @param file relative to the top level, or absolute
   * @param options further options of the command
   */
  static synchronized Outputs of(String file, String study, String... options) {
    List<String> arguments = new ArrayList<>(List.of("run", ReferenceData.topLevel().resolve(file).toString(), "--study", study));
    arguments.addAll(List.of(options));
    return MADE.computeIfAbsent(arguments, Outputs::run);
  }

  private static Outputs run(List<String> arguments) {
    try {
      Path folder = Files.createTempDirectory(FOLDERS, "run");
      List<String> all = new ArrayList<>(arguments);
      all.addAll(List.of("--no-figures", "--out", folder.toString()));
      Invocation invocation = Invocation.of(all.toArray(String[]::new));
      assertThat(invocation.exit()).as(invocation.err()).isZero();
      return new Outputs(folder, arguments.get(3));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path emptied(Path folder) {
    try {
      Files.createDirectories(folder);
      try (Stream<Path> old = Files.walk(folder)) {
        for (Path path : old.sorted(Comparator.reverseOrder()).filter(p -> !p.equals(folder)).toList()) {
          Files.delete(path);
        }
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The curves, S.csv. */
  Table curves() {
    return table(study + ".csv");
  }

  /** The values as they were written, S.values.csv. */
  Table valueTable() {
    return table(study + ".values.csv");
  }

  /** The text of manifest.json. */
  String manifest() {
    try {
      return Files.readString(folder.resolve("manifest.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Table table(String name) {
    return tables.computeIfAbsent(name, n -> Table.read(folder.resolve(n)));
  }

  /** The rows of a table whose key has a value. */
  static List<Integer> rows(Table table, String key, String value) {
    List<Integer> rows = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      if (table.text(row, key).equals(value)) {
        rows.add(row);
      }
    }
    return rows;
  }

  /** One column of the curves, of the rows whose key has a value. */
  double[] curve(String column, String key, String value) {
    Table table = curves();
    return rows(table, key, value).stream().mapToDouble(row -> table.number(row, column)).toArray();
  }

  /** All values: the keys of each, {@code name} and {@code unit} among them; NaN for one that is missing. */
  Map<Map<String, String>, Double> values() {
    if (values.isEmpty()) {
      Table table = valueTable();
      int value = table.column("value");
      for (int row = 0; row < table.rows(); row++) {
        Map<String, String> keys = new HashMap<>();
        for (String column : table.columns()) {
          keys.put(column, table.text(row, column));
        }
        keys.remove("value");
        keys.remove("note");
        values.put(keys, table.isEmpty(row, value) ? Double.NaN : table.number(row, value));
      }
    }
    return values;
  }

  /** The value of a name for the run with these keys and texts, in turn. */
  double value(String name, String... keys) {
    Map<String, String> wanted = new HashMap<>(Map.of("name", name));
    for (int i = 0; i < keys.length; i += 2) {
      wanted.put(keys[i], keys[i + 1]);
    }
    Collection<Double> found = values().entrySet().stream()
        .filter(e -> e.getKey().entrySet().containsAll(wanted.entrySet())).map(Map.Entry::getValue).toList();
    assertThat(found).as(study + " " + wanted).hasSize(1);
    return found.iterator().next();
  }
}
