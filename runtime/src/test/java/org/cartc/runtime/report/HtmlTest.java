package org.cartc.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cartc.runtime.plot.Figure;
import org.cartc.runtime.plot.Gallery;
import org.cartc.runtime.report.Report.Fact;
import org.cartc.runtime.report.Report.Section;
import org.cartc.runtime.report.Report.Table;
import org.junit.jupiter.api.Test;

class HtmlTest {
  /** Writes a page to look at into the file that it is given. */
  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), Html.page(sample(Gallery.figures())));
  }

  private static Report sample(List<Figure> figures) {
    var rows = IntStream.range(0, 100).mapToObj(i -> List.of("patient_" + i, Double.toString(i * 1.5), i % 3 == 0 ? "" : "1e" + i))
        .toList();
    var wide = IntStream.range(0, 25).mapToObj(i -> "observable_" + i + " [cell]").toList();
    return new Report("CAR-T & <solid> tumours", "A model of \"response\"", "First paragraph.\n\nSecond paragraph.", List.of(
        new Section("figure5", "Which plan holds the tumour longest?", List.of("PFS was 76 day <b>under</b> control."),
            List.of("R1\u2013R8 are a reconstructed cohort."), figures,
            List.of(new Table("Progression-free survival", List.of("plan", "PFS [day]"), List.of(List.of("control", "76"),
                List.of("CAR-T", "210.5"))))),
        new Section("tables", "", List.of(), List.of(), List.of(),
            List.of(new Table("All patients", List.of("patient", "PFS [day]", "C_max [cell]"), rows),
                new Table("Many columns", wide, List.of(wide.stream().map(name -> "1.25e7").toList()))))),
        List.of(new Fact("version", "0.1.0"), new Fact("numerics", "rtol 1e-8, atol 1e-6"), new Fact("model",
            "sha256:0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0")));
  }

  private final String page = Html.page(sample(Gallery.figures()));

  @Test
  void textsAreEscaped() {
    assertThat(page).contains("CAR-T &amp; &lt;solid&gt; tumours", "&lt;b&gt;under&lt;/b&gt;").doesNotContain("<solid>", "<b>under");
  }

  @Test
  void thePageAsksForNothingOutside() {
    var links = Pattern.compile("https?://[^\"'\\s)]*").matcher(page).results().map(found -> found.group()).distinct();
    assertThat(links).as("only the name of the SVG format").containsExactly("http://www.w3.org/2000/svg");
    assertThat(page).doesNotContain("<script", "<link", "@import", "url(", " src=");
  }

  @Test
  void idsAreDistinct() {
    var ids = Pattern.compile(" id=\"([^\"]*)\"").matcher(page).results().map(found -> found.group(1)).toList();
    assertThat(ids).doesNotHaveDuplicates().contains("study-1", "study-2", "provenance");
  }

  @Test
  void equalReportsGiveEqualPages() {
    assertThat(Html.page(sample(Gallery.figures()))).isEqualTo(page);
  }

  @Test
  void longTablesAreCollapsedAndNumbersFlushRight() {
    assertThat(page).containsOnlyOnce("<details>").contains("All patients · 100 rows", "<td>control</td><td class=\"number\">76</td>");
  }

  @Test
  void aReportOfOneStudyNeedsNoNavigation() {
    var section = new Section("only", "", List.of(), List.of(), List.of(), List.of());
    assertThat(Html.page(new Report("model", "", "", List.of(section), List.of()))).doesNotContain("<nav", "Provenance", "subtitle\">");
  }

  @Test
  void aRowOfAnotherLengthIsRejected() {
    assertThatThrownBy(() -> new Table("t", List.of("a", "b"), List.of(List.of("1")))).isInstanceOf(IllegalArgumentException.class);
  }
}
