package org.cartc.compiler.cli;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.PrintModel;
import org.cartc.compiler.structure.PrintStructure;
import org.cartc.compiler.structure.Structure;
import org.cartc.compiler.syntax.CartFile;
import org.cartc.compiler.syntax.Print;

/** Prints the trees of the stage that the user asked for, each different one once. */
final class PrintStage implements BiConsumer<Compiler.Stage, Object> {
  private final Optional<Compiler.Stage> wanted;
  private final Console console;
  private final Set<String> printed = new HashSet<>();

  PrintStage(Optional<Compiler.Stage> wanted, Console console) {
    this.wanted = wanted;
    this.console = console;
  }

  @Override
  public void accept(Compiler.Stage stage, Object tree) {
    if (wanted.isPresent() && wanted.get() == stage) {
      String text = text(tree);
      if (printed.add(text)) {
        console.print(text);
      }
    }
  }

  private static String text(Object tree) {
    return switch (tree) {
      case CartFile file -> Print.print(file);
      case Model model -> PrintModel.text(model);
      case Structure structure -> PrintStructure.text(structure);
      case byte[] bytes -> PrintClass.text(bytes);
      default -> throw new IllegalArgumentException("no tree of a stage: " + tree.getClass());
    };
  }
}
