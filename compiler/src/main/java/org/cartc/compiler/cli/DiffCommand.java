package org.cartc.compiler.cli;

import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.difference.Change;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.name.Resolve;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says in what two models differ. */
@Command(
    name = "diff",
    header = {"Say in what two models differ: what comes, what goes, what changes.", ""},
    versionProvider = Cartc.Versions.class,
    customSynopsis = "cartc diff BEFORE AFTER [OPTION]...",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    sortOptions = false,
    footer = {"", "Examples:", "  cartc diff old.cart new.cart", "  cartc diff model.cart model.cart --with il6_feedback.cart"})
final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "BEFORE", description = "a file with a model")
  private Path before;

  @Parameters(index = "1", paramLabel = "AFTER", description = "another one, or the same")
  private Path after;

  @Option(names = "--with", paramLabel = "FILE", description = "a further file that only AFTER has, such as an extension")
  private List<Path> with = List.of();

  @Option(names = "--json", description = "write the changes as JSON")
  private boolean json;

  @Mixin
  private StandardOptions standard;

  private final Console console;

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Map<String, Model> first = models(before, List.of());
    Map<String, Model> second = models(after, with);
    Map<String, List<Change>> changes = new LinkedHashMap<>();
    if (first.size() == 1 && second.size() == 1) {
      Model model = second.values().iterator().next();
      changes.put(model.name(), Change.between(first.values().iterator().next(), model));
    } else {
      second.forEach((name, model) -> changes.put(name,
          first.containsKey(name) ? Change.between(first.get(name), model) : List.of(new Change.Only(true, "model", name, ""))));
      first.keySet().stream().filter(name -> !second.containsKey(name))
          .forEach(name -> changes.put(name, List.of(new Change.Only(false, "model", name, ""))));
    }
    console.print(json ? new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(objects(changes)) : text(changes));
    return ExitCode.FINE;
  }

  private static Map<String, Model> models(Path file, List<Path> with) {
    Diagnostics diagnostics = new Diagnostics();
    Program program = Load.program(file, with, diagnostics);
    diagnostics.stopOnErrors();
    Map<String, Model> models = new LinkedHashMap<>();
    program.main().models().forEach(name -> models.put(name.text(), Resolve.model(program, name.text(), diagnostics).model()));
    diagnostics.stopOnErrors();
    if (models.isEmpty()) {
      throw new Usage(file + " declares no model");
    }
    return models;
  }

  private static String text(Map<String, List<Change>> changes) {
    StringBuilder text = new StringBuilder();
    changes.forEach((model, list) -> {
      text.append(text.isEmpty() ? "" : "\n").append("model ").append(model).append(list.isEmpty() ? ": no difference" : "");
      list.forEach(change -> text.append("\n  ").append(change.text()));
    });
    return text.toString();
  }

  private static List<Map<String, Object>> objects(Map<String, List<Change>> changes) {
    return changes.entrySet().stream().flatMap(e -> e.getValue().stream().map(change -> object(e.getKey(), change))).toList();
  }

  private static Map<String, Object> object(String model, Change change) {
    Map<String, Object> object = new LinkedHashMap<>(Map.of("model", model));
    switch (change) {
      case Change.Only only -> {
        object.put("change", only.added() ? "added" : "removed");
        object.put("kind", only.kind());
        object.put("path", only.path());
        object.put("says", only.says());
      }
      case Change.Aspect aspect -> {
        object.put("change", "changed");
        object.put("kind", aspect.kind());
        object.put("path", aspect.path());
        object.put("aspect", aspect.aspect());
        object.put("before", aspect.before());
        object.put("after", aspect.after());
      }
    }
    return object;
  }
}
