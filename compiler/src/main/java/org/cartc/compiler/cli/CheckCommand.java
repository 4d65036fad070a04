package org.cartc.compiler.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.Variant;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.name.Resolve;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.compiler.study.Options;
import org.cartc.compiler.syntax.Name;
import org.cartc.compiler.syntax.TopLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compiles files and everything that they use without running them. */
@Command(
    name = "check",
    header = {"Compile models, studies and data without running them.", ""},
    versionProvider = Cartc.Versions.class,
    customSynopsis = "cartc check FILE... [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    footer = {"", "Examples:", "  cartc check model.cart", "  cartc check model.cart --print=structure"})
final class CheckCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILE", arity = "1..*", description = "files with models or studies")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--print", paramLabel = "STAGE",
      description = "print the trees of a stage: parse, resolve, convert, lower, structure, emit")
  private Compiler.Stage print;

  @Mixin
  private StandardOptions standard;

  private final Console console;

  CheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Diagnostic> found = new ArrayList<>();
    for (Path file : files) {
      Diagnostics diagnostics = new Diagnostics();
      try {
        check(file, diagnostics);
        found.addAll(diagnostics.all());
      } catch (Rejected rejected) {
        found.addAll(rejected.diagnostics());
      }
    }
    console.diagnostics(found);
    boolean faulty = found.stream().anyMatch(Diagnostic::isError);
    if (!faulty && print == null) {
      files.forEach(file -> console.print(file + ": no faults"));
    }
    return faulty ? ExitCode.MODEL_OR_DATA : ExitCode.FINE;
  }

  private void check(Path file, Diagnostics diagnostics) {
    PrintStage trees = new PrintStage(Optional.ofNullable(print), console);
    Program program = Load.program(file, List.of(), diagnostics);
    trees.accept(Compiler.Stage.PARSE, program.main());
    diagnostics.stopOnErrors();
    for (Name declared : program.main().models()) {
      Resolve.Resolved resolved = Compiler.model(program, declared.text(), diagnostics, trees);
      Compiler.emit(Compiler.structure(resolved.model(), Variant.PLAIN, diagnostics, trees), List.of(), trees);
    }
    for (TopLevel.Study study : program.studies()) {
      LowerStudy.study(program, study, Options.NONE, diagnostics, Compiler.SILENT);
    }
    diagnostics.stopOnErrors();
  }
}
