package org.cartc.runtime.plot;

/**
 * Draws figures. Both formats are drawn from the same marks, so they look alike; equal figures give equal bytes.
 * A figure is 720 px wide (960 px with four panels in a row, wider where many categories need it) and as high as its parts need.
 */
public final class Drawing {
  private Drawing() {}

  /** The figure as one {@code svg} element without ids, to be saved as a file or put into a page. */
  public static String svg(Figure figure) {
    return Svg.of(Sheet.of(figure), figure.title().isEmpty() ? figure.name() : figure.title());
  }

  /** The figure as PNG, two pixels for each px of the SVG. */
  public static byte[] png(Figure figure) {
    return Raster.png(Sheet.of(figure));
  }
}
