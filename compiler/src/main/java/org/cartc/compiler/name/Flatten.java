package org.cartc.compiler.name;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.TopLevel;

/** Puts the statements of mechanisms in one list, and those of models that are used as parts: such a part is a mechanism. */
final class Flatten {
  private final Program program;
  private final Diagnostics diagnostics;
  private final List<Declared.Owned> flat;

  Flatten(Program program, Diagnostics diagnostics, List<Declared.Owned> flat) {
    this.program = program;
    this.diagnostics = diagnostics;
    this.flat = flat;
  }

  /** @param above the models whose statements these are, the outermost first */
  void add(List<ModelItem> items, String mechanism, List<String> above) {
    for (ModelItem item : items) {
      if (item instanceof ModelItem.Use use && use.as().isPresent()) {
        part(use, mechanism, above);
        continue;
      }
      Declared.Owned owned = new Declared.Owned(mechanism, item, flat.size(), mechanism);
      flat.add(owned);
      if (item instanceof ModelItem.Mechanism inner) {
        add(inner.items(), owned.path(inner.name()), above);
      }
    }
  }

  private void part(ModelItem.Use use, String mechanism, List<String> above) {
    Optional<String> model = model(use);
    if (model.isEmpty()) {
      return;
    }
    if (above.contains(model.get())) {
      diagnostics.add(Diagnostic.error("E0214", "model `" + model.get() + "` is a part of itself").at(use.span())
          .help("name another model"));
      return;
    }
    List<ModelItem> items = new ArrayList<>();
    Declared.Header header = Declared.header(program, model.get(), items, diagnostics, new ArrayList<>());
    items.removeIf(item -> item instanceof ModelItem.Time || item instanceof ModelItem.Test);
    ModelItem.Mechanism part = new ModelItem.Mechanism(use.as().orElseThrow(), header.doc(), items, use.span());
    Declared.Owned owned = new Declared.Owned(mechanism, part, flat.size(), mechanism);
    flat.add(owned);
    int first = flat.size();
    List<String> within = new ArrayList<>(above);
    within.add(model.get());
    add(items, owned.path(part.name()), within);
    use.settings().forEach(setting -> set(setting, owned.path(part.name()), first, mechanism, model.get()));
  }

  /** The name of the model that is used as a part. */
  private Optional<String> model(ModelItem.Use use) {
    ModelItem.Imported imported = use.imported().getFirst();
    if (use.imported().size() > 1) {
      diagnostics.add(Diagnostic.error("E0505", "`as` gives one name to several models").at(use.span())
          .help("write a `use ... as ...` for each"));
      return Optional.empty();
    }
    if (imported.quoted()) {
      Path file = Path.of(use.span().source().name()).resolveSibling(imported.text()).normalize();
      List<TopLevel.Model> models = program.models().values().stream()
          .filter(m -> Path.of(m.span().source().name()).normalize().equals(file)).toList();
      if (models.size() == 1) {
        return Optional.of(models.getFirst().name().text());
      }
      diagnostics.add(Diagnostic.error("E0505", "this file declares " + (models.isEmpty() ? "no model" : models.size() + " models"))
          .at(imported.span()).help(models.isEmpty() ? "name a file that declares one"
              : "use the file, and name one of its models:  use " + models.getFirst().name() + " as " + use.as().orElseThrow()));
      return Optional.empty();
    }
    String name = imported.text().substring(imported.text().lastIndexOf('.') + 1);
    if (!Declared.isModel(program, name)) {
      diagnostics.add(Declared.unknownModel(program, name, imported.span()));
      return Optional.empty();
    }
    return Optional.of(name);
  }

  /** Gives a parameter, start or definition of a part its value, which is written in the names around the part. */
  private void set(ModelItem.Setting setting, String part, int first, String scope, String model) {
    String wanted = part + "." + setting.path().text();
    List<String> known = new ArrayList<>();
    for (int i = first; i < flat.size(); i++) {
      Declared.Owned owned = flat.get(i);
      Optional<String> path = switch (owned.item()) {
        case ModelItem.Parameter p -> Optional.of(owned.path(p.name()));
        case ModelItem.Compartment c -> Optional.of(owned.path(c.name()));
        case ModelItem.Let l -> Optional.of(owned.path(l.name()));
        default -> Optional.empty();
      };
      if (path.isPresent() && path.get().equals(wanted)) {
        flat.set(i, new Declared.Owned(owned.mechanism(), given(owned.item(), setting.value()), owned.position(), scope));
        return;
      }
      path.ifPresent(p -> known.add(p.substring(part.length() + 1)));
    }
    Diagnostic unknown = Diagnostic.error("E0201", "`" + model + "` has no parameter, compartment or definition `" + setting.path() + "`")
        .at(setting.path().span());
    diagnostics.add(Nearest.to(setting.path().text(), known)
        .map(near -> unknown.help("did you mean `" + near + "`?").fix(setting.path().span(), near))
        .orElse(unknown.help("what can be given a value here: " + String.join(", ", known))));
  }

  private static ModelItem given(ModelItem item, Expression value) {
    return switch (item) {
      case ModelItem.Parameter p ->
          new ModelItem.Parameter(p.replace(), p.name(), p.unit(), Optional.of(value), p.bounds(), p.doc(), p.cite(),
              p.span());
      case ModelItem.Compartment c -> new ModelItem.Compartment(c.replace(), c.name(), c.unit(), Optional.of(value), c.bounds(), c.doc(),
          c.cite(), c.span());
      case ModelItem.Let l -> new ModelItem.Let(l.replace(), l.output(), l.name(), l.unit(), value, l.doc(), l.span());
      default -> throw new IllegalStateException("a value for " + item);
    };
  }
}
