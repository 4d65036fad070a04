package org.cartc.compiler.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cartc.compiler.explain.Explanations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says what the code of a diagnostic stands for, or lists all codes. */
@Command(
    name = "explain",
    header = {"Say what the code of a message stands for, with examples.", ""},
    versionProvider = Cartc.Versions.class,
    customSynopsis = "cartc explain [CODE]...",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    footer = {"", "Examples:", "  cartc explain E0301", "  cartc explain       all codes with their meanings"})
final class ExplainCommand implements Callable<Integer> {
  private static final int WIDEST = 100;

  @Parameters(paramLabel = "CODE", arity = "0..*", description = "codes such as E0301; without one all codes are listed")
  private List<String> codes = new ArrayList<>();

  @Mixin
  private StandardOptions standard;

  private final Console console;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> unknown = codes.stream().filter(code -> Explanations.of(code).isEmpty()).distinct().toList();
    if (!unknown.isEmpty()) {
      unknown.forEach(code -> console.error("cartc: there is no code `" + code + "`" + near(code)));
      console.error("see:   cartc explain");
      return ExitCode.USAGE;
    }
    int width = Math.min(console.width(), WIDEST);
    console.out().print(codes.isEmpty() ? joined(Explanations.groups(), group -> group.text(width))
        : joined(codes.stream().map(Explanations::of).flatMap(Optional::stream).distinct().toList(), page -> page.text(width)));
    console.out().flush();
    return ExitCode.FINE;
  }

  private static String near(String code) {
    List<String> near = Explanations.near(code);
    return near.isEmpty() ? "" : "; near it: " + String.join(", ", near);
  }

  private static <T> String joined(List<T> items, Function<T, String> text) {
    return items.stream().map(text).collect(Collectors.joining("\n"));
  }
}
