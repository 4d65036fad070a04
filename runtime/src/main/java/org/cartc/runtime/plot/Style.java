package org.cartc.runtime.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cartc.runtime.plot.Figure.Panel;
import org.cartc.runtime.plot.Figure.Series;
import org.cartc.runtime.plot.Mark.Pen;
import org.cartc.runtime.plot.Mark.Symbol;

/** How the series of one label look. The n-th label of a figure has the n-th style. */
record Style(String colour, List<Double> dashes, Symbol symbol) {
  static final String INK = "#222222";
  static final String FAINT_INK = "#5A5A5A";
  static final String AXIS = "#555555";
  static final String GRID = "#E4E4E4";
  static final String PAPER = "#FFFFFF";
  private static final Style UNNAMED = new Style("#9A9A9A", List.of(), Symbol.CIRCLE);

  /** Okabe and Ito, "Color Universal Design" (2008), without the yellow that is faint on white. */
  private static final List<String> COLOURS = List.of("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000");

  private static final List<List<Double>> DASHES =
      List.of(List.of(), List.of(7.0, 3.0), List.of(1.6, 2.6), List.of(9.0, 3.0, 1.6, 3.0), List.of(4.0, 2.0));

  static Style numbered(int n) {
    var symbols = Symbol.values();
    return new Style(COLOURS.get(n % COLOURS.size()), DASHES.get(n / COLOURS.size() % DASHES.size()),
        symbols[(n + n / COLOURS.size()) % symbols.length]);
  }

  /** The styles of all labels of a figure, in the order of their first series. */
  static Map<String, Style> named(Figure figure) {
    var styles = new LinkedHashMap<String, Style>();
    for (var panel : figure.panels()) {
      for (var series : panel.series()) {
        if (!series.label().isEmpty() && !styles.containsKey(series.label())) {
          styles.put(series.label(), numbered(styles.size()));
        }
      }
    }
    return styles;
  }

  /** The style of a series: that of its label; without a label grey, or the first colours where nothing in the panel has one. */
  static Style of(Series series, Panel panel, Map<String, Style> named) {
    if (!series.label().isEmpty()) {
      return named.get(series.label());
    }
    var crowd = panel.series().size() > COLOURS.size() || panel.series().stream().anyMatch(other -> !other.label().isEmpty());
    return crowd ? UNNAMED : numbered(panel.series().indexOf(series));
  }

  Pen pen() {
    return new Pen(colour, this == UNNAMED ? 0.8 : 1.7, dashes);
  }

  /** Bars have no dashes: the second and later rounds of colours are paler. */
  String fill() {
    return switch (DASHES.indexOf(dashes)) {
      case 0 -> colour;
      case 1 -> paler(0.5);
      case 2 -> paler(0.72);
      case 3 -> paler(0.3);
      case 4 -> paler(0.85);
      default -> throw new IllegalStateException("no such dashes: " + dashes);
    };
  }

  private String paler(double share) {
    var code = Integer.parseInt(colour.substring(1), 16);
    var mixed = 0;
    for (var shift = 16; shift >= 0; shift -= 8) {
      var part = code >> shift & 0xFF;
      mixed |= (int) Math.round(part + (255 - part) * share) << shift;
    }
    return String.format("#%06X", mixed);
  }
}
