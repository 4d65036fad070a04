package org.cartc.runtime.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.cartc.runtime.plot.Figure.Axis;
import org.cartc.runtime.plot.Figure.Panel;
import org.cartc.runtime.plot.Figure.Series;
import org.cartc.runtime.plot.Figure.Shape;

/** Figures of every kind to look at: {@code main} writes each as SVG and PNG into the folder that it is given. */
public final class Gallery {
  private Gallery() {}

  public static void main(String[] arguments) throws IOException {
    for (var figure : figures()) {
      Files.writeString(Path.of(arguments[0], figure.name() + ".svg"), Drawing.svg(figure));
      Files.write(Path.of(arguments[0], figure.name() + ".png"), Drawing.png(figure));
    }
  }

  public static List<Figure> figures() {
    return List.of(courses(8), courses(15), panels(8), panels(2), panels(4), panels(6), panels(12), bars(), correlations(12),
        correlations(30),
        correlations(46), tornado(),
        points(), extremes(), onePoint(), nothing(), longNames(), dataAndModel(), noisy(), narrow(), bigNumbers(), unnamed());
  }

  static Axis linear(String label) {
    return new Axis(label, false, Double.NaN, Double.NaN, List.of());
  }

  static Axis log(String label) {
    return new Axis(label, true, Double.NaN, Double.NaN, List.of());
  }

  static Axis categories(String label, String... names) {
    return new Axis(label, false, Double.NaN, Double.NaN, List.of(names));
  }

  static double[] grid(double from, double to, int count) {
    return IntStream.range(0, count).mapToDouble(i -> from + (to - from) * i / (count - 1)).toArray();
  }

  static Series line(String label, double[] x, DoubleUnaryOperator f) {
    return new Series(label, Shape.LINES, x, Arrays.stream(x).map(f).toArray());
  }

  static Figure single(String name, String title, String note, Axis x, Axis y, List<Series> series) {
    return new Figure(name, title, note, List.of(new Panel("", x, y, series)));
  }

  /** Expansion, contraction and persistence of cells, as in Figure 5 of a CAR-T paper; some fall to zero. */
  private static List<Series> cells(int count) {
    var t = grid(0, 365, 2000);
    return IntStream.rangeClosed(1, count).mapToObj(k -> line("R" + k, t, time -> {
      var c = 1e6 * Math.exp(0.9 * k / 4 * Math.min(time, 8 + k)) * Math.exp(-0.012 * k * Math.max(0, time - 8 - k)) + 10 * k;
      return k == 3 && time > 200 ? 0 : c;
    })).toList();
  }

  static Figure courses(int count) {
    return single("courses" + count, "Tumour cells under " + count + " treatment plans",
        "R1\u2013R8 are a reconstructed cohort, not published data.",
        linear("time [day]"), log("C [cell]"), cells(count));
  }

  static Figure panels(int count) {
    var names = List.of("antigen-positive tumour T [cell]", "effector CAR-T cells C_E [cell]", "memory CAR-T cells C_M [cell]",
        "IL-6 [pg/mL]", "macrophages [cell]",
        "damage-associated patterns [1/mL]", "CD40 signal", "tumour volume [mm^3]", "TNF-alpha [pg/mL]", "GM-CSF [pg/mL]", "drug [mg/L]",
        "temperature [degC]");
    var t = grid(0, 60, 400);
    var panels = IntStream.range(0, count).mapToObj(i -> new Panel((char) ('a' + i) + ") " + names.get(i).replaceAll(" \\[.*", ""),
        linear("time [day]"),
        i % 3 == 2 ? linear(names.get(i)) : log(names.get(i)),
        IntStream.range(0, 5).mapToObj(k -> line(List.of("control", "anti-IL-6", "CD40 block, half dose", "steroid", "none").get(k), t,
            x -> Math.pow(10, i) * (1.2 + Math.sin(x / (3 + k) + i)) * Math.exp(-x / 30))).toList()))
        .toList();
    return new Figure("panels" + count, "Cells and cytokines", count == 8 ? "Doses on day 0; half block from day 5 to day 12." : "",
        panels);
  }

