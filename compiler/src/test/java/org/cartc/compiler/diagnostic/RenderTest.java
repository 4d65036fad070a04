package org.cartc.compiler.diagnostic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Run with {@code -Dgolden=refresh} to write the expected texts anew; the run that does so fails. */
class RenderTest {
  private static final Path GOLDEN = Path.of("src/test/resources/org/cartc/compiler/diagnostic");

  private static final Source MODEL = new Source("models/tumour_killing/model.cart", """
      model tumour_killing "CAR-T cells against a tumour" {
        time [day]
        compartment Tumour [cell] = 1e7
        compartment Effector [cell] = 1e6

        param k_kill [1/day] = 1.1e-9
        param r [1/day] = 0.1 in 0..1
        param K [cell] = 1e9

        let growth = r * (1 - Tumour / K)
        rate proliferation: -> Tumour = growth * Tumour

        # killing by contact
        rate killing: Tumour -> = k_kill * Effector * Tumour
      }
      """);

  record Shape(String name, Diagnostic diagnostic, boolean colour, int width) {
    Shape(String name, Diagnostic diagnostic) {
      this(name, diagnostic, false, 120);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Span span(Source source, String text) {
    int start = source.text().indexOf(text);
    return new Span(source, start, start + text.length());
  }

  private static Diagnostic units() {
    return Diagnostic.error("E0301", "this term changes `Tumour` in cell²/day, but a compartment in cell must change in cell/day")
        .at(span(MODEL, "k_kill * Effector * Tumour"), "1/day · cell · cell = cell²/day")
        .at(span(MODEL, "[1/day]"), "`k_kill` is declared per day")
        .note("the other rate of `Tumour` is cell/day")
        .help("mass-action killing has a rate constant per cell and per day")
        .fix(span(MODEL, "[1/day]"), "[1/(cell day)]");
  }

  static Stream<Shape> shapes() {
    Source tabs = new Source("tabs.cart", "model a {\n\tparam\tk = 1 +\tq\n}\n");
    Source wide = new Source("wide.cart", "param 腫瘍 = e\u0301 * 𝛽 * zz \"😀\" + q\n");
    Source library = new Source("stdlib/saturation.cart", "fun michaelis(x, K) = x/(K + x)\n");
    Source harmful = new Source("harm\u001bful.cart", "let a = \u001b[31m\u202e + q");
    String terms = String.join(" + ", Stream.iterate(1, i -> i + 1).limit(60).map(i -> "term_" + i).toList());
    Source lengthy = new Source("long.cart", "let sum = " + terms + "\n");
    Source crlf = new Source("crlf.cart", "model a {\r\n  param k = 1\r\n}");
    Diagnostic plain = Diagnostic.error("E0102", "`q` is not defined");
    return Stream.of(
        new Shape("labels-on-two-lines", units()),
        new Shape("colour", units(), true, 120),
        new Shape("one-label", plain.at(span(tabs, "q")).help("did you mean `k`").fix(span(tabs, "q"), "k")),
        new Shape("wide-characters", plain
            .at(span(wide, "q"), "here").at(span(wide, "zz"), "and here").at(span(wide, "腫瘍"), "in this")),
        new Shape("three-labels-on-a-line", Diagnostic.warning("E0303", "no unit fits")
            .at(span(MODEL, "Effector * Tumour"), "cell²")
            .at(span(MODEL, "killing:"), "this rate").at(span(MODEL, "k_kill * Eff"), "overlaps")
            .at(span(MODEL, "Tumour ->"), "leaves here")),
        new Shape("two-files", Diagnostic.error("E0203", "`michaelis` takes 2 arguments").at(span(MODEL, "growth * Tumour"), "1 is given")
            .at(span(library, "(x, K)"), "declared here").at(span(MODEL, "let growth"))),
        new Shape("edit-of-another-line", plain
            .at(span(MODEL, "Effector *")).fix(span(MODEL, "0.1 in 0..1"), "0.5 in 0..1")),
        new Shape("edit-inserts-a-line", plain.at(span(MODEL, "Effector *"))
            .fix(new Span(MODEL, MODEL.text().indexOf("  let"), MODEL.text().indexOf("  let")), "  param q [1] = 1\n")),
        new Shape("edit-gives-two-lines", plain
            .at(span(MODEL, "r * (")).fix(span(MODEL, "let growth = r"), "param q = 1\n  let growth = q")),
        new Shape("edit-removes-the-line", plain
            .at(span(MODEL, "param r [1/day]")).fix(span(MODEL, "  param r [1/day] = 0.1 in 0..1"), "")),
        new Shape("label-over-lines", plain
            .at(span(MODEL, "model tumour_killing \"CAR-T cells against a tumour\" {\n  time"), "this block")),
        new Shape("long-line-cut-right", plain.at(span(lengthy, "term_2 "), "here"), false, 80),
        new Shape("long-line-cut-both", plain.at(span(lengthy, "term_30"), "here").fix(span(lengthy, "term_30"), "term_31"), false, 80),
        new Shape("long-line-labels-far-apart", plain
            .at(span(lengthy, "term_59"), "again").at(span(lengthy, "term_2 "), "first"), false, 80),
        new Shape("long-label", plain.at(span(lengthy, terms), "all of it"), false, 60),
        new Shape("end-of-file", plain.at(new Span(crlf, crlf.text().length(), crlf.text().length()), "`}` is missing")),
        new Shape("end-of-line", plain.at(new Span(crlf, 22, 22), "a unit is missing").help("two\nlines of help").help("another help")),
        new Shape("no-place", Diagnostic.error("E0701", "there is no file `model.cart`").note("the folder holds `modle.cart`")),
        new Shape("harmful-characters", plain.at(span(harmful, "q"), "after \u001b[2J")));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void textIsAsExpected(Shape shape) throws IOException {
    Path file = GOLDEN.resolve(shape.name() + ".txt");
    String text = new Render(shape.colour(), shape.width()).text(shape.diagnostic());
    if ("refresh".equals(System.getProperty("golden"))) {
      Files.writeString(file, text);
      fail("written anew: " + file);
    }
    assertThat(text).isEqualTo(Files.readString(file));
  }

  @Test
  void jsonHoldsEveryPart() {
    String json = new Render(false, 80).json(units());
    assertThat(json).isEqualTo(
        "{\"code\":\"E0301\",\"severity\":\"error\","
            + "\"message\":\"this term changes `Tumour` in cell²/day, but a compartment in cell "
            + "must change in cell/day\","
            + "\"labels\":[{\"file\":\"models/tumour_killing/model.cart\","
            + "\"start\":364,\"end\":390,\"line\":14,\"column\":29,\"endLine\":14,\"endColumn\":55,"
            + "\"text\":\"1/day · cell · cell = cell²/day\"},{\"file\":\"models/tumour_killing/model.cart\","
            + "\"start\":153,\"end\":160,\"line\":6,\"column\":16,"
            + "\"endLine\":6,\"endColumn\":23,\"text\":\"`k_kill` is declared per day\"}],"
            + "\"notes\":[\"the other rate of `Tumour` is cell/day\"],"
            + "\"helps\":[\"mass-action killing has a rate constant per cell and per day\"],"
            + "\"edit\":{\"file\":\"models/tumour_killing/model.cart\","
            + "\"start\":153,\"end\":160,\"line\":6,\"column\":16,\"endLine\":6,\"endColumn\":23,\"replacement\":\"[1/(cell day)]\"}}");
    assertThat(JsonParser.parseString(new Render(false, 80).json(List.of(units(), units()))).getAsJsonArray()).hasSize(2);
  }

  @Test
  void anyPlacesAndEditsCanBeDrawn() {
    Random random = new Random(5);
    String letters = "ab \t\n\r\u0301腫😀\ud800\u001b";
    for (int i = 0; i < 3000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(120); n > 0; n--) {
        text.append(letters.charAt(random.nextInt(letters.length())));
      }
      Source source = new Source("a.cart", text.toString());
      Diagnostic diagnostic = Diagnostic.error("E0001", "m");
      for (int n = random.nextInt(5); n > 0; n--) {
        diagnostic = diagnostic.at(random(random, source), random.nextBoolean() ? "text" : "");
      }
      diagnostic = diagnostic.fix(random(random, source), "x\n".repeat(random.nextInt(3)));
      String plain = new Render(false, 40).text(diagnostic);
      assertThat(plain).startsWith("error[E0001]: m\n").endsWith("= more: cartc explain E0001\n").doesNotContain("\u001b");
      assertThat(new Render(true, 40).text(diagnostic).replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
    }
  }

  private static Span random(Random random, Source source) {
    int start = random.nextInt(source.text().length() + 1);
    return new Span(source, start, start + random.nextInt(source.text().length() - start + 1));
  }
}
