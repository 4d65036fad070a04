package org.cartc.runtime.plot;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cartc.runtime.plot.Figure.Axis;
import org.cartc.runtime.plot.Figure.Panel;
import org.cartc.runtime.plot.Figure.Shape;
import org.cartc.runtime.plot.Scale.Categories;
import org.cartc.runtime.plot.Scale.Linear;
import org.cartc.runtime.plot.Scale.Log;

/** The ends of an axis: as demanded, else from the values with some space around them. */
final class Range {
  private static final double FLAT = 1e-9;

  private Range() {}

  static Scale horizontal(Panel panel) {
    var lines = panel.series().stream().allMatch(series -> series.shape() == Shape.LINES);
    var bars = Bars.stand(panel) && hasBars(panel);
    var values = panel.series().stream().flatMapToDouble(series -> DoubleStream.of(series.x()));
    return scale(panel.x(), values, bars ? Bars.band(panel) / 2 : 0, lines || bars ? 0 : 0.03, hasBars(panel) && !bars);
  }

  static Scale vertical(Panel panel, Scale x) {
    var bars = !Bars.stand(panel) && hasBars(panel);
    var values = panel.series().stream().flatMapToDouble(series -> IntStream.range(0, Math.min(series.x().length, series.y().length))
        .filter(i -> x.at(series.x()[i]) >= -1e-9 && x.at(series.x()[i]) <= 1 + 1e-9).mapToDouble(i -> series.y()[i]));
    return scale(panel.y(), values, bars ? Bars.band(panel) / 2 : 0, bars ? 0 : 0.04, hasBars(panel) && !bars || nearZero(panel));
  }

  private static boolean hasBars(Panel panel) {
    return panel.series().stream().anyMatch(series -> series.shape() == Shape.BARS);
  }

  private static boolean nearZero(Panel panel) {
    if (panel.y().log()) {
      return false;
    }
    var values = panel.series().stream().flatMapToDouble(series -> DoubleStream.of(series.y())).filter(Double::isFinite)
        .summaryStatistics();
    return values.getMin() >= 0 && values.getMin() < 0.35 * values.getMax();
  }

  private static Scale scale(Axis axis, DoubleStream values, double apron, double space, boolean fromZero) {
    if (!axis.categories().isEmpty()) {
      return new Categories(axis.categories());
    }
    var shown = values.filter(v -> Double.isFinite(v) && (!axis.log() || v > 0)).summaryStatistics();
    var some = shown.getCount() > 0;
    return axis.log()
        ? log(axis, some ? shown.getMin() : Double.NaN, some ? shown.getMax() : Double.NaN, fromZero ? 0.2 : space)
        : linear(axis, some ? shown.getMin() - apron : Double.NaN, some ? shown.getMax() + apron : Double.NaN, space, fromZero);
  }

  private static Scale linear(Axis axis, double least, double greatest, double space, boolean fromZero) {
    var low = Double.isFinite(axis.from()) ? axis.from() : fromZero ? Math.min(0, least) : least;
    var high = Double.isFinite(axis.to()) ? axis.to() : fromZero ? Math.max(0, greatest) : greatest;
    low = Double.isNaN(low) ? Double.isNaN(high) ? 0 : high - 1 : low;
    high = Double.isNaN(high) ? low + 1 : high;
    if (low > high) {
      var swapped = low;
      low = high;
      high = swapped;
    }
    var size = Math.max(Math.abs(low), Math.abs(high));
    if (high / 2 - low / 2 <= FLAT * size) {
      var half = size > 0 ? 0.1 * size : 0.5;
      return new Linear(low - half, high + half);
    }
    var around = Math.min(space * (high - low), Double.MAX_VALUE);
    var lowest = Double.isFinite(axis.from()) || fromZero && low == 0 ? low : low - around;
    var highest = Double.isFinite(axis.to()) || fromZero && high == 0 ? high : high + around;
    return new Linear(Math.max(lowest, -Double.MAX_VALUE), Math.min(highest, Double.MAX_VALUE));
  }

  private static Scale log(Axis axis, double least, double greatest, double space) {
    var fixedLow = axis.from() > 0 && Double.isFinite(axis.from());
    var fixedHigh = axis.to() > 0 && Double.isFinite(axis.to());
    var low = fixedLow ? axis.from() : least;
    var high = fixedHigh ? axis.to() : greatest;
    low = Double.isNaN(low) ? Double.isNaN(high) ? 1 : high / 10 : low;
    high = Double.isNaN(high) ? low * 10 : high;
    if (low > high) {
      var swapped = low;
      low = high;
      high = swapped;
    }
    var decades = Math.log10(high) - Math.log10(low);
    if (decades < FLAT) {
      return new Log(Math.max(low / 3, Double.MIN_VALUE), Math.min(high * 3, Double.MAX_VALUE));
    }
    var around = Math.pow(10, decades * space);
    return new Log(fixedLow ? low : Math.max(low / around, Double.MIN_VALUE), fixedHigh ? high : Math.min(high * around, Double.MAX_VALUE));
  }
}
