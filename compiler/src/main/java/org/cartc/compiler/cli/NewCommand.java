package org.cartc.compiler.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.cartc.grammar.Words;
import org.cartc.runtime.table.AtomicFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a model to begin with. */
@Command(
    name = "new",
    header = {"Write a small model and a study of it, to begin with.", ""},
    versionProvider = Cartc.Versions.class,
    customSynopsis = "cartc new NAME [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    footer = {"", "Examples:", "  cartc new lymphoma", "  cartc new models/lymphoma"})
final class NewCommand implements Callable<Integer> {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  @Parameters(paramLabel = "NAME", description = "the name of the model, which is also that of its file; it may have a folder before it")
  private Path name;

  @Mixin
  private StandardOptions standard;

  private final Console console;

  NewCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    String model = name.getFileName().toString().replaceFirst("[.]cart$", "");
    if (!NAME.matcher(model).matches() || Words.hard().contains(model)) {
      throw new Usage("`" + model + "` cannot be the name of a model: "
          + (Words.hard().contains(model) ? "it begins a block or declaration"
              : "names are letters, digits and _, and do not begin with a digit"));
    }
    Path file = Path.of(name + (name.toString().endsWith(".cart") ? "" : ".cart"));
    if (Files.exists(file)) {
      throw new Usage(file + " is there already; choose another name");
    }
    try (InputStream template = NewCommand.class.getResourceAsStream("new.cart")) {
      AtomicFile.write(file,
          new String(template.readAllBytes(), StandardCharsets.UTF_8).replace("NAME.cart", file.toString()).replace("NAME", model));
    }
    console.print("wrote " + file);
    console.print("next:  cartc run " + file + " --out out");
    return ExitCode.FINE;
  }
}
