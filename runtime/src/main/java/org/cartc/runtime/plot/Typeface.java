package org.cartc.runtime.plot;

import java.awt.geom.Path2D;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A typeface as outlines of our own, so that texts are measured and drawn alike on every machine, also where no font is
 * installed. Its advances are those of Arial and Helvetica, the fonts that an SVG asks for.
 */
enum Typeface {
  REGULAR("regular.glyphs"),
  BOLD("bold.glyphs");

  private static final double UNITS = 2048;
  private static final int REPLACEMENT = '?';
  private final Map<Integer, Glyph> glyphs;

  Typeface(String table) {
    glyphs = read(table);
  }

  /** Advance and outline in 1/2048 of the type size, y downwards from the base line. */
  private record Glyph(int advance, String outline) {}

  private static Map<Integer, Glyph> read(String table) {
    var glyphs = new HashMap<Integer, Glyph>(1024);
    try (var stream = Typeface.class.getResourceAsStream(table);
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var parts = line.split(" ", 3);
        glyphs.put(Integer.parseInt(parts[0], 16), new Glyph(Integer.parseInt(parts[1]), parts.length == 3 ? parts[2] : ""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the glyph table " + table + " cannot be read", e);
    }
    return glyphs;
  }

  private Glyph glyph(int codePoint) {
    var glyph = glyphs.get(codePoint);
    return glyph == null ? glyphs.get(REPLACEMENT) : glyph;
  }

  /** Width in px of a text of a type size in px. */
  double width(String text, double size) {
    return text.codePoints().map(c -> glyph(c).advance).sum() * size / UNITS;
  }

  /** Outline in px of a text that begins at (x, 0); characters that the typeface lacks are drawn as question marks. */
  Path2D outline(String text, double x, double size) {
    var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    var pen = x;
    for (var codePoint : text.codePoints().toArray()) {
      var glyph = glyph(codePoint);
      append(path, glyph.outline, pen, size / UNITS);
      pen += glyph.advance * size / UNITS;
    }
    return path;
  }

  private static void append(Path2D path, String outline, double x, double scale) {
    for (var start = 0; start < outline.length();) {
      var end = start + 1;
      while (end < outline.length() && outline.charAt(end) < 'A') {
        end++;
      }
      var at = numbers(outline.substring(start + 1, end));
      switch (outline.charAt(start)) {
        case 'M' -> path.moveTo(x + at[0] * scale, at[1] * scale);
        case 'L' -> path.lineTo(x + at[0] * scale, at[1] * scale);
        case 'Q' -> path.quadTo(x + at[0] * scale, at[1] * scale, x + at[2] * scale, at[3] * scale);
        case 'Z' -> path.closePath();
        default -> throw new IllegalStateException("the glyph outline " + outline + " has an unknown command");
      }
      start = end;
    }
  }

  private static int[] numbers(String text) {
    if (text.isEmpty()) {
      return new int[0];
    }
    var parts = text.split(" ");
    var numbers = new int[parts.length];
    for (var i = 0; i < parts.length; i++) {
      numbers[i] = Integer.parseInt(parts[i]);
    }
    return numbers;
  }
}
