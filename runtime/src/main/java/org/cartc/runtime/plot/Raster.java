package org.cartc.runtime.plot;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Draws a sheet into pixels, two for each px. Text is drawn as outlines: the machine needs no font. */
final class Raster {
  private static final int RESOLUTION = 2;
  private final Graphics2D graphics;

  private Raster(Graphics2D graphics) {
    this.graphics = graphics;
  }

  static byte[] png(Sheet sheet) {
    System.setProperty("java.awt.headless", "true");
    var image = new BufferedImage((int) Math.ceil(sheet.width() * RESOLUTION), (int) Math.ceil(sheet.height() * RESOLUTION),
        BufferedImage.TYPE_INT_RGB);
    var graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.scale(RESOLUTION, RESOLUTION);
    var raster = new Raster(graphics);
    sheet.marks().forEach(raster::mark);
    graphics.dispose();
    return encoded(image);
  }

  private static byte[] encoded(BufferedImage image) {
    var bytes = new ByteArrayOutputStream();
    try (var stream = new MemoryCacheImageOutputStream(bytes)) {
      if (!ImageIO.write(image, "png", stream)) {
        throw new IllegalStateException("this Java runtime cannot write PNG");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the picture cannot be encoded", e);
    }
    return bytes.toByteArray();
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Curve curve -> curve(curve);
      case Mark.Box box -> box(box);
      case Mark.Dots dots -> dots(dots);
      case Mark.Text text -> text(text);
    }
  }

  private void curve(Mark.Curve curve) {
    var path = new Path2D.Double();
    var drawing = false;
    for (var i = 0; i < curve.x().length; i++) {
      if (Double.isNaN(curve.x()[i])) {
        drawing = false;
      } else if (drawing) {
        path.lineTo(curve.x()[i], curve.y()[i]);
      } else {
        path.moveTo(curve.x()[i], curve.y()[i]);
        drawing = true;
      }
    }
    graphics.setColor(Color.decode(curve.pen().colour()));
    graphics.setStroke(stroke(curve.pen()));
    graphics.draw(path);
  }

  private static BasicStroke stroke(Mark.Pen pen) {
    var width = (float) pen.width();
    if (pen.dashes().isEmpty()) {
      return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    }
    var dashes = new float[pen.dashes().size()];
    for (var i = 0; i < dashes.length; i++) {
      dashes[i] = pen.dashes().get(i).floatValue();
    }
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }

  private void box(Mark.Box box) {
    graphics.setColor(Color.decode(box.fill()));
    graphics.fill(new Rectangle2D.Double(box.x(), box.y(), box.width(), box.height()));
  }

  private void dots(Mark.Dots dots) {
    var area = new Path2D.Double(Path2D.WIND_NON_ZERO);
    var corners = dots.symbol().corners;
    var radius = dots.radius();
    for (var i = 0; i < dots.x().length; i++) {
      if (corners.length == 0) {
        area.append(new Ellipse2D.Double(dots.x()[i] - radius, dots.y()[i] - radius, 2 * radius, 2 * radius), false);
        continue;
      }
      area.moveTo(dots.x()[i] + corners[0] * radius, dots.y()[i] + corners[1] * radius);
      for (var c = 2; c < corners.length; c += 2) {
        area.lineTo(dots.x()[i] + corners[c] * radius, dots.y()[i] + corners[c + 1] * radius);
      }
      area.closePath();
    }
    graphics.setColor(Color.decode(dots.fill()));
    graphics.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) dots.opacity()));
    graphics.fill(area);
    graphics.setComposite(AlphaComposite.SrcOver);
  }

  private void text(Mark.Text text) {
    var placed = AffineTransform.getTranslateInstance(text.x(), text.y());
    placed.rotate(Math.toRadians(text.angle()));
    var x = -text.anchor().share * text.label().width(text.face(), text.size());
    graphics.setColor(Color.decode(text.fill()));
    for (var run : text.label().runs()) {
      var size = run.raised() ? text.size() * Label.RAISED_SIZE : text.size();
      var outline = text.face().outline(run.text(), x, size);
      if (run.raised()) {
        outline.transform(AffineTransform.getTranslateInstance(0, -Label.RAISED_BY * text.size()));
      }
      outline.transform(placed);
      graphics.fill(outline);
      x += text.face().width(run.text(), size);
    }
  }
}
