package org.cartc.compiler.name;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Doc;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.Name;
import org.cartc.compiler.syntax.TopLevel;
import org.cartc.compiler.syntax.UnitText;

/** The statements of a model with those of its extensions, flattened over mechanisms, and the names that they declare. */
record Declared(String model, String doc, List<Owned> items, Names names, Map<String, ModelItem.Function> functions, Span span) {
  private static final String EQUATION = "d/dt ";

  /**
   * A statement and the mechanism around it (empty for none).
   *
   * @param scope the mechanism whose names its value is written in: that around it, but for values that a part is given from outside
   */
  record Owned(String mechanism, ModelItem item, int position, String scope) {
    String path(Name name) {
      return mechanism.isEmpty() ? name.text() : mechanism + "." + name.text();
    }

    String eventPath(ModelItem.Event event) {
      return event.name().map(this::path).orElse((mechanism.isEmpty() ? "" : mechanism + ".") + "event_at_line_" + event.span().line());
    }
  }

  static Declared of(Program program, String model, Diagnostics diagnostics) {
    List<Owned> items = new ArrayList<>();
    List<ModelItem> written = new ArrayList<>();
    Header header = header(program, model, written, diagnostics, new ArrayList<>());
    new Flatten(program, diagnostics, items).add(written, "", List.of(model));
    items = replaced(items, diagnostics);
    Names names = new Names(model);
    Map<String, ModelItem.Function> functions = new LinkedHashMap<>();
    for (Owned owned : items) {
      declare(owned, names, diagnostics);
      if (owned.item() instanceof ModelItem.Function function) {
        ModelItem.Function before = functions.putIfAbsent(owned.path(function.name()), function);
        if (before != null) {
          diagnostics
              .add(Names.twice(owned.path(function.name()), model, function.name().span(), "function", before.name().span(), "function"));
        }
      }
    }
    return new Declared(model, header.doc().map(Doc::text).orElse(""), items, names, functions, header.span());
  }

  record Header(Optional<Doc> doc, Span span) {}

  static Header header(Program program, String model, List<ModelItem> items, Diagnostics diagnostics, List<String> above) {
    TopLevel.Model written = program.models().get(model);
    TopLevel.Extend derived = program.derived().get(model);
    Header header;
    if (written != null) {
      items.addAll(written.items());
      header = new Header(written.doc(), written.name().span());
    } else {
      above.add(model);
      String base = derived.base().text();
      if (above.contains(base)) {
        diagnostics.add(Diagnostic.error("E0214", "model `" + model + "` extends itself").at(derived.base().span())
            .help("name the model that it starts from, or write `model " + model + " { ... }`"));
      } else if (isModel(program, base)) {
        header(program, base, items, diagnostics, above);
      } else {
        diagnostics.add(unknownModel(program, base, derived.base().span()));
      }
      items.addAll(derived.items());
      header = new Header(derived.doc(), derived.span());
    }
    program.extensions().stream().filter(e -> e.base().text().equals(model)).forEach(e -> items.addAll(e.items()));
    return header;
  }

  static boolean isModel(Program program, String name) {
    return program.models().containsKey(name) || program.derived().containsKey(name);
  }

  /** There is no model of a name. */
  static Diagnostic unknownModel(Program program, String name, Span span) {
    Diagnostic unknown = Diagnostic.error("E0201", "there is no model `" + name + "`").at(span);
    List<String> known = new ArrayList<>(program.models().keySet());
    known.addAll(program.derived().keySet());
    return Nearest.to(name, known).map(n -> unknown.help("did you mean `" + n + "`?").fix(span, n))
        .orElse(unknown.help("bring the file that declares it:  use \"model.cart\""));
  }

  private static List<Owned> replaced(List<Owned> items, Diagnostics diagnostics) {
    Map<String, Owned> byPath = new LinkedHashMap<>();
    Set<String> compartments = new LinkedHashSet<>();
    items.forEach(owned -> {
      if (owned.item() instanceof ModelItem.Compartment c) {
        compartments.add(owned.path(c.name()));
      }
    });
    for (Owned owned : items) {
      Optional<Replacement> named = replacement(owned, compartments);
      String key = named.map(Replacement::path).orElse("#" + owned.position());
      if (named.isPresent() && named.get().replaces() && !byPath.containsKey(key)) {
        diagnostics.add(nothingToReplace(named.get(), byPath.keySet()));
      }
      boolean twice = named.isPresent() && !named.get().replaces() && byPath.containsKey(key);
      byPath.put(twice ? key + "#" + owned.position() : key, owned);
    }
    return List.copyOf(byPath.values());
  }

