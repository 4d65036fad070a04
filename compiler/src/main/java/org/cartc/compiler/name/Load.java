package org.cartc.compiler.name;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.source.Source;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.CartFile;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.Parse;
import org.cartc.compiler.syntax.TopLevel;

/** Reads a file and everything that it uses: files beside it, and the library that comes with the compiler. */
public final class Load {
  /** The files of the library, by the name that {@code use} gives. */
  public static final List<String> LIBRARY =
      List.of("saturation", "growth", "killing", "turnover", "pk", "tmdd", "phenotype", "endpoints", "conversion");

  private final Diagnostics diagnostics;
  private final Map<String, CartFile> loaded = new LinkedHashMap<>();
  private final List<CartFile> order = new ArrayList<>();

  private Load(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * The program that starts at a file.
   *
   * @param with further files, as if the main file used them
   */
  public static Program program(Path main, List<Path> with, Diagnostics diagnostics) {
    Load load = new Load(diagnostics);
    CartFile file = load.file(main, Optional.empty());
    for (Path more : with) {
      load.file(more, Optional.empty());
    }
    return Program.of(file, load.order, diagnostics);
  }

  private CartFile file(Path path, Optional<Span> wanted) {
    String key = path.toAbsolutePath().normalize().toString();
    CartFile known = loaded.get(key);
    if (known != null) {
      return known;
    }
    return parsed(key, SourceFile.read(path, wanted), Optional.of(path));
  }

  private CartFile parsed(String key, Source source, Optional<Path> place) {
    CartFile file = Parse.file(source, diagnostics);
    loaded.put(key, file);
    for (ModelItem.Use use : uses(file)) {
      boolean part = use.as().isPresent();
      if (part && file.items().contains(use)) {
        diagnostics.add(Diagnostic.error("E0505", "`use ... as` makes a model a part of another one, and stands in no model here")
            .at(use.span()).help("write it inside `model ... { }`; what a file declares keeps its name where the file is used"));
      }
      use.imported().forEach(imported -> follow(imported, part, place));
    }
    order.add(file);
    return file;
  }

  private static List<ModelItem.Use> uses(CartFile file) {
    List<ModelItem.Use> uses = new ArrayList<>();
    for (TopLevel item : file.items()) {
      switch (item) {
        case ModelItem.Use use -> uses.add(use);
        case TopLevel.Model model -> uses.addAll(uses(model.items()));
        case TopLevel.Extend extend -> uses.addAll(uses(extend.items()));
        case ModelItem.Function f -> {}
        case TopLevel.Protocol p -> {}
        case TopLevel.Table t -> {}
        case TopLevel.Fit f -> {}
        case TopLevel.Study s -> {}
        case TopLevel.Numerics n -> {}
        case TopLevel.Claim c -> {}
        case TopLevel.Compare c -> {}
      }
    }
    return uses;
  }

  private static List<ModelItem.Use> uses(List<ModelItem> items) {
    List<ModelItem.Use> uses = new ArrayList<>();
    for (ModelItem item : items) {
      if (item instanceof ModelItem.Use use) {
        uses.add(use);
      } else if (item instanceof ModelItem.Mechanism mechanism) {
        uses.addAll(uses(mechanism.items()));
      }
    }
    return uses;
  }

  /** Reads what is used; of a part, which names a model, the library that declares it if it says so. */
  private void follow(ModelItem.Imported imported, boolean part, Optional<Path> from) {
    if (imported.quoted()) {
      Path target = from.map(p -> p.resolveSibling(imported.text()).normalize()).orElse(Path.of(imported.text()));
      file(target, Optional.of(imported.span()));
      return;
    }
    String name = part ? imported.text().replaceFirst("[.].*", "") : imported.text();
    if (loaded.containsKey("library " + name)) {
      return;
    }
    Optional<String> text = library(name);
    if (text.isPresent()) {
      parsed("library " + name, new Source("stdlib/" + name + ".cart", text.get()), Optional.empty());
    } else if (!part) {
      diagnostics.add(unknownLibrary(imported));
    }
  }

  private static Diagnostic unknownLibrary(ModelItem.Imported imported) {
    Diagnostic unknown = Diagnostic.error("E0502", "there is no library `" + imported.text() + "`").at(imported.span());
    Optional<String> near = Nearest.to(imported.text(), LIBRARY);
    return near.map(n -> unknown.help("did you mean `" + n + "`?").fix(imported.span(), n))
        .orElse(unknown.help("the library has " + String.join(", ", LIBRARY) + "; a file of your own stands in quotes: use \"file.cart\""));
  }

  /** The library file that declares a function. */
  static Optional<String> libraryOf(String function) {
    return LIBRARY.stream().filter(name -> library(name).orElseThrow().lines().anyMatch(l -> l.startsWith("fun " + function + "(")))
        .findFirst();
  }

  private static Optional<String> library(String name) {
    if (!LIBRARY.contains(name)) {
      return Optional.empty();
    }
    try (InputStream in = Load.class.getResourceAsStream("/stdlib/" + name + ".cart")) {
      if (in == null) {
        throw new IllegalStateException("the library " + name + " is missing from the program");
      }
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("the library " + name + " cannot be read", e);
    }
  }
}
