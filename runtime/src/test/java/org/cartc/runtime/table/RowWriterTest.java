package org.cartc.runtime.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowWriterTest {
  @TempDir
  private Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @CsvSource({
      "0, 0", "-0.0, -0", "1, 1", "-3, -3", "1e7, 10000000", "1e15, 1000000000000000", "1e16, 1e16", "1.5e300, 1.5e300", "0.1, 0.1",
      "1e-4, 0.0001",
      "1e-5, 1e-5", "1.2e-7, 1.2e-7", "-1.25e-9, -1.25e-9", "4.9e-324, 4.9e-324", "NaN, ''", "Infinity, inf",
      "-Infinity, -inf", "2e-3, 0.002",
      "1.7976931348623157e308, 1.7976931348623157e308", "2.2250738585072014e-308, 2.2250738585072014e-308",
      "123456.789, 123456.789", "2e23, 2e23"
  })
  void numbersAreShortAndTidy(double number, String text) {
    assertThat(Decimal.text(number)).isEqualTo(text);
  }

  @Test
  void everyFiniteNumberReadsBackAsItself() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      double near = random.nextGaussian() * Math.pow(10, random.nextInt(30) - 10);
      double number = i % 2 == 0 ? Double.longBitsToDouble(random.nextLong()) : near;
      if (Double.isFinite(number)) {
        assertThat(Decimal.read(Decimal.text(number))).isEqualTo(new Decimal.Reading.Value(number));
      }
    }
  }

  @Test
  void tableReadsBackAsWritten() throws IOException {
    Path file = folder.resolve("out/a/figure5.csv");
    try (RowWriter rows = RowWriter.open(file, List.of("t", "name", "a, b"))) {
      rows.cell(0.5).cell("plain").cell("with \"quotes\", commas\nand lines").end();
      rows.cell(Double.NaN).cell("").cell("é 腫").end();
      rows.commit();
    }
    assertThat(Files.readString(file)).isEqualTo("t,name,\"a, b\"\n0.5,plain,\"with \"\"quotes\"\", commas\nand lines\"\n,,é 腫\n");
    Table table = Table.read(file);
    assertThat(table.columns()).containsExactly("t", "name", "a, b");
    assertThat(table.text(0, 2)).isEqualTo("with \"quotes\", commas\nand lines");
    assertThat(table.isEmpty(1, 0)).isTrue();
    assertThat(table.text(1, 2)).isEqualTo("é 腫");
  }

  @Test
  void anEmptyCellOfASingleColumnIsARow() {
    Path file = folder.resolve("one.csv");
    try (RowWriter rows = RowWriter.open(file, List.of("pfs"))) {
      rows.row(1);
      rows.row(Double.NaN);
      rows.row(3);
      rows.commit();
    }
    Table table = Table.read(file);
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.isEmpty(1, 0)).isTrue();
  }

  @Test
  void whatIsNotCommittedLeavesNothing() throws IOException {
    Path file = folder.resolve("a.csv");
    AtomicFile.write(file, "before");
    try (RowWriter rows = RowWriter.open(file, List.of("t"))) {
      rows.row(1);
    }
    assertThat(file).hasContent("before");
    assertThat(names()).containsExactly("a.csv");
  }

  @Test
  void aPartialTableGoesUnderItsOwnName() throws IOException {
    Path file = folder.resolve("a.csv");
    try (RowWriter rows = RowWriter.open(file, List.of("t"))) {
      rows.row(1);
      rows.commit(folder.resolve("a.partial.csv"));
    }
    assertThat(names()).containsExactly("a.partial.csv");
    assertThat(folder.resolve("a.partial.csv")).hasContent("t\n1\n");
  }

  @Test
  void whatAnEndedRunLeftIsReplaced() throws IOException {
    Files.writeString(folder.resolve(".a.csv.tmp"), "rest of a run that was ended");
    AtomicFile.write(folder.resolve("a.csv"), "new");
    assertThat(names()).containsExactly("a.csv");
    assertThat(folder.resolve("a.csv")).hasContent("new");
  }

  @Test
  void aRowNeedsACellForEveryColumn() {
    try (RowWriter rows = RowWriter.open(folder.resolve("a.csv"), List.of("t", "x"))) {
      assertThatThrownBy(() -> rows.row(1)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(rows::commit).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aTargetThatCannotBeWrittenIsAFault() throws IOException {
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("file"), "");
    assertThat(reason(folder.resolve("sub"))).isEqualTo("this is a folder, so no file of that name can be written");
    assertThat(reason(folder.resolve("file/a.csv"))).isEqualTo("a part of its path is a file, not a folder");
    assertThat(reason(folder.resolve("x".repeat(300)))).isEqualTo("the name of the file is too long");
    assertThat(reason(Path.of("/dev/full"))).isEqualTo("this is not a regular file");
    assertThat(reason(new IOException("No space left on device"))).isEqualTo("there is no space left for the file");
    assertThat(reason(new AccessDeniedException("a"))).startsWith("you may not write in the folder");
    assertThat(reason(new FileSystemException("a", "", "Read-only file system"))).endsWith("is read-only");
  }

  private String reason(IOException e) {
    return AtomicFile.fault(folder.resolve("a"), e).reason();
  }

  private String reason(Path target) {
    return catchThrowableOfType(TableFault.class, () -> AtomicFile.write(target, "x")).reason();
  }

  /** The writer holds no rows, they pass through a buffer; the reader keeps their characters and four bytes per cell. */
  @Test
  void aMillionRowsAreWrittenAndRead() {
    Path file = folder.resolve("million.csv");
    try (RowWriter rows = RowWriter.open(file, List.of("row", "x", "y"))) {
      for (int i = 0; i < 1_000_000; i++) {
        rows.row(i, i / 1000.0, 1e-9 * i);
      }
      rows.commit();
    }
    Table table = Table.read(file);
    assertThat(table.rows()).isEqualTo(1_000_000);
    for (int i = 0; i < 1_000_000; i += 9973) {
      assertThat(table.number(i, 0)).isEqualTo(i);
      assertThat(table.number(i, 1)).isEqualTo(i / 1000.0);
      assertThat(table.number(i, 2)).isEqualTo(1e-9 * i);
    }
  }
}