  static Figure bars() {
    var x = new double[] {0, 1, 2, 3, 4};
    var plans = categories("", "control", "CAR-T only", "CAR-T + CD40 block", "CAR-T + anti-IL-6 (tocilizumab)", "split dose");
    return single("bars", "Progression-free survival by plan", "", plans, linear("PFS [day]"), List.of(
        new Series("burden 1e9 cells", Shape.BARS, x, new double[] {76, 210, 188.5, 240, Double.NaN}),
        new Series("burden 1e10 cells", Shape.BARS, x, new double[] {40, 170, 150, 200, 90}),
        new Series("burden 1e11 cells", Shape.BARS, x, new double[] {20, 80, 60, 95, 30})));
  }

  static Figure correlations(int count) {
    var names = IntStream.range(0, count).mapToObj(i -> List.of("k_kill", "cd40.beta_C", "T.growth_rate", "rho",
        "il6.k_synthesis_by_macrophages").get(i % 5) + "_" + i).toArray(String[]::new);
    return single("correlations" + count, "Partial rank correlation with PFS", "", categories("parameter", names),
        new Axis("PRCC", false, -1, 1, List.of()),
        List.of(new Series("", Shape.BARS, grid(0, count - 1, count), IntStream.range(0, count).mapToDouble(i -> Math.cos(i * 2.1) * 0.9)
            .toArray())));
  }

  static Figure tornado() {
    return single("tornado", "Change of PFS for ±10 % of each parameter", "", linear("change of PFS [day]"),
        categories("", "k_kill", "growth rate of tumour cells", "half-life of CAR-T cells",
            "IL-6 production by macrophages that were activated by damage-associated patterns"),
        List.of(
            new Series("+10 %", Shape.BARS, new double[] {22, -14, 9, 1}, new double[] {0, 1, 2, 3}),
            new Series("\u221210 %", Shape.BARS, new double[] {-19, 15, -8, -2}, new double[] {0, 1, 2, 3})));
  }

  static Figure points() {
    var random = new Random(7);
    var series = new ArrayList<Series>();
    for (var k = 0; k < 4; k++) {
      var x = new double[600];
      var y = new double[600];
      for (var i = 0; i < x.length; i++) {
        x[i] = Math.pow(10, 6 + 3 * random.nextDouble());
        y[i] = 100 + 30 * k + 25 * random.nextGaussian() + 20 * Math.log10(x[i] / 1e6);
      }
      series.add(new Series("dose level " + (k + 1), Shape.POINTS, x, y));
    }
    return single("points", "Virtual patients", "", log("initial tumour burden [cell]"), linear("PFS [day]"), series);
  }

  static Figure extremes() {
    return single("extremes", "From 1e-24 to 1e13", "", log("k [1/(cell day)]"), log("concentration [mol/L]"), List.of(
        line("falling", grid(1e-24, 1e13, 5), x -> 1e-11 / x), new Series("all decades", Shape.LINES, new double[] {1e-24, 1e-12, 1, 1e13},
            new double[] {1e-24, 1e10, 1e-20, 1e13}),
        new Series("points", Shape.POINTS, new double[] {1e-20, 1e-8, 1e3, -1}, new double[] {1e-3, 1e12, 1e-14, 1})));
  }

  static Figure onePoint() {
    return new Figure("one-point", "One point only", "", List.of(
        new Panel("as a line", linear("time [day]"), linear("T [cell]"),
            List.of(new Series("patient", Shape.LINES, new double[] {3}, new double[] {1.5e9}))),
        new Panel("as a point, log", linear("time [day]"), log("T [cell]"),
            List.of(new Series("patient", Shape.POINTS, new double[] {3}, new double[] {1.5e9})))));
  }

