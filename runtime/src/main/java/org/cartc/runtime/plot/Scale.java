package org.cartc.runtime.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Where the values of an axis stand along it: 0 at its lower end, 1 at its upper end, and which of them are labelled. */
sealed interface Scale {
  /** Position of a value, outside 0..1 beyond the ends; NaN for a value that this axis cannot show. */
  double at(double value);

  /**
   * The ticks, from low to high.
   *
   * @param length of the axis in px
   * @param room px that a label needs along the axis; labels stand no closer than that
   */
  List<Tick> ticks(double length, ToDoubleFunction<Label> room);

  /** A tick at 0..1 along the axis; without a label where {@code label} has no runs. */
  record Tick(double at, Label label) {
    static final Label NONE = new Label(List.of());

    boolean labelled() {
      return !label.runs().isEmpty();
    }
  }

  /** Values from {@code low} to {@code high} at even distances; {@code low < high}, both finite. */
  record Linear(double low, double high) implements Scale {
    @Override
    public double at(double value) {
      return Double.isFinite(value) ? (value / 2 - low / 2) / (high / 2 - low / 2) : Double.NaN;
    }

    @Override
    public List<Tick> ticks(double length, ToDoubleFunction<Label> room) {
      var half = high / 2 - low / 2;
      var finest = (int) Math.floor(Math.log10(half / length)) + 1;
      for (var exponent = finest; exponent < finest + 6; exponent++) {
        for (var digit : new int[] {1, 2, 5}) {
          var step = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
          var distance = step.doubleValue() / 2 / half * length;
          if (distance < 12) {
            continue;
          }
          var ticks = multiples(step);
          if (ticks.stream().allMatch(tick -> room.applyAsDouble(tick.label) <= distance)) {
            return ticks;
          }
        }
      }
      return List.of();
    }

    private List<Tick> multiples(BigDecimal step) {
      var slack = new BigDecimal((high / 2 - low / 2) * 2e-9);
      var first = new BigDecimal(low).subtract(slack).divide(step, 0, RoundingMode.CEILING);
      var last = new BigDecimal(high).add(slack).divide(step, 0, RoundingMode.FLOOR);
      var largest = Math.max(Math.abs(first.doubleValue()), Math.abs(last.doubleValue())) * step.doubleValue();
      var ticks = new ArrayList<Tick>();
      for (var k = first; k.compareTo(last) <= 0; k = k.add(BigDecimal.ONE)) {
        var value = k.multiply(step);
        ticks.add(new Tick(Math.clamp(at(value.doubleValue()), 0, 1), Decimal.label(value, step, largest)));
      }
      return ticks;
    }
  }

  /** Positive values at even distances of their logarithms; {@code 0 < low < high}, both finite. */
  record Log(double low, double high) implements Scale {
    private static final int[] DECADES = {1, 2, 3, 5, 10, 20, 50, 100, 200};

    @Override
    public double at(double value) {
      var positive = value > 0 && value < Double.POSITIVE_INFINITY;
      return positive ? (Math.log10(value) - Math.log10(low)) / (Math.log10(high) - Math.log10(low)) : Double.NaN;
    }

    @Override
    public List<Tick> ticks(double length, ToDoubleFunction<Label> room) {
      var first = (int) Math.ceil(Math.log10(low) - 1e-9);
      var last = (int) Math.floor(Math.log10(high) + 1e-9);
      if (last <= first) {
        return withinDecades(first - 1, last + 1, length, room);
      }
      var decade = length / (Math.log10(high) - Math.log10(low));
      var widest = IntStream.rangeClosed(first, last).mapToDouble(e -> room.applyAsDouble(Label.power("", e))).max().orElse(0);
      var step = IntStream.of(DECADES).filter(k -> k * decade >= widest).findFirst().orElse(DECADES[DECADES.length - 1]);
      var ticks = new ArrayList<Tick>();
      for (var e = first - 1; e <= last; e++) {
        if (e >= first && (e % step == 0 || decade >= 4)) {
          ticks.add(tick(1, e, e % step == 0 ? Label.power("", e) : Tick.NONE));
        }
        for (var digit = 2; digit < 10 && step == 1 && decade >= 24; digit++) {
          if (inside(digit, e)) {
            ticks.add(tick(digit, e, Tick.NONE));
          }
        }
      }
      return ticks;
    }

    private List<Tick> withinDecades(int first, int last, double length, ToDoubleFunction<Label> room) {
      for (var labelled : List.of(List.of(1, 2, 3, 4, 5, 6, 7, 8, 9), List.of(1, 2, 3, 5, 7), List.of(1, 2, 5), List.of(1, 3))) {
        var ticks = new ArrayList<Tick>();
        for (var e = first; e <= last; e++) {
          for (var digit = 1; digit < 10; digit++) {
            if (inside(digit, e)) {
              ticks.add(tick(digit, e, labelled.contains(digit) ? name(digit, e) : Tick.NONE));
            }
          }
        }
        var names = ticks.stream().filter(Tick::labelled).toList();
        var apart = IntStream.range(1, names.size()).allMatch(i -> (names.get(i).at - names.get(i - 1).at) * length
            >= Math.max(room.applyAsDouble(names.get(i).label), room.applyAsDouble(names.get(i - 1).label)));
        if (names.size() > 1 && apart) {
          return ticks;
        }
      }
      return new Linear(low, high).ticks(length, label -> room.applyAsDouble(label) * 1.4).stream().map(this::moved).toList();
    }

    private Tick moved(Tick linear) {
      return new Tick(at(low + linear.at * (high - low)), linear.label);
    }

    private static Label name(int digit, int exponent) {
      var value = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
      return Decimal.label(value, value, value.doubleValue());
    }

    private boolean inside(int digit, int exponent) {
      var at = at(digit * Math.pow(10, exponent));
      return at >= 0 && at <= 1;
    }

    private Tick tick(int digit, int exponent, Label label) {
      return new Tick(Math.clamp(at(BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent).doubleValue()), 0, 1), label);
    }
  }

  /** The positions 0, 1, 2, ... in bands of equal width. */
  record Categories(List<String> names) implements Scale {
    @Override
    public double at(double value) {
      return Double.isFinite(value) ? (value + 0.5) / names.size() : Double.NaN;
    }

    @Override
    public List<Tick> ticks(double length, ToDoubleFunction<Label> room) {
      return IntStream.range(0, names.size()).mapToObj(i -> new Tick(at(i), Label.plain(names.get(i)))).toList();
    }
  }
}
