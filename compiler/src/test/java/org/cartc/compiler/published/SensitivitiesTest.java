package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.compiler.study.Options;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Solution;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.model.SensitiveEquations;
import org.cartc.runtime.sensitivity.Sensitivities;
import org.cartc.runtime.study.Execution;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sensitivities of the published models, at the default numerics, against differences of runs without them.
 *
 * <p>The oracle are central differences of runs at a tolerance of 1e-13, in steps halved from 1 % of the variable, extrapolated to step zero
 * (Richardson); of all extrapolations that which agrees best with its neighbours. Runs are bounded to a tenth of a day, so that what is read
 * between steps is as good as the steps. Where a variable changes a quantity by less than 1e-5 of its relative change, the error of runs
 * over the smallest step, 1e-13 / 1e-4, is all that differences tell.
 */
class SensitivitiesTest {
  private static final Method.Controlled EXACT = new Method.DormandPrince853(1e-13, 1e-13, 0.1);
  private static final double AGREEMENT = 1e-7;
  private static final double TOLD_BY_DIFFERENCES = 1e-5;
  private static final double NOISE = 1e-9;
  private static final double FIRST_STEP = 0.01;
  private static final int STEPS = 8;

  /** A run with sensitivities beside the same without. */
  private record Pair(LowerStudy.Prepared prepared, Trial plain, Trial sensitive, List<String> variables) {
    List<String> quantities() {
      return plain.equations().layout().observed().stream().map(q -> q.path()).toList();
    }
  }

  private static Pair pair(String text, List<String> variables) throws IOException {
    Path file = Files.createTempFile("sensitivities", ".cart");
    Files.writeString(file, text.replace("MODELS", ReferenceData.topLevel().resolve("models").toAbsolutePath().normalize().toString()));
    Diagnostics diagnostics = new Diagnostics();
    Program program = Load.program(file, List.of(), diagnostics);
    Files.delete(file);
    List<Span> spans = variables.stream().map(v -> new Span(new Source("--sensitivities", v), 0, v.length())).toList();
    Options options = new Options(List.of(), Optional.empty(), Map.of(), Optional.empty(), List.of(), spans, true);
    LowerStudy.Prepared prepared = LowerStudy.study(program, program.studies().getFirst(), options, diagnostics, Compiler.SILENT);
    diagnostics.stopOnErrors();
    return new Pair(prepared, prepared.trials().iterator().next(), prepared.beside().getFirst().trials().iterator().next(), variables);
  }

  private static Trial with(Trial trial, Method method, double[] parameters, List<Trial.Start> initial) {
    return new Trial(trial.keys(), trial.equations(), parameters, initial, trial.doses(), trial.windows(), trial.named(), trial.end(),
        method,
        trial.grid());
  }

  /** The observed quantities of a run with a variable at another value: one row for each time. */
  private static double[][] run(Pair pair, String variable, double value) {
    Layout layout = pair.plain.equations().layout();
    double[] parameters = pair.plain.parameters().clone();
    List<Trial.Start> initial = new ArrayList<>(pair.plain.initial());
    if (layout.parameter(variable) >= 0) {
      parameters[layout.parameter(variable)] = value;
    } else {
      initial.add(new Trial.Start(layout.state(variable), new Formula.Number(value)));
    }
    Solution solution = Execution.integrate(pair.prepared.study(), with(pair.plain, EXACT, parameters, initial));
    double[] times = pair.prepared.study().times();
    double[][] rows = new double[times.length][layout.observed().size()];
    for (int i = 0; i < times.length; i++) {
      solution.observe(times[i], rows[i]);
    }
    return rows;
  }

  private static double nominal(Pair pair, String variable) {
    Equations equations = pair.plain.equations();
    if (equations.layout().parameter(variable) >= 0) {
      return pair.plain.parameters()[equations.layout().parameter(variable)];
    }
    double[] constants = new double[equations.layout().constants()];
    double[] initial = new double[equations.layout().states().size()];
    equations.prepare(pair.plain.parameters(), constants);
    equations.initial(constants, initial, 0);
    for (Trial.Start start : pair.plain.initial()) {
      initial[start.state()] = ((Formula.Number) start.value()).value();
    }
    return initial[equations.layout().state(variable)];
  }

  /**
   * What differences say of a quantity.
   *
   * @param derivative at each time
   * @param doubt by how much two extrapolations differ at most
   * @param size the largest magnitude of the quantity
   */
  private record Told(double[] derivative, double doubt, double size) {}

