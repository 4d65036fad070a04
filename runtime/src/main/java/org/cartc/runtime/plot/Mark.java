package org.cartc.runtime.plot;

import java.util.List;

/** What a drawing consists of, in px from the upper left corner; every picture format draws the same marks. */
sealed interface Mark {
  /** A line through points; a NaN ends one piece, the next point begins another. */
  record Curve(double[] x, double[] y, Pen pen) implements Mark {}

  /** A filled rectangle. */
  record Box(double x, double y, double width, double height, String fill) implements Mark {}

  /** Symbols of one kind and size, drawn as one area so that they do not darken where they overlap. */
  record Dots(Symbol symbol, double[] x, double[] y, double radius, String fill, double opacity) implements Mark {}

  /** One line of text, turned by {@code angle} degrees clockwise about its anchor on the base line. */
  record Text(double x, double y, Label label, Typeface face, double size, String fill, Anchor anchor, double angle) implements Mark {}

  /** Colour as {@code #RRGGBB}, width in px, lengths of dashes and gaps in px (none for a solid line). */
  record Pen(String colour, double width, List<Double> dashes) {
    public Pen {
      dashes = List.copyOf(dashes);
    }

    static Pen solid(String colour, double width) {
      return new Pen(colour, width, List.of());
    }
  }

  /** The corners of a symbol about its centre, for radius 1. */
  enum Symbol {
    CIRCLE(),
    SQUARE(-0.88, -0.88, 0.88, -0.88, 0.88, 0.88, -0.88, 0.88),
    TRIANGLE(0, -1.15, 1.1, 0.8, -1.1, 0.8),
    DIAMOND(0, -1.25, 1.25, 0, 0, 1.25, -1.25, 0),
    WEDGE(0, 1.15, 1.1, -0.8, -1.1, -0.8);

    final double[] corners;

    Symbol(double... corners) {
      this.corners = corners;
    }
  }

  /** Which end of the text stands at its x. */
  enum Anchor {
    START("start", 0),
    MIDDLE("middle", 0.5),
    END("end", 1);

    final String word;
    final double share;

    Anchor(String word, double share) {
      this.word = word;
      this.share = share;
    }
  }
}
