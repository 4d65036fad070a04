package org.cartc.runtime.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.cartc.runtime.table.TableFault.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  @TempDir
  private Path folder;

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("cohort.csv"), bytes);
  }

  private Table table(String text) throws IOException {
    return Table.read(file(text.getBytes(StandardCharsets.UTF_8)));
  }

  private TableFault fault(Path file) {
    return catchThrowableOfType(TableFault.class, () -> Table.read(file));
  }

  private TableFault fault(String text) throws IOException {
    return fault(file(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void cellsKeepTheirPlaceNameAndLine() throws IOException {
    Table table = table("patient, TP0 ,note\r\nR1,1e10,\"a, \"\"b\"\"\nc\"\n\nR2,-.5,\n");
    assertThat(table.columns()).containsExactly("patient", "TP0", "note");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.text(0, "note")).isEqualTo("a, \"b\"\nc");
    assertThat(table.number(0, "TP0")).isEqualTo(1e10);
    assertThat(table.number(1, 1)).isEqualTo(-0.5);
    assertThat(table.isEmpty(1, 2)).isTrue();
    assertThat(List.of(table.line(0), table.line(1))).containsExactly(2, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "a,b\n1,2", "\ufeffa,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "\"a\",\"b\"\r1,2\r",
      "\n\na , b\n 1 , \"2\" \n", "\"a\" ; b\n1;2"})
  void marksSeparatorsLineEndsAndQuotesMakeNoDifference(String text) throws IOException {
    Table table = table(text);
    assertThat(table.columns()).containsExactly("a", "b");
    assertThat(table.number(0, "a")).isEqualTo(1);
    assertThat(table.number(0, "b")).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "~~                    | SHAPE    | 0 | ~~  | the file is empty | the first line names the columns",
      "\\n\\n                | SHAPE    | 0 | ~~  | the file is empty | the first line names the columns",
      "a,b\\n                | SHAPE    | 1 | ~~  | there is a header but no row below it | ~~",
      "a,b\\n1,2\\n3\\n      | SHAPE    | 3 | b   | the row has 1 cell, the header has 2 columns | a missing value is an empty cell between its separators",
      "a,b\\n1,2,3\\n        | SHAPE    | 2 | ~~  | the row has 3 cells, the header has 2 columns | quote a cell that holds the separator, and use a decimal point",
      "a,b,a\\n1,2,3\\n      | SHAPE    | 1 | a   | columns 1 and 3 have the same name | rename one of them",
      "a,,b\\n1,2,3\\n       | SHAPE    | 1 | ~~  | column 2 has no name | give it a name in the header",
      "a,b,,\\n1,2,,\\n      | SHAPE    | 1 | ~~  | column 3 has no name | remove the separators at the end of the lines",
      "a,b\\n1,\"2\\n3,4\\n  | SHAPE    | 2 | ~~  | a quoted cell is not closed | a quote inside a quoted cell is written twice",
      "a,b\\n1,\"2\"x\\n     | SHAPE    | 2 | ~~  | something stands behind the closing quote of a cell | a quote inside a quoted cell is written twice",
      "a,b\\n1,\\0\\n        | ENCODING | 2 | ~~  | this is not text: byte 6 is zero | save it as comma-separated values in UTF-8"
  })
  void aTableThatIsNoneIsRefusedWithItsLineReasonAndRemedy(String text, Kind kind, int line, String column, String reason, String remedy)
      throws IOException {
    TableFault fault = fault(text.replace("\\n", "\n").replace("\\0", "\0"));
    assertThat(fault.kind()).isEqualTo(kind);
    assertThat(fault.line().orElse(0)).isEqualTo(line);
    assertThat(fault.column().orElse("")).isEqualTo(column);
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.remedy()).isEqualTo(remedy);
    assertThat(fault.file().getFileName()).hasToString("cohort.csv");
  }

  @Test
  void textThatIsNotUtf8IsRefusedWithItsByte() throws IOException {
    TableFault latin = fault(file("a,b\n1,\u00b5g\n".getBytes(StandardCharsets.ISO_8859_1)));
    assertThat(latin).hasMessageEndingWith("cohort.csv:2: this is not UTF-8: byte 6 is 0xB5");
    assertThat(fault(file("a,b\n1,é".repeat(5000).getBytes(Charset.forName("windows-1252")))).line()).hasValue(2);
    byte[] utf16 = "\ufeffa,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE);
    assertThat(fault(file(utf16)).reason()).isEqualTo("the text is in UTF-16, not in UTF-8");
    assertThat(fault(file(new byte[] {'P', 'K', 3, 4, 0})).reason()).isEqualTo("this is a workbook or an archive, not text");
    assertThat(fault(file(new byte[] {0x1F, (byte) 0x8B, 8})).remedy()).isEqualTo("decompress it with `gunzip`");
    byte[] cut = "a\né".getBytes(StandardCharsets.UTF_8);
    assertThat(fault(file(Arrays.copyOf(cut, 3))).reason()).isEqualTo("this is not UTF-8: byte 2 is 0xC3");
  }

  @Test
  void aFileThatIsNotThereNamesThoseThatAreNear() throws IOException {
    file("a\n1\n".getBytes(StandardCharsets.UTF_8));
    TableFault misspelt = fault(folder.resolve("Cohrot.csv"));
    assertThat(misspelt.reason()).isEqualTo("there is no such file");
    assertThat(misspelt.near()).containsExactly("cohort.csv");
    assertThat(fault(folder.resolve("no/cohort.csv")).reason()).startsWith("there is no such file, nor the folder `");
    assertThat(fault(folder).reason()).isEqualTo("this is a folder, not a file");
    assertThat(fault(folder).near()).containsExactly("cohort.csv");
    assertThat(fault(Path.of("/dev/null")).reason()).isEqualTo("this is not a regular file");
  }

  @Test
  void aColumnThatIsNotThereNamesThoseThatAreNear() throws IOException {
    Table table = table("patient,beta_C\nR1,1\n");
    TableFault misspelt = catchThrowableOfType(TableFault.class, () -> table.number(0, "betaC"));
    assertThat(misspelt.near()).containsExactly("beta_C");
    assertThat(misspelt.kind()).isEqualTo(Kind.COLUMN);
    TableFault foreign = catchThrowableOfType(TableFault.class, () -> table.column("dose_per_kg"));
    assertThat(foreign.remedy()).isEqualTo("the columns are `patient`, `beta_C`");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "''       | the cell is empty where a number is needed | write the number; where there is none, leave out the row",
      "1,5      | `1,5` has a decimal comma | write `1.5`",
      "1,500,000| `1,500,000` has its digits in groups | write the digits without separators, with a decimal point",
      "1 000    | `1 000` has its digits in groups | write the digits without separators, with a decimal point",
      "NaN      | `NaN` is not a finite number | write a number; where there is none, leave out the row",
      "NA       | `NA` is not a finite number | write a number; where there is none, leave out the row",
      "-Inf     | `-Inf` is not a finite number | write a number; where there is none, leave out the row",
      "<2.5e5   | `<2.5e5` is a bound, not a number | write the limit itself and declare `below` it `censored` in the data block",
      "5 mg     | `5 mg` is a number with something behind it | write the number alone, in the unit that is declared for it",
      "10%      | `10%` is a number with something behind it | write the number alone, in the unit that is declared for it",
      "0x1p3    | `0x1p3` is a number with something behind it | write the number alone, in the unit that is declared for it",
      "1e999    | `1e999` is larger than the largest number, 1.8e308 | ''",
      "1e-999   | `1e-999` is closer to zero than the smallest number, 4.9e-324 | ''",
      "high     | `high` is not a number | ''",
      "1.2.3    | `1.2.3` is not a number | ''",
      "٣        | `٣` is not a number | ''",
      "1e       | `1e` is a number with something behind it | write the number alone, in the unit that is declared for it"
  })
  void aCellThatIsNoNumberIsRefusedWithItsPlace(String cell, String reason, String remedy) throws IOException {
    Table table = table("patient,value\nR1,1\nR2,\"" + cell + "\"\n");
    TableFault fault = catchThrowableOfType(TableFault.class, () -> table.number(1, 1));
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.remedy()).isEqualTo(remedy);
    assertThat(fault.line()).hasValue(3);
    assertThat(fault.column()).hasValue("value");
  }

  @Test
  void tooLargeIsRefusedAndNotRead() throws IOException {
    assertThat(fault("a,b\n1," + "x".repeat(3_000_000)).reason()).startsWith("a cell is too large");
    assertThat(fault("a\n\"" + "x\n".repeat(3_000_000)).reason()).isEqualTo("a quoted cell is not closed");
    TableFault wide = fault("a\n" + ",".repeat(20_000));
    assertThat(wide.reason()).isEqualTo("the line has more than 16,384 cells");
    assertThat(wide.line()).hasValue(2);
    Table digits = table("a\n" + "9".repeat(900_000));
    assertThat(catchThrowableOfType(TableFault.class, () -> digits.number(0, 0)).reason()).endsWith("...` is not a number");
  }

  @Test
  void anyBytesAreATableOrAFault() throws IOException {
    Random random = new Random(6);
    byte[] common = "ab1,;\t\"\n\r .\0é\ufeff".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int k = 0; k < bytes.length; k++) {
        bytes[k] = common[random.nextInt(i % 2 == 0 ? 11 : common.length)];
      }
      Path file = file(bytes);
      try {
        Table table = Table.read(file);
        assertThat(table.text(table.rows() - 1, table.columns().size() - 1)).isNotNull();
      } catch (TableFault fault) {
        assertThat(fault.reason()).isNotBlank();
      }
    }
  }
}
