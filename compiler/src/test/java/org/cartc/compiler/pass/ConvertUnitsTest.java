package org.cartc.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Load;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConvertUnitsTest {
  /** A number is rounded once for each of at most eight factors. */
  private static final double ROUNDING = 8 * Math.ulp(1.0);

  private static Model model(String items) {
    return UnitsOfText.converted("model m {\n  use saturation\n" + items + "\n}\n");
  }

  /** A quantity that is set in the model of a time unit; the model is otherwise of no interest. */
  private static double value(String declaration, String path) {
    return UnitsOfText.value(model("  time [day]\n  compartment X [cell] = 3\n  d/dt X = 0\n  " + declaration), path);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      param k [1/day] = 1 [1/h]                          | 24
      param k [1/h] = 1 [1/day]                          | 0.041666666666666664
      param k [h] = 3 [min]                              | 0.05
      param k [ng/mL] = 5 [pg/mL]                        | 0.005
      param k [ng/mL] = 7 [ng/L]                         | 0.007
      param k = 25 [%]                                   | 0.25
      param k [%] = 0.25 [1]                             | 25
      param k = 10%                                      | 0.1
      param k [cell] = 2                                 | 2
      param k [1/day] = -2                               | -2
      param k [1/day] = (1/4) [1/h]                      | 6
      param k [h] = 1 [day] + 30 [min]                   | 24.5
      param k [day] = 36 [h] - 1 [day]                   | 0.5
      let k = 1 [day] + 12 [h]                           | 1.5
      let k = 5 [g] / 2 [mg]                             | 2500
      let k = 1 + 5 [g] / 2 [mg]                         | 2501
      let k = 5 [g] / 2 [mg] + 1                         | 2501
      let k = log10(1 [g] / 1 [mg])                      | 3
      let k = (1 [g] / 1 [mg])^(1 [day] / 12 [h])        | 1000000
      let k [m] = sqrt(4e4 [cm^2])                       | 2
      let k [m] = (8e6 [cm^3])^(1/3)                     | 2
      let k = min(1 [day], 1 [h], 3 [min]) / 1 [day]     | 0.0020833333333333333
      let k [h] = max(0, 1 [day])                        | 24
      let k [h] = if X > 0.002 [kcell] then 1 [day] else 0 | 24
      let k [h] = if 1 [day] <= 23 [h] then 1 [day] else 0 | 0
      let k [h] = time                                   | 24
      let k [h] = -abs(-1 [day])                         | -24
      let k = 1 [kcell] == 1000 [cell] and not 0 > 1     | 1
      let k = michaelis(1 [g], 1000 [mg])                | 0.5
      """)
  void aNumberIsConvertedToTheUnitInWhichItIsWanted(String declaration, double expected) {
    assertThat(value(declaration, "k")).isCloseTo(expected, within(ROUNDING * Math.abs(expected)));
  }

  @Test
  void literalsAreConvertedWithOneRounding() {
    assertThat(value("param k [ng] = 0.1 [ug]", "k")).isEqualTo(100);
    assertThat(value("param k [h] = 3 [min]", "k")).isEqualTo(0.05);
    assertThat(value("param k [1/day] = 1 [1/h]", "k")).isEqualTo(24);
  }

  private static final String GROWTH = """
        compartment T [cell] = 1e7
        compartment D [ng/mL] = 2
        param r [1/day] = 0.7
        param K [Mcell] = 50
        param k [1/(h cell)] = 1e-9
        param clearance [1/min] = 0.01
        let effect = michaelis(D, 500 [pg/mL])
        rate growth: -> T = r * T * (1 - T / K)   while T >= 1 [cell]
        rate contact: T -> = k * effect * T * T
        d/dt D = 3 [ng/(mL h)] - clearance * D
      """;

  /** The closed form, in cells, ng/mL and days. */
  @Test
  void derivativesAreThoseOfTheFormulaInOneSystemOfUnits() {
    Model day = model("  time [day]\n" + GROWTH);
    double growth = 0.7 * 1e7 * (1 - 1e7 / 50e6);
    double contact = 24e-9 * (2 / 2.5) * 1e14;
    assertThat(UnitsOfText.change(day, "T")).isCloseTo(growth - contact, within(ROUNDING * (growth + contact)));
    assertThat(UnitsOfText.change(day, "D")).isCloseTo(3 * 24 - 0.01 * 1440 * 2, within(ROUNDING * 100));
  }

  @ParameterizedTest
  @CsvSource({"h, 24", "min, 1440", "week, 0.14285714285714285"})
  void anotherUnitOfTimeGivesTheSameDerivatives(String unit, double perDay) {
    Model day = model("  time [day]\n" + GROWTH);
    Model other = model("  time [" + unit + "]\n" + GROWTH);
    for (String compartment : List.of("T", "D")) {
      double expected = UnitsOfText.change(day, compartment);
      assertThat(UnitsOfText.change(other, compartment) * perDay).isCloseTo(expected, within(ROUNDING * 10 * Math.abs(expected)));
    }
  }

  @Test
  void aRateBetweenCellsAndMillionsOfCellsConservesCells() {
    Model m = model("""
          time [day]
          compartment A [cell] = 4e6
          compartment B [Mcell] = 1
          param k [1/h] = 0.5
          rate forth: A -> B = k * A
          rate back: B -> A [Mcell/h] = k * B
        """);
    assertThat(m.rates()).extracting(Model.Rate::unit).containsExactly("cell/day", "Mcell/h");
    assertThat(UnitsOfText.value(m, "forth")).isEqualTo(48e6);
    assertThat(UnitsOfText.value(m, "back")).isEqualTo(0.5);
    assertThat(UnitsOfText.change(m, "A")).isCloseTo(-48e6 + 12e6, within(ROUNDING * 60e6));
    assertThat(UnitsOfText.change(m, "B")).isCloseTo(48 - 12, within(ROUNDING * 60));
  }

  @Test
  void initialValuesBoundsThresholdsAndSettingsTakeTheUnitOfTheirQuantity() {
    Model m = model("""
          time [day]
          compartment A [Mcell] = 4e6 [cell]
          param k [1/h] = 12 [1/day] in 6 [1/day] .. 1 log
          rate loss: A -> = k * A
          constraint c solve a [kcell] in 0 .. A such that a == A
          when A falls below 1 [cell] { A = 2e6 [cell]; dose A 3; dose A 5e6 [cell] }
        """);
    assertThat(UnitsOfText.value(m, "A")).isEqualTo(4);
    assertThat(Exprs.stripped(m.parameters().get(0).value())).isEqualTo(Expr.constant(0.5));
    assertThat(Exprs.stripped(m.parameters().get(0).bounds().orElseThrow().lower())).isEqualTo(Expr.constant(0.25));
    assertThat(Exprs.stripped(m.parameters().get(0).bounds().orElseThrow().upper())).isEqualTo(Expr.constant(1));
    Model.Constraint c = m.constraints().get(0);
    assertThat(Exprs.stripped(c.unknowns().get(0).upper().orElseThrow())).isEqualTo(Expr.multiply(Expr.constant(1000), Expr.symbol("A")));
    assertThat(Exprs.stripped(c.residuals().get(0)))
        .isEqualTo(Expr.subtract(Expr.symbol("a"), Expr.multiply(Expr.constant(1000), Expr.symbol("A"))));
    Model.Event e = m.events().get(0);
    assertThat(Exprs.stripped(e.difference())).isEqualTo(Expr.subtract(Expr.symbol("A"), Expr.constant(1e-6)));
    assertThat(e.assignments()).extracting(a -> Exprs.stripped(a.value())).containsExactly(
        Expr.constant(2), Expr.add(Expr.symbol("A"), Expr.constant(3)), Expr.add(Expr.symbol("A"), Expr.constant(5)));
  }

  @Test
  void derivedQuantitiesWithoutAUnitHaveThatOfTheirValueInAnyOrder() {
    Model m = model("""
          time [day]
          compartment A [cell] = 1
          let c = b * A
          let b = a / 2 [h]
          let a = 3 [mL]
          let f = a / 3 [uL]
          rate loss: A -> = 0
        """);
    assertThat(m.definitions()).extracting(Model.Definition::unit).containsExactly("mL cell/h", "mL/h", "mL", "1");
    assertThat(UnitsOfText.value(m, "f")).isEqualTo(1000);
  }

  @Test
  void aModelInOneSystemOfUnitsIsLeftAsItIs() {
    Model m = model("""
          time [day]
          compartment A [cell] = 1
          param k [1/day] = 0.5
          rate loss: A -> = k * A
        """);
    assertThat(Exprs.stripped(m.rates().get(0).value())).isEqualTo(Expr.multiply(Expr.symbol("k"), Expr.symbol("A")));
    assertThat(Balance.of(m, "A")).isEqualTo(new Expr.Negate(Expr.symbol("loss")));
  }

  static Stream<List<String>> shipped() {
    return Stream.of(List.of("li2025/model.cart", "li2025"), List.of("li2025/coarse.cart", "li2025_coarse"),
        List.of("santurio2025/model.cart", "santurio2025"));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedModelsHaveNoUnitFaultAndNeedNoConversion(List<String> fileAndName) {
    Path file = ReferenceData.topLevel().resolve("models").resolve(fileAndName.get(0));
    Diagnostics diagnostics = new Diagnostics();
    Model[] resolved = new Model[1];
    Model converted = Compiler.model(Load.program(file, List.of(), diagnostics), fileAndName.get(1), diagnostics, (stage, tree) -> {
      if (stage == Compiler.Stage.RESOLVE) {
        resolved[0] = (Model) tree;
      }
    }).model();
    assertThat(diagnostics.all()).isEmpty();
    assertThat(converted.rates()).extracting(r -> Exprs.stripped(r.value()))
        .isEqualTo(resolved[0].rates().stream().map(r -> Exprs.stripped(r.value())).toList());
    assertThat(converted.derivatives()).extracting(d -> Exprs.stripped(d.value()))
        .isEqualTo(resolved[0].derivatives().stream().map(d -> Exprs.stripped(d.value())).toList());
  }
}
