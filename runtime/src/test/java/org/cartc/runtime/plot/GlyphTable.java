package org.cartc.runtime.plot;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes a table that {@link Typeface} reads, from a TrueType file: run by hand when the typeface changes, with the
 * TrueType file and the table as arguments. A line is code point, advance and outline, in 1/2048 of the type size, y downwards.
 */
final class GlyphTable {
  private static final int UNITS = 2048;

  private GlyphTable() {}

  public static void main(String[] arguments) throws Exception {
    System.setProperty("java.awt.headless", "true");
    var font = Font.createFont(Font.TRUETYPE_FONT, Path.of(arguments[0]).toFile()).deriveFont((float) UNITS);
    write(font, Path.of(arguments[1]));
  }

  private static void write(Font font, Path table) throws IOException {
    var scripts = IntStream.of();
    for (var block : new int[][] {{0x20, 0x17F}, {0x2B0, 0x2C7}, {0x370, 0x3FF}, {0x400, 0x45F}, {0x2010, 0x2044}, {0x2070, 0x20AC},
        {0x2100, 0x2265}, {0x25A0, 0x25CF}}) {
      scripts = IntStream.concat(scripts, IntStream.rangeClosed(block[0], block[1]));
    }
    var lines = scripts.filter(c -> font.canDisplay(c) && !Character.isISOControl(c)).mapToObj(c -> line(font, c));
    Files.writeString(table, lines.collect(Collectors.joining("\n", "", "\n")), StandardCharsets.US_ASCII);
  }

  private static String line(Font font, int codePoint) {
    var glyphs = font.createGlyphVector(new FontRenderContext(null, true, true), Character.toString(codePoint));
    var text = new StringBuilder(String.format("%04X %d ", codePoint, Math.round(glyphs.getGlyphMetrics(0).getAdvanceX())));
    var at = new double[6];
    for (var path = glyphs.getOutline().getPathIterator(null); !path.isDone(); path.next()) {
      var kind = path.currentSegment(at);
      switch (kind) {
        case PathIterator.SEG_MOVETO -> append(text, 'M', at, 2);
        case PathIterator.SEG_LINETO -> append(text, 'L', at, 2);
        case PathIterator.SEG_QUADTO -> append(text, 'Q', at, 4);
        case PathIterator.SEG_CLOSE -> text.append('Z');
        default -> throw new IllegalStateException("a TrueType outline has no segment of kind " + kind);
      }
    }
    return text.toString().stripTrailing();
  }

  private static void append(StringBuilder text, char command, double[] at, int count) {
    text.append(command);
    for (var i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(Math.round(at[i]));
    }
  }
}
