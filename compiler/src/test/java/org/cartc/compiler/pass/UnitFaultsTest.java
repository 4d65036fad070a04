package org.cartc.compiler.pass;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Render;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitFaultsTest {
  /**
   * A model with faults.
   *
   * @param items statements behind those that every model here has
   * @param message the only fault, as {@code code: message}
   * @param marked the text that the caret marks
   * @param label what stands at the caret
   * @param fixed what the edit puts there; empty for no edit
   */
  record Fault(String items, String message, String marked, String label, String fixed) {
    @Override
    public String toString() {
      return items;
    }
  }

  private static String text(String items) {
    return """
        model m {
          time [day]
          use saturation
          compartment X [cell] = 3
          compartment Y [cell] = 3
          compartment D [ng] = 3
          param r [1/day] = 1
          rate base: X -> Y = r * X
          d/dt D = r * D
        """ + items + "\n}\n";
  }

  static Stream<Fault> faults() {
    return Stream.of(
        new Fault("param k [1/day] = 1.1e-9\nrate kill: X -> = k * Y * X",
            "E0301: this term changes `X` in cell²/day, but a compartment in cell must change in cell/day",
            "k * Y * X", "1/day · cell · cell = cell²/day", "param k [1/(cell day)] = 1.1e-9"),
        new Fault("param k = 0.5\nrate kill: X -> = r * X / (k * Y)",
            "E0301: this term changes `X` in 1/day, but a compartment in cell must change in cell/day",
            "r * X / (k * Y)", "1/day · cell / cell = 1/day", "param k [1/cell] = 0.5"),
        new Fault("compartment Z [cell] = 1\nd/dt Z = r * Z - X",
            "E0301: this term changes `Z` in cell, but a compartment in cell must change in cell/day",
            "X", "cell", ""),
        new Fault("compartment Z [cell] = 1\nd/dt Z = r * Z + 2",
            "E0301: this term changes `Z` in 1, but a compartment in cell must change in cell/day",
            "2", "a pure number", "d/dt Z = r * Z + 2 [cell/day]"),
        new Fault("compartment Z [cell] = 1\nd/dt Z = X - (Y + Z)",
            "E0301: this changes `Z` in cell, but a compartment in cell must change in cell/day",
            "X - (Y + Z)", "cell", ""),
        new Fault("rate odd: X -> [cell] = r * X", "E0301: rate `odd` is declared in cell, but `X` changes in cell/day", "[cell]", "",
            "rate odd: X -> [cell/day] = r * X"),
        new Fault("let a = X + D", "E0302: a quantity in ng cannot be added to a quantity in cell", "D", "ng", ""),
        new Fault("let a = X - 1",
            "E0302: a pure number cannot be subtracted from a quantity in cell", "1", "a pure number", "let a = X - 1 [cell]"),
        new Fault("let a = if X >= 1 then 1 else 0",
            "E0302: a quantity in cell cannot be compared with a pure number", "1", "a pure number",
            "let a = if X >= 1 [cell] then 1 else 0"),
        new Fault("let a = if X > 0 then X else D",
            "E0302: the branches of `if` differ: a quantity in cell and a quantity in ng", "D", "ng", ""),
        new Fault("let a = max(X, Y, D)", "E0302: `max` cannot choose between a quantity in cell and a quantity in ng", "D", "ng", ""),
        new Fault("param K [day] = 2\nlet a = michaelis(X, K)", "E0302: a quantity in cell cannot be added to a quantity in day",
            "michaelis(X, K)", "`K` is in day, `X` is in cell", "param K [cell] = 2"),
        new Fault("let a = michaelis(X + D, X)", "E0302: a quantity in ng cannot be added to a quantity in cell", "D", "ng", ""),
        new Fault("constraint c solve z [cell] in 0 .. X such that z + X == D",
            "E0302: the two sides of an equation cannot be a quantity in cell and a quantity in ng", "D", "ng", ""),
        new Fault("when X rises above 1e13 { stop }",
            "E0302: a quantity in cell cannot be compared with a pure number", "1e13", "a pure number",
            "when X rises above 1e13 [cell] { stop }"),
        new Fault("let a = log(X)", "E0303: `log` takes a pure number, but this is in cell", "X", "cell", ""),
        new Fault("param K = 2\nlet a = exp(X / K)",
            "E0303: `exp` takes a pure number, but this is in cell", "X / K", "cell", "param K [cell] = 2"),
        new Fault("let a = if X then 1 else 2", "E0303: a condition is true or false, but this is in cell", "X", "cell", ""),
        new Fault("let a = 2^X", "E0304: an exponent is a pure number, but this is in cell", "X", "cell", ""),
        new Fault("param n = 2\nlet a = X^n",
            "E0304: the power of a quantity in cell has a unit only if its exponent is written as a number", "n",
            "not a literal number", ""),
        new Fault("let a = X^30", "E0304: the unit of this would have a power beyond 24 or a root beyond 6", "30", "", ""),
        new Fault("let a = X^20\nlet b = a * a",
            "E0304: the unit of this would have a power beyond 24 or a root beyond 6", "a * a", "", ""),
        new Fault("param k [days] = 2", "E0305: `days` is not a unit; write `day`", "days", "", "param k [day] = 2"),
        new Fault("let a = 2 [cells]", "E0305: `cells` is not a unit; write `cell`", "cells", "", "let a = 2 [cell]"),
        new Fault("let a = 2 [?]", "E0305: `[?]` asks for the unit of a declared name; a number needs its own", "[?]", "", "let a = 2 "),
        new Fault("param k [1/day] = 5 [ng]", "E0306: the value of `k` is in ng, but `k` is declared per day", "5 [ng]", "ng", ""),
        new Fault("param k = 5 [1/h]", "E0306: the value of `k` is in 1/h, but `k` has no unit and so is a pure number", "5 [1/h]", "1/h",
            "param k [1/h] = 5 [1/h]"),
        new Fault("param k [1/day] = 1 in 0 .. 5 [ng]", "E0306: a bound of `k` is in ng, but `k` is declared per day", "5 [ng]", "ng", ""),
        new Fault("param k [cell] = 1/3", "E0306: the value of `k` is a pure number, but `k` is declared in cell", "1/3", "a pure number",
            "param k [cell] = (1/3) [cell]"),
        new Fault("let a [cell] = X + Y + D", "E0306: this term gives `a` a quantity in ng, but `a` is declared in cell", "D", "ng", ""),
        new Fault("when X rises above Y { Y = D }",
            "E0306: the value at the event of `Y` is in ng, but `Y` is declared in cell", "D", "ng", ""),
        new Fault("param k [?] = 2", "E0307: no use of `k` determines its unit", "[?]", "asked for here", ""),
        new Fault("rate f: X -> D = r * X",
            "E0308: rate `f` takes from `X` what `D` cannot receive: their units are cell and ng", "f", "", ""));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsToldOnceWhereItIs(Fault expected) {
    List<Diagnostic> found = UnitsOfText.faults(text(expected.items())).stream().filter(d -> !d.code().equals("E0206")).toList();
    assertThat(found).extracting(d -> d.code() + ": " + d.message()).containsExactly(expected.message());
    Diagnostic.Label first = found.get(0).labels().get(0);
    assertThat(first.span().text()).isEqualTo(expected.marked());
    assertThat(first.text()).isEqualTo(expected.label());
    assertThat(first.span().source().name()).endsWith("units.cart");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void theEditRemovesTheFault(Fault expected) {
    String text = text(expected.items());
    Diagnostic fault = UnitsOfText.faults(text).stream().filter(d -> d.code().startsWith("E03")).findFirst().orElseThrow();
    assertThat(fault.edit().isPresent()).isEqualTo(!expected.fixed().isEmpty());
    if (fault.edit().isPresent()) {
      String edited = UnitsOfText.edited(text, fault);
      assertThat(edited.lines()).contains(expected.fixed());
      assertThat(UnitsOfText.faults(edited)).extracting(Diagnostic::code).doesNotContain(fault.code());
    }
  }

  @ParameterizedTest
  @MethodSource("faults")
  void everyFaultCanBeDrawn(Fault expected) {
    UnitsOfText.faults(text(expected.items())).forEach(d -> assertThat(new Render(false, 100).text(d)).startsWith("error[E"));
  }

  /** The example of the language's description, but for the words of the help. */
  @Test
  void massActionWithARateConstantPerDayIsExplained() {
    String text = """
        model m {
          time [day]
          compartment Tumour [cell] = 1e7
          compartment Effector [cell] = 1e6

          param k_kill [1/day] = 1.1e-9
          param r [1/day] = 0.1
          rate proliferation: -> Tumour = r * Tumour
          rate death: Effector -> = r * Effector
          rate killing: Tumour -> = k_kill * Effector * Tumour
        }
        """;
    List<Diagnostic> found = UnitsOfText.faults(text);
    assertThat(found).hasSize(1);
    assertThat(new Render(false, 120).text(found.get(0)).lines().skip(2)).containsExactly("""
           |
         6 |   param k_kill [1/day] = 1.1e-9
           |                ------- `k_kill` is declared per day
        10 |   rate killing: Tumour -> = k_kill * Effector * Tumour
           |                             ^^^^^^^^^^^^^^^^^^^^^^^^^^ 1/day · cell · cell = cell²/day
           = note: the other rate of `Tumour` is in cell/day
           = help: it would fit with `k_kill` per cell and per day:  param k_kill [1/(cell day)] = 1.1e-9
           = more: cartc explain E0301
        """.lines().toArray(String[]::new));
  }

  private static void warns(String items, String name, String unit) {
    List<Diagnostic> found = UnitsOfText.faults(text(items));
    assertThat(found).extracting(d -> d.code() + ": " + d.message())
        .containsExactly("W0301: the unit of `" + name + "` is inferred: " + unit);
    String edited = UnitsOfText.edited(text(items), found.get(0));
    assertThat(UnitsOfText.faults(edited)).isEmpty();
  }

  @Test
  void anAskedUnitIsFoundFromAUse() {
    warns("param k [?] = 2\nrate kill: X -> = k * Y * X", "k", "1/(day cell)");
    warns("param k [?] = 2\nrate kill: X -> = r * michaelis(X, k) * X", "k", "cell");
    warns("param k [?] = 2\nrate kill: X -> = growth * X\nlet growth = k * sqrt(X * Y)", "k", "1/(day cell)");
    warns("param k [?] = 2\nrate kill: X -> = r * X^2 / k", "k", "cell");
    warns("param k [?] = 2\nrate kill: X -> = r * X * exp(-k * time)", "k", "1/day");
    warns("param k [?] = 2\nlet a [1] = (X / k)^3", "k", "cell");
    warns("param k [?] = 2 [1/h]\nrate kill: X -> = k * X", "k", "1/h");
    warns("let a [?] = r * X", "a", "cell/day");
    warns("param k [?] = 2\nrate kill: X -> = r * X while X > k", "k", "cell");
    warns("param k [?] = 2\nconstraint c solve z [cell] in 0 .. k such that z == X", "k", "cell");
  }

  @Test
  void severalAskedUnitsAreFoundFromEachOther() {
    String items = "param k [?] = 2\nparam j [?] = 1\nlet a = k + j\nrate kill: X -> = k * X";
    assertThat(UnitsOfText.faults(text(items))).extracting(Diagnostic::message)
        .containsExactly("the unit of `k` is inferred: 1/day", "the unit of `j` is inferred: 1/day");
    assertThat(UnitsOfText.converted(text(items)).parameters()).extracting(p -> p.unit()).containsExactly("1/day", "1/day", "1/day");
  }

  @Test
  void whatFollowsFromAnUnknownUnitIsNotReported() {
    String misspelt = """
        param k [days] = 2
        let a = k + X
        let b = log(k) + a
        let c [ng] = k * a
        rate f: X -> = a * k
        param q [?] = 1
        let e = q + k
        """;
    assertThat(UnitsOfText.faults(text(misspelt)))
        .extracting(Diagnostic::code).containsExactly("E0305");
    assertThat(UnitsOfText.faults(text("let a = X + D\nlet b = a + 1\nlet c [ng] = b\nrate f: X -> = a")))
        .extracting(Diagnostic::code).containsExactly("E0302");
  }

  @Test
  void aCycleOfDerivedQuantitiesEnds() {
    assertThat(UnitsOfText.faults(text("let a = b + 1\nlet b = a + X\nlet c = c"))).isEmpty();
  }

  @Test
  void aLongChainOfDerivedQuantitiesIsFollowed() {
    StringBuilder chain = new StringBuilder("let a0 = X\n");
    for (int i = 1; i <= 3000; i++) {
      chain.insert(0, "let a" + i + " = a" + (i - 1) + " + Y\n");
    }
    assertThat(UnitsOfText.faults(text(chain.toString()))).isEmpty();
  }

  @Test
  void zeroFitsEveryUnit() {
    String zeros = """
        let a = if X > 0 then 0 else X
        let b [ng] = 0 * X + 0
        param k [1/day] = 0 in 0 .. 0
        let c = michaelis(0, X)
        """;
    assertThat(UnitsOfText.faults(text(zeros))).isEmpty();
  }

  @Test
  void theUnitOfTimeMustBeOne() {
    assertThat(UnitsOfText.faults("model m {\n time [cell]\n compartment X = 1\n d/dt X = 0\n}\n"))
        .extracting(Diagnostic::message).containsExactly("the unit of time of a model cannot be cell");
    assertThat(UnitsOfText.faults("model m {\n time [days]\n compartment X = 1\n d/dt X = X\n}\n"))
        .extracting(Diagnostic::message).containsExactly("`days` is not a unit; write `day`");
  }
}
