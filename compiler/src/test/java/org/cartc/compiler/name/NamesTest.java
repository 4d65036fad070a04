package org.cartc.compiler.name;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cartc.compiler.Written;
import org.cartc.compiler.Written.Trajectory;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Exprs;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Write;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamesTest {
  private static final String HEAD = "model m {\ntime [day]\n";

  private static String definition(Model model, String path) {
    return model.definitions().stream().filter(d -> d.path().equals(path)).map(d -> Write.expression(d.value())).findFirst().orElseThrow();
  }

  @Test
  void nearestDeclarationAroundThePlaceIsMeant() {
    Model model = Written.model("compartment X = 1", "param k = 1", "let at_model = k", "mechanism a { param k = 2", "let in_a = k",
        "mechanism b { let in_b = k + j", "param j = 4", "mechanism c { param k = 3", "let in_c = k } }", "rate r: X -> = k }");
    assertThat(definition(model, "at_model")).isEqualTo("k");
    assertThat(definition(model, "a.in_a")).isEqualTo("a.k");
    assertThat(definition(model, "a.b.in_b")).isEqualTo("a.k + a.b.j");
    assertThat(definition(model, "a.b.c.in_c")).isEqualTo("a.b.c.k");
  }

  @Test
  void endOfAPathIsEnoughWhereItIsUnique() {
    Model model = Written.model("compartment X = 1", "rate r: X -> = X", "let a = beta + inner.gamma + m.inner.gamma",
        "mechanism m { param beta = 1", "mechanism inner { param gamma = 1 } }");
    assertThat(definition(model, "a")).isEqualTo("m.beta + m.inner.gamma + m.inner.gamma");
  }

  @Test
  void timeIsANameThatMayBeTaken() {
    assertThat(definition(Written.model("compartment X = 1", "rate r: X -> = X", "let a = time + t"), "a")).isEqualTo("time + time");
    assertThat(
        Exprs.symbols(Written.model("compartment X = 1", "rate r: X -> = X", "param t = 2", "let a = t").definitions().get(0).value()))
        .containsExactly("t");
  }

  @Test
  void functionsAreInlinedWithNamedAndDefaultArguments() {
    Model model = Written.program("use saturation\nfun scaled(x, by = 2 * 3, over = 1) = by * x / over\n" + HEAD
        + "compartment X = 1\nrate r: X -> = michaelis(X, 4)\nlet a = scaled(X)\nlet b = scaled(over = X, x = 5)\nlet c = scaled(scaled(X, 1), 2)\n"
        + "mechanism inner { param k = 1\nfun own(x) = k * x\nlet d = own(X) }\nlet e = inner.own(2)\n}", "m");
    assertThat(Write.expression(model.rates().get(0).value())).isEqualTo("X / (4 + X)");
    assertThat(definition(model, "a")).isEqualTo("2 * 3 * X / 1");
    assertThat(definition(model, "b")).isEqualTo("2 * 3 * 5 / X");
    assertThat(definition(model, "c")).isEqualTo("2 * (1 * X / 1) / 1");
    assertThat(definition(model, "inner.d")).isEqualTo("inner.k * X");
    assertThat(definition(model, "e")).isEqualTo("inner.k * 2");
  }

  @Test
  void functionOfTheModelComesBeforeThatOfTheLibrary() {
    Model model =
        Written.program("use saturation\n" + HEAD + "fun bound(z) = z\ncompartment X = 1\nrate r: X -> = bound(X)\n}", "m");
    assertThat(Write.expression(model.rates().get(0).value())).isEqualTo("X");
  }

  @Test
  void extensionAddsAndReplacesInPlace() {
    String text = HEAD + "compartment X = 1\nparam k = 1\nparam l = 2\nlet u = k\nrate r: X -> = u\n d/dt Y = -Y\ncompartment Y = 2\n}\n"
        + "extend m { replace param k = 7\nreplace let u = 2 * k\nreplace rate r: -> X = u\nreplace d/dt Y = 3\n"
        + "mechanism new { compartment Z = 0\nrate s: X -> Z = X } }";
    Model model = Written.program(text, "m");
    assertThat(model.parameters()).extracting(Model.Parameter::path).containsExactly("k", "l");
    assertThat(new Trajectory(Written.structure(model)).derivatives(0, 1, 1, 1)).containsExactly(14 - 1, 3, 1);
  }

  @Test
  void replacedEquationInsideAMechanismIsThatOfItsCompartment() {
    String text = HEAD + "compartment X = 1\nd/dt X = 1\nmechanism a { compartment X = 2\nd/dt X = 2 }\n}\n"
        + "extend m { replace d/dt a.X = 5 }";
    assertThat(new Trajectory(Written.structure(Written.program(text, "m"))).derivatives(0, 0, 0)).containsExactly(1, 5);
  }

  @Test
  void derivedModelStartsFromItsBaseAndLeavesItAlone() {
    String text = HEAD + "compartment X = 1\nparam k = 1\nrate r: X -> = k\n}\nextend m as n \"derived\" { replace param k = 2 }\n"
        + "extend n as o { rate s: X -> = 10 }\nextend n { rate t: X -> = 100 }\nextend m { rate u: X -> = 1000 }";
    assertThat(new Trajectory(Written.structure(Written.program(text, "m"))).derivatives(0, 1)).containsExactly(-1001);
    assertThat(new Trajectory(Written.structure(Written.program(text, "n"))).derivatives(0, 1)).containsExactly(-1102);
    assertThat(new Trajectory(Written.structure(Written.program(text, "o"))).derivatives(0, 1)).containsExactly(-1112);
    assertThat(Written.program(text, "n").doc()).isEqualTo("derived");
  }

  @Test
  void filesAreUsedOnceAlsoInCirclesAndFromMechanisms(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("parts"));
    Files.writeString(folder.resolve("parts/feedback.cart"),
        "use \"../main.cart\"\nextend m { mechanism feedback { rate in: -> X = f(2) } }");
    Files.writeString(folder.resolve("laws.cart"), "use \"laws.cart\"\nfun f(x) = 3 * x");
    Files.writeString(folder.resolve("main.cart"), "use \"parts/feedback.cart\"\n" + HEAD
        + "compartment X = 1\nrate r: X -> = X\nmechanism q { use \"laws.cart\"\nrate s: X -> = 0 }\n}");
    Diagnostics diagnostics = new Diagnostics();
    Program program = Load.program(folder.resolve("main.cart"), List.of(), diagnostics);
    assertThat(program.files()).hasSize(3);
    Model model = Resolve.model(program, "m", diagnostics).model();
    assertThat(new Trajectory(Written.structure(model)).derivatives(0, 1)).containsExactly(5);
    Program with = Load.program(folder.resolve("laws.cart"), List.of(folder.resolve("main.cart")), new Diagnostics());
    assertThat(with.models()).containsKey("m");
    assertThat(with.main().source().name()).endsWith("laws.cart");
  }

  @Test
  void thousandsOfStatementsAreNoMatterOfDepth() {
    StringBuilder text = new StringBuilder(HEAD + "compartment X = 1\n");
    for (int i = 0; i < 3000; i++) {
      text.append("rate r").append(i).append(": -> X = u").append(i).append("\nlet u").append(i).append(" = ")
          .append(i == 2999 ? "X" : "1 + u" + (i + 1)).append('\n');
    }
    double[] dy = new Trajectory(Written.structure(Written.program(text + "}", "m"))).derivatives(0, 2);
    // sum of 2 + i for i from 0 to 2999
    assertThat(dy).containsExactly(2 * 3000 + 2999 * 1500);
  }
}
