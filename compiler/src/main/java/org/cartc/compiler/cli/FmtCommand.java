package org.cartc.compiler.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.format.Format;
import org.cartc.compiler.name.SourceFile;
import org.cartc.compiler.source.Source;
import org.cartc.runtime.table.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lays files out. */
@Command(
    name = "fmt",
    header = {"Lay files out; comments and line breaks stay.", ""},
    versionProvider = Cartc.Versions.class,
    customSynopsis = "cartc fmt FILE... [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    footer = {"", "Examples:", "  cartc fmt model.cart", "  cartc fmt --check models/*.cart", "  cartc fmt - < model.cart"})
final class FmtCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*",
      description = "files to lay out in place; - reads standard input and writes standard output")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--check", description = "change nothing; name the files that would change, and exit with 1 if there are any")
  private boolean check;

  @Mixin
  private StandardOptions standard;

  private final Console console;

  FmtCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Map<Path, String> changed = new LinkedHashMap<>();
    List<Diagnostic> faults = new ArrayList<>();
    for (Path file : files) {
      try {
        Source source = source(file);
        String text = Format.format(source);
        if (isStandard(file) && !check) {
          console.out().print(text);
          console.out().flush();
        } else if (!text.equals(source.text())) {
          changed.put(file, text);
        }
      } catch (Rejected rejected) {
        faults.addAll(rejected.diagnostics());
      }
    }
    changed.forEach((file, text) -> {
      if (!check) {
        AtomicFile.write(file, text);
      }
      console.print(file + (check ? ": would be laid out differently" : ": laid out"));
    });
    console.diagnostics(faults);
    return !faults.isEmpty() || check && !changed.isEmpty() ? ExitCode.MODEL_OR_DATA : ExitCode.FINE;
  }

  private static boolean isStandard(Path file) {
    return file.toString().equals("-");
  }

  private static Source source(Path file) throws IOException {
    return isStandard(file)
        ? new Source("standard input", new String(System.in.readAllBytes(), StandardCharsets.UTF_8))
        : SourceFile.read(file, Optional.empty());
  }
}
