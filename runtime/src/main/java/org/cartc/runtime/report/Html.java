package org.cartc.runtime.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cartc.runtime.plot.Drawing;
import org.cartc.runtime.plot.Figure;

/** Writes a report as one HTML file that needs no other file and no network. Equal reports give equal bytes. */
public final class Html {
  private static final int LONG_TABLE = 30;
  private static final Pattern NUMBER =
      Pattern.compile("[-+\u2212]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?|[-+\u2212]?(NaN|Inf|Infinity)|");

  private Html() {}

  /** The page, to be saved as UTF-8. */
  public static String page(Report report) {
    var chapters = IntStream.range(0, report.sections().size()).mapToObj(i -> chapter(i + 1, report.sections().get(i))).toList();
    return template().execute(new Page(report.title(), report.subtitle(), paragraphs(report.doc()), resource("report.css"), chapters,
        chapters.size() > 1, report.provenance()));
  }

  private static Template template() {
    return Mustache.compiler().escapeHTML(true).emptyStringIsFalse(true).zeroIsFalse(true).compile(resource("report.mustache"));
  }

  private static String resource(String name) {
    try (var stream = Html.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the resource " + name + " cannot be read", e);
    }
  }

  record Page(String title, String subtitle, List<String> doc, String style, List<Chapter> chapters, boolean several,
      List<Report.Fact> provenance) {}

  record Chapter(int number, String name, List<String> doc, List<String> paragraphs, List<String> notes, List<Plate> figures,
      List<Grid> tables) {}

  record Plate(String name, String svg) {}

  record Grid(String caption, boolean collapsed, int count, List<Cell> columns, List<Row> rows) {}

  record Row(List<Cell> cells) {}

  /** A cell's text; numbers are set flush right. */
  record Cell(String text, boolean number) {}

  private static Chapter chapter(int number, Report.Section section) {
    return new Chapter(number, section.name(), paragraphs(section.doc()), section.paragraphs(), section.notes(),
        section.figures().stream().map(Html::plate).toList(), section.tables().stream().map(Html::grid).toList());
  }

  private static Plate plate(Figure figure) {
    return new Plate(figure.name(), Drawing.svg(figure));
  }

  private static List<String> paragraphs(String doc) {
    return Stream.of(doc.split("\\R\\s*\\R")).map(String::strip).filter(text -> !text.isEmpty()).toList();
  }

  private static Grid grid(Report.Table table) {
    var numeric = IntStream.range(0, table.columns().size()).mapToObj(c -> numeric(table, c)).toList();
    return new Grid(table.caption(), table.rows().size() > LONG_TABLE, table.rows().size(), cells(table.columns(), numeric),
        table.rows().stream().map(row -> new Row(cells(row, numeric))).toList());
  }

  private static List<Cell> cells(List<String> texts, List<Boolean> numeric) {
    return IntStream.range(0, texts.size()).mapToObj(c -> new Cell(texts.get(c), numeric.get(c))).toList();
  }

  private static boolean numeric(Report.Table table, int column) {
    return !table.rows().isEmpty() && table.rows().stream().allMatch(row -> NUMBER.matcher(row.get(column).strip()).matches());
  }
}