  private static Diagnostic nothingToReplace(Replacement replacement, Set<String> before) {
    String path = replacement.path();
    Diagnostic fault = Diagnostic.error("E0215", "there is no `" + path + "` that this could replace").at(replacement.span());
    boolean equation = path.startsWith(EQUATION);
    String scope = path.substring(0, path.lastIndexOf('.') + 1);
    return Nearest.to(path, before.stream().filter(p -> p.indexOf('#') < 0 && p.startsWith(EQUATION) == equation).toList())
        .map(near -> {
          Diagnostic meant = fault.help("did you mean `" + near + "`?");
          return near.startsWith(scope) && !equation ? meant.fix(replacement.span(), near.substring(scope.length())) : meant;
        })
        .orElse(fault.help("leave out `replace` to declare it"));
  }

  /** A statement that may take the place of another one: of what path, and whether it says so. */
  private record Replacement(String path, Span span, boolean replaces) {}

  private static Optional<Replacement> replacement(Owned owned, Set<String> compartments) {
    return switch (owned.item()) {
      case ModelItem.Compartment c -> replacement(owned, c.name(), c.replace());
      case ModelItem.Parameter p -> replacement(owned, p.name(), p.replace());
      case ModelItem.Let l -> replacement(owned, l.name(), l.replace());
      case ModelItem.Function f -> replacement(owned, f.name(), f.replace());
      case ModelItem.Rate r -> replacement(owned, r.name(), r.replace());
      case ModelItem.Constraint c -> replacement(owned, c.name(), c.replace());
      case ModelItem.Derivative d -> {
        String inner = owned.mechanism() + "." + d.compartment().text();
        String path = compartments.contains(inner) ? inner : d.compartment().text();
        yield Optional.of(new Replacement(EQUATION + path, d.compartment().span(), d.replace()));
      }
      case ModelItem.Equilibrium e -> e.replace() ? Optional.of(new Replacement("equilibrium", e.span(), true)) : Optional.empty();
      case ModelItem.Cite c -> Optional.empty();
      case ModelItem.Time t -> Optional.empty();
      case ModelItem.Use u -> Optional.empty();
      case ModelItem.Switch s -> Optional.empty();
      case ModelItem.Mechanism m -> Optional.empty();
      case ModelItem.Event e -> Optional.empty();
      case ModelItem.Check c -> Optional.empty();
      case ModelItem.Test t -> Optional.empty();
    };
  }

  private static Optional<Replacement> replacement(Owned owned, Name name, boolean replaces) {
    return Optional.of(new Replacement(owned.path(name), name.span(), replaces));
  }

  private static void declare(Owned owned, Names names, Diagnostics diagnostics) {
    switch (owned.item()) {
      case ModelItem.Compartment c -> declare(owned, c.name(), Names.Kind.COMPARTMENT, c.unit(), names, diagnostics);
      case ModelItem.Parameter p -> declare(owned, p.name(), Names.Kind.PARAMETER, p.unit(), names, diagnostics);
      case ModelItem.Let l -> declare(owned, l.name(), Names.Kind.DEFINITION, l.unit(), names, diagnostics);
      case ModelItem.Rate r -> declare(owned, r.name(), Names.Kind.RATE, Optional.empty(), names, diagnostics);
      case ModelItem.Constraint c -> {
        declare(owned, c.name(), Names.Kind.CONSTRAINT, Optional.empty(), names, diagnostics);
        c.unknowns().forEach(u -> declare(owned, u.name(), Names.Kind.UNKNOWN, u.unit(), names, diagnostics));
      }
      case ModelItem.Switch s -> declare(owned, s.name(), Names.Kind.SWITCH, Optional.empty(), names, diagnostics);
      case ModelItem.Mechanism m -> declare(owned, m.name(), Names.Kind.MECHANISM, Optional.empty(), names, diagnostics);
      case ModelItem.Event e -> e.name().ifPresent(n -> declare(owned, n, Names.Kind.EVENT, Optional.empty(), names, diagnostics));
      case ModelItem.Function f -> {}
      case ModelItem.Derivative d -> {}
      case ModelItem.Equilibrium e -> {}
      case ModelItem.Cite c -> {}
      case ModelItem.Time t -> {}
      case ModelItem.Use u -> {}
      case ModelItem.Check c -> {}
      case ModelItem.Test t -> {}
    }
  }

  private static void declare(Owned owned, Name name, Names.Kind kind, Optional<UnitText> unit, Names names, Diagnostics diagnostics) {
    names.declare(new Names.Entry(owned.path(name), kind, unit.map(UnitText::text).orElse(""), name.span()), diagnostics);
  }
}