  private static List<Told> differences(Pair pair, String variable) {
    double centre = nominal(pair, variable);
    double[][] size = run(pair, variable, centre);
    List<double[][]> before = List.of();
    List<Told> best = new ArrayList<>();
    for (int k = 0; k < STEPS; k++) {
      double step = FIRST_STEP * centre / (1 << k);
      double[][] above = run(pair, variable, centre + step);
      double[][] below = run(pair, variable, centre - step);
      List<double[][]> row = new ArrayList<>();
      row.add(combined(above, below, 1 / (centre + step - (centre - step))));
      for (int m = 1; m <= k; m++) {
        double[][] extrapolated = combined(row.get(m - 1), before.get(m - 1), 1 / (Math.pow(4, m) - 1));
        add(row.get(m - 1), extrapolated);
        row.add(extrapolated);
        for (int q = 0; q < pair.quantities().size(); q++) {
          double[] column = column(extrapolated, q);
          double doubt = Math.max(apart(column, column(row.get(m - 1), q)), apart(column, column(before.get(m - 1), q)));
          Told told = new Told(column, doubt, largest(column(size, q)));
          if (k == 1) {
            best.add(told);
          } else if (doubt < best.get(q).doubt()) {
            best.set(q, told);
          }
        }
      }
      before = row;
    }
    return best;
  }

  /** (a - b) times a factor. */
  private static double[][] combined(double[][] a, double[][] b, double factor) {
    return IntStream.range(0, a.length)
        .mapToObj(i -> IntStream.range(0, a[i].length).mapToDouble(q -> (a[i][q] - b[i][q]) * factor).toArray()).toArray(double[][]::new);
  }

  private static void add(double[][] terms, double[][] sum) {
    for (int i = 0; i < sum.length; i++) {
      for (int q = 0; q < sum[i].length; q++) {
        sum[i][q] += terms[i][q];
      }
    }
  }

  private static double[] column(double[][] rows, int q) {
    return Arrays.stream(rows).mapToDouble(row -> row[q]).toArray();
  }

  private static double apart(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElse(0);
  }

  private static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().orElse(0);
  }

  private static void checkAgreement(Pair pair) {
    Solution solution = Execution.integrate(pair.prepared.beside().getFirst().study(), pair.sensitive);
    assertThat(solution.outcome()).isInstanceOf(Outcome.Completed.class);
    Sensitivities read = new Sensitivities((SensitiveEquations) pair.sensitive.equations(), solution);
    for (int j = 0; j < pair.variables.size(); j++) {
      double value = Math.abs(nominal(pair, pair.variables.get(j)));
      List<Told> told = differences(pair, pair.variables.get(j));
      for (int q = 0; q < told.size(); q++) {
        int quantity = q;
        int variable = j;
        double[] derivative = Arrays.stream(pair.prepared.study().times()).map(t -> read.derivative(quantity, variable, t)).toArray();
        double largest = largest(derivative);
        boolean isTold = value * largest >= TOLD_BY_DIFFERENCES * told.get(q).size();
        assertThat(apart(derivative, told.get(q).derivative())).as(pair.quantities().get(q) + " in " + pair.variables.get(j))
            .isLessThanOrEqualTo(isTold ? AGREEMENT * largest : NOISE * told.get(q).size() / value);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"on", "off"})
  void liAgreesWithDifferencesThroughTheConstraintAndTheEquilibria(String fast) throws IOException {
    checkAgreement(pair("""
        use "MODELS/li2025/model.cart"
        study s { simulate li2025 with fast_cytokines = FAST until 100 [day] every 1 [day] }
        """.replace("FAST", fast), List.of("lambda_C", "k_T_E", "K_C", "d_C", "K_1", "lambda_T_P_I_2", "K_I_2", "lambda_I_2_T_4", "d_T_E",
        "K_T_r", "d_I_6", "C", "T_P", "T_4")));
  }

  /** The time and the amount of doses and the threshold of an event are parameters; no edge falls on a time that is compared. */
  @Test
  void santurioAgreesWithDifferencesAcrossDosesAnEventAndGuards() throws IOException {
    Pair pair = pair("""
        use "MODELS/santurio2025/model.cart"
        extend santurio2025 {
          param total [cell] = 6e6
          param second [day] = 3.37
          param limit [ng/L] = 60
          when IL_6 rises above limit as rescue "an antibody takes half of the activated macrophages" { M_a = 0.5 * M_a }
        }
        protocol split(total [cell], second [day]) { dose C_I 40% * total at 0 [day]; dose C_I 60% * total at second }
        study s { simulate santurio2025 with split(total, second) until 60 [day] every 0.5 [day] }
        """, List.of("total", "second", "limit", "mu_I", "kappa", "mu_E", "A", "gamma", "delta_I", "IL_6_min", "alpha", "damps.beta_K",
        "antigen.beta_B", "cd40.beta_C", "T_P", "M_i"));
    checkAgreement(pair);
  }

  @Test
  void aWindowWhoseEndsAndFactorAreParametersAgreesWithDifferences() throws IOException {
    checkAgreement(pair("""
        use "MODELS/santurio2025/model.cart"
        extend santurio2025 {
          param begin [day] = 2.3
          param finish [day] = 6.7
          param effect = 0.6
        }
        study s {
          simulate santurio2025 with C_I = 6e6 until 20 [day] every 0.5 [day]
          block cd40 by effect from begin until finish
          block cd40, antigen by 1/2 * effect from 5.1 [day] until 9.2 [day]
        }
        """, List.of("begin", "finish", "effect", "kappa", "C_I")));
  }
}
