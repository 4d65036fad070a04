package org.cartc.runtime.plot;

import java.util.function.DoubleUnaryOperator;

/** Writes a sheet as SVG text: text stays text, no ids, no style sheet, so that many fit into one page. */
final class Svg {
  private static final String FONTS = "Arial, 'Liberation Sans', Helvetica, 'DejaVu Sans', sans-serif";
  private final StringBuilder text = new StringBuilder();

  private Svg() {}

  static String of(Sheet sheet, String name) {
    var svg = new Svg();
    var width = number(sheet.width());
    var height = number(sheet.height());
    svg.text.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(width).append("\" height=\"").append(height)
        .append("\" viewBox=\"0 0 ").append(width).append(' ').append(height).append("\" role=\"img\" aria-label=\"")
        .append(escaped(Label.clean(name)))
        .append("\" font-family=\"").append(FONTS).append("\">\n");
    sheet.marks().forEach(svg::mark);
    return svg.text.append("</svg>\n").toString();
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Curve curve -> curve(curve);
      case Mark.Box box -> box(box);
      case Mark.Dots dots -> dots(dots);
      case Mark.Text label -> label(label);
    }
  }

  private void curve(Mark.Curve curve) {
    if (curve.x().length == 0) {
      return;
    }
    text.append("<path fill=\"none\" stroke=\"").append(curve.pen().colour()).append("\" stroke-width=\"")
        .append(number(curve.pen().width()));
    text.append("\" stroke-linejoin=\"round");
    if (!curve.pen().dashes().isEmpty()) {
      text.append("\" stroke-dasharray=\"").append(String.join(" ", curve.pen().dashes().stream().map(Svg::number).toList()));
    }
    text.append("\" d=\"");
    var drawing = false;
    for (var i = 0; i < curve.x().length; i++) {
      if (Double.isNaN(curve.x()[i])) {
        drawing = false;
        continue;
      }
      text.append(drawing ? 'L' : 'M').append(number(curve.x()[i])).append(' ').append(number(curve.y()[i]));
      drawing = true;
    }
    text.append("\"/>\n");
  }

  private void box(Mark.Box box) {
    text.append("<rect x=\"").append(number(box.x())).append("\" y=\"").append(number(box.y())).append("\" width=\"")
        .append(number(box.width()))
        .append("\" height=\"").append(number(box.height())).append("\" fill=\"").append(box.fill()).append("\"/>\n");
  }

  private void dots(Mark.Dots dots) {
    text.append("<path fill=\"").append(dots.fill());
    if (dots.opacity() < 1) {
      text.append("\" fill-opacity=\"").append(number(dots.opacity()));
    }
    text.append("\" d=\"");
    var corners = dots.symbol().corners;
    for (var i = 0; i < dots.x().length; i++) {
      if (corners.length == 0) {
        circle(dots.x()[i], dots.y()[i], dots.radius());
      } else {
        text.append('M').append(number(dots.x()[i] + corners[0] * dots.radius())).append(' ')
            .append(number(dots.y()[i] + corners[1] * dots.radius()));
        for (var c = 2; c < corners.length; c += 2) {
          text.append('l').append(number((corners[c] - corners[c - 2]) * dots.radius())).append(' ')
              .append(number((corners[c + 1] - corners[c - 1]) * dots.radius()));
        }
        text.append('z');
      }
    }
    text.append("\"/>\n");
  }

  private void circle(double x, double y, double radius) {
    var r = number(radius);
    var across = number(2 * radius);
    text.append('M').append(number(x - radius)).append(' ').append(number(y)).append('a').append(r).append(' ').append(r).append(" 0 1 1 ")
        .append(across).append(" 0a").append(r).append(' ').append(r).append(" 0 1 1 -").append(across).append(" 0z");
  }

  private void label(Mark.Text label) {
    var x = number(label.x());
    var y = number(label.y());
    text.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\" font-size=\"").append(number(label.size()))
        .append("\" fill=\"")
        .append(label.fill()).append('"');
    if (label.face() == Typeface.BOLD) {
      text.append(" font-weight=\"bold\"");
    }
    if (label.anchor() != Mark.Anchor.START) {
      text.append(" text-anchor=\"").append(label.anchor().word).append('"');
    }
    if (label.angle() != 0) {
      text.append(" transform=\"rotate(").append(number(label.angle())).append(' ').append(x).append(' ').append(y).append(")\"");
    }
    text.append('>');
    var raised = false;
    DoubleUnaryOperator shift = sign -> sign * Label.RAISED_BY * label.size();
    for (var run : label.label().runs()) {
      if (run.raised()) {
        text.append("<tspan dy=\"").append(number(shift.applyAsDouble(-1))).append("\" font-size=\"")
            .append(number(label.size() * Label.RAISED_SIZE))
            .append("\">").append(escaped(run.text())).append("</tspan>");
      } else if (raised) {
        text.append("<tspan dy=\"").append(number(shift.applyAsDouble(1))).append("\">").append(escaped(run.text())).append("</tspan>");
      } else {
        text.append(escaped(run.text()));
      }
      raised = run.raised();
    }
    text.append("</text>\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  /** At most two decimals, without trailing zeros. */
  static String number(double value) {
    var hundredths = Math.round(value * 100);
    var sign = hundredths < 0 ? "-" : "";
    var whole = Math.abs(hundredths) / 100;
    var rest = Math.abs(hundredths) % 100;
    var decimals = rest == 0 ? "" : rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest;
    return sign + whole + decimals;
  }
}
