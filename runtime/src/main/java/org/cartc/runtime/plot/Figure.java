package org.cartc.runtime.plot;

import java.util.List;

/**
 * A figure as data, before it is drawn: panels with axes and series. It knows nothing of models or studies.
 *
 * @param name the file name without its ending
 * @param title what the figure shows; may be empty
 * @param note a remark that must be read with the figure, such as "reconstructed cohort, not published data"; may be empty
 * @param panels at least one; several are drawn as a grid with a common legend
 */
public record Figure(String name, String title, String note, List<Panel> panels) {
  public Figure {
    panels = List.copyOf(panels);
  }

  /** One pair of axes; the title may be empty. */
  public record Panel(String title, Axis x, Axis y, List<Series> series) {
    public Panel {
      series = List.copyOf(series);
    }
  }

  /**
   * An axis.
   *
   * @param label with its unit in square brackets, such as {@code time [day]}
   * @param log whether its scale is logarithmic; values that are not positive are then left out
   * @param from the lower end, NaN to take it from the values
   * @param to the upper end, NaN to take it from the values
   * @param categories the names of the positions 0, 1, 2, ...; empty for a numeric axis
   */
  public record Axis(String label, boolean log, double from, double to, List<String> categories) {
    public Axis {
      categories = List.copyOf(categories);
    }
  }

  /**
   * One curve, cloud or set of bars.
   *
   * @param label its name in the legend; series of one label share a colour in all panels; empty for no entry
   * @param shape how it is drawn
   * @param x as long as {@code y}; a NaN in either breaks a line and leaves out a point
   */
  public record Series(String label, Shape shape, double[] x, double[] y) {}

  /** How a series is drawn; bars stand at their x, side by side where several series share it. */
  public enum Shape {
    LINES,
    POINTS,
    BARS
  }
}
