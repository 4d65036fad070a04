package org.cartc.compiler.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.name.SourceFile;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.syntax.Parse;
import org.cartc.compiler.syntax.Print;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormatTest {
  private static final Path PROJECT = Path.of("..");

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(PROJECT)) {
      return all.filter(p -> p.toString().endsWith(".cart") && !p.toString().contains("target") && !p.toString().contains("/."))
          .sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyFileOfTheProjectThatCanBeReadKeepsItsMeaningAndItsLayoutIsFinal(Path file) throws IOException {
    try {
      String text = SourceFile.read(file, Optional.empty()).text();
      String once = format(text);
      assertThat(format(once)).isEqualTo(once);
      assertThat(comments(once)).isEqualTo(comments(text));
    } catch (Rejected unreadable) {
      assertThat(unreadable.diagnostics()).isNotEmpty();
    }
  }

  static Stream<Path> shipped() throws IOException {
    return files().filter(p -> p.startsWith(PROJECT.resolve("models")) || p.startsWith(PROJECT.resolve("stdlib")));
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedFilesAreLaidOut(Path file) throws IOException {
    assertThat(format(Files.readString(file))).isEqualTo(Files.readString(file));
  }

  @Test
  void layoutOfAThousandGeneratedFilesIsFinalAndPrintedTreesReadAsTheSame() {
    for (int seed = 0; seed < 1000; seed++) {
      String text = new AnyFile(seed).text();
      String once = format(text);
      assertThat(format(once)).as("seed " + seed + "\n" + text).isEqualTo(once);
      assertThat(comments(once)).as("seed " + seed + "\n" + text).isEqualTo(comments(text));
      String printed = printed(text);
      assertThat(printed(printed)).as("seed " + seed + "\n" + text).isEqualTo(printed);
    }
  }

  @Test
  void declarationsStandInColumns() {
    assertThat(format("""
        model m {
            param k[1/day]=0.2 in 0..1 "elimination" # from the label
            compartment   x [mg]= 1
        param epsilon [1/(mg day)] = 12   # fitted

         # losses
         rate loss :x->= k*x
         rate shift: x   -> long_name = k * x "moves"
        }
        """)).isEqualTo("""
        model m {
          param k [1/day] = 0.2  in 0..1  "elimination"  # from the label
          compartment x [mg] = 1
          param epsilon [1/(mg day)] = 12  # fitted

          # losses
          rate loss:  x ->           = k*x
          rate shift: x -> long_name = k * x  "moves"
        }
        """);
  }

  @Test
  void signsAreTightAndOperatorsApart() {
    assertThat(format("fun f(x)=-x^2-1+x*2/3-( -x )\n")).isEqualTo("fun f(x) = -x^2 - 1 + x*2/3 - (-x)\n");
  }

  @Test
  void linesThatGoOnAreIndented() {
    assertThat(format("""
        constraint c
        solve u [cell] in 0..C
        such that u
        + 1 == C
        """.indent(0).replaceFirst("^", "model m {\n") + "}\n")).isEqualTo("""
        model m {
          constraint c
            solve u [cell] in 0..C
            such that u
            + 1 == C
        }
        """);
  }

  private static String format(String text) {
    return Format.format(new Source("test.cart", text));
  }

  private static String printed(String text) {
    Diagnostics diagnostics = new Diagnostics();
    String printed = Print.print(Parse.file(new Source("test.cart", text), diagnostics));
    assertThat(diagnostics.all()).as(text).isEmpty();
    return printed;
  }

  private static List<String> comments(String text) {
    return text.lines().filter(line -> line.contains("#")).map(line -> line.substring(line.indexOf('#')).strip()).toList();
  }
}