  static Figure nothing() {
    return new Figure("nothing", "Nothing to show", "All values are NaN or not positive.", List.of(
        new Panel("linear", linear("time [day]"), linear("T [cell]"),
            List.of(new Series("patient", Shape.LINES, new double[] {1, 2}, new double[] {Double.NaN, Double.NaN}))),
        new Panel("log", linear("time [day]"), log("T [cell]"),
            List.of(new Series("patient", Shape.LINES, new double[] {1, 2}, new double[] {0, -1}))),
        new Panel("no series", linear("time [day]"), linear("T [cell]"), List.of())));
  }

  static Figure longNames() {
    var t = grid(0, 10, 50);
    var wordy = "area under the curve of the concentration of interleukin-6 in the central compartment between infusion"
        + " and the end of follow-up [pg day/mL]";
    return single("long-names", "A title that is so long that it cannot stand on one line of a figure of the usual width,"
        + " because somebody described everything in it in detail",
        "This note is long as well. It says that the cohort was reconstructed from published ranges,"
            + " that the values are not measurements of patients, and that the seed was 42.",
        linear("time_since_infusion_of_the_second_dose_of_the_product_with_a_very_long_identifier"
            + "_that_has_no_space_and_goes_on_and_on_and_on_until_here [day]"),
        linear(wordy),
        List.of(line("scenario: CD40 block of one half,"
            + " from five days before the peak of CAR-T cells until seven days after it", t,
            Math::sin),
            line("cd40.beta_C.of_the_reconstructed_patient_number_one_without_spaces_at_all", t, Math::cos),
            line("short <&> \"quoted\"", t, x -> x / 10)));
  }

  static Figure dataAndModel() {
    var x = new double[] {0, 7, 14, 28, 60, 90, 120};
    return single("data-and-model", "Fit", "", linear("time [day]"), log("transgene [copies/\u00B5g]"), List.of(
        line("patient 1", grid(0, 120, 300), t -> 1e4 * (Math.exp(-t / 40) - Math.exp(-t / 4)) + 3),
        new Series("patient 1", Shape.POINTS, x, new double[] {3, 6900, 7400, 4600, 2300, 1000, 520}),
        line("patient 2", grid(0, 120, 300), t -> 3e3 * (Math.exp(-t / 20) - Math.exp(-t / 6)) + 3),
        new Series("patient 2", Shape.POINTS, x, new double[] {3, 1100, 1300, 700, 130, 40, 11})));
  }

  static Figure noisy() {
    var random = new Random(1);
    return single("noisy", "20,000 noisy points", "", linear("time [day]"), linear("signal"),
        List.of(line("noise", grid(0, 100, 20000), t -> Math.sin(t / 8) + 0.2 * random.nextGaussian())));
  }

  static Figure narrow() {
    return new Figure("narrow", "", "", List.of(
        new Panel("less than a decade", linear("time [day]"), log("T [cell]"), List.of(line("a", grid(0, 10, 20), t -> 2e9 + 5e8 * t))),
        new Panel("a few per cent", linear("time [day]"), log("T [cell]"), List.of(line("a", grid(0, 10, 20), t -> 2e9 + 5e6 * t))),
        new Panel("far from zero", linear("time [day]"), linear("T [cell]"), List.of(line("a", grid(0, 10, 20), t -> 1e9 + t)))));
  }

  static Figure bigNumbers() {
    return new Figure("big-numbers", "", "", List.of(
        new Panel("large", linear("dose [cell]"), linear("T [cell]"), List.of(line("a", grid(0, 4.2e8, 20), t -> 2e10 - 30 * t))),
        new Panel("small", linear("dose [mol]"), linear("rate [1/(cell day)]"),
            List.of(line("a", grid(0, 4.2e-9, 20), t -> 1e-11 - 1e-3 * t)))));
  }

  static Figure unnamed() {
    var random = new Random(3);
    var t = grid(0, 30, 120);
    var all = new ArrayList<Series>();
    for (var k = 0; k < 60; k++) {
      var shift = random.nextGaussian();
      all.add(line("", t, x -> 20 + 3 * shift + x * (1 + 0.2 * shift)));
    }
    all.add(line("median", t, x -> 20 + x));
    return single("unnamed", "An ensemble and its median", "", linear("time [day]"), linear("tumour diameter [mm]"), all);
  }
}
