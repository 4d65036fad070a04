package org.cartc.runtime.report;

import java.util.List;
import org.cartc.runtime.plot.Figure;

/**
 * What a run found, ready to be read. All texts are plain, without markup; any of them may be empty.
 *
 * @param title of the page, such as the model's name
 * @param subtitle one line below it
 * @param doc what the model is; an empty line begins a paragraph
 * @param sections one per study, in the order of the file
 * @param provenance how the values were made: version, numerics, hash of the model; no date, so that equal runs give equal pages
 */
public record Report(String title, String subtitle, String doc, List<Section> sections, List<Fact> provenance) {
  public Report {
    sections = List.copyOf(sections);
    provenance = List.copyOf(provenance);
  }

  /**
   * A study.
   *
   * @param doc what the study asks; an empty line begins a paragraph
   * @param paragraphs what was found
   * @param notes warnings that must be read with the results
   */
  public record Section(String name, String doc, List<String> paragraphs, List<String> notes, List<Figure> figures, List<Table> tables) {
    public Section {
      paragraphs = List.copyOf(paragraphs);
      notes = List.copyOf(notes);
      figures = List.copyOf(figures);
      tables = List.copyOf(tables);
    }
  }

  /** A table; every row has as many cells as there are columns. */
  public record Table(String caption, List<String> columns, List<List<String>> rows) {
    public Table {
      columns = List.copyOf(columns);
      rows = rows.stream().map(List::copyOf).toList();
      for (var row : rows) {
        if (row.size() != columns.size()) {
          throw new IllegalArgumentException("a row of " + row.size() + " cells in a table of " + columns.size() + " columns: " + caption);
        }
      }
    }
  }

  /** One line of the provenance, such as {@code model} and its hash. */
  public record Fact(String name, String value) {}
}
