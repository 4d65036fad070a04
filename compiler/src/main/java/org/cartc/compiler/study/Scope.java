package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.UnitText;
import org.cartc.compiler.unit.Unit;
import org.cartc.compiler.unit.UnitReading;
import org.cartc.runtime.model.Layout;

/**
 * What names mean in a study: its variables and values, then the quantities of its model.
 */
final class Scope {
  private final Model model;
  private final Names names;
  private final Map<String, ModelItem.Function> functions;
  private final Set<String> constants;
  private final Map<String, Typed> own = new LinkedHashMap<>();
  private final Set<String> late = new HashSet<>();
  private final Set<String> used = new HashSet<>();
  private final Map<String, String> docs = new HashMap<>();
  private final Map<String, List<String>> keys = new LinkedHashMap<>();

  /**
   * @param names the names of the model, with the parts of compartments that the study attributes
   * @param constants the paths that do not change with time
   */
  Scope(Model model, Names names, Map<String, ModelItem.Function> functions, Set<String> constants) {
    this.model = model;
    this.names = names;
    this.functions = functions;
    this.constants = constants;
    model.compartments().forEach(c -> docs.put(c.path(), c.doc()));
    model.definitions().forEach(d -> docs.put(d.path(), d.doc()));
    model.parameters().forEach(p -> docs.put(p.path(), p.doc()));
    model.rates().forEach(r -> docs.put(r.path(), r.doc()));
    model.constraints().forEach(c -> c.unknowns().forEach(u -> docs.put(u.path(), u.doc())));
  }

  Model model() {
    return model;
  }

  Names names() {
    return names;
  }

  Optional<ModelItem.Function> function(String name) {
    return Optional.ofNullable(functions.get(name));
  }

  Unit time() {
    return unit(model.time());
  }

  /** Declares a variable or value of the study. */
  void declare(String name, Typed meaning, boolean isLate) {
    own.put(name, meaning);
    if (isLate) {
      late.add(name);
    }
  }

  /** The runs of the study have a key, which takes these values. */
  void key(String name, List<String> taken) {
    keys.put(name, taken);
  }

  /** The keys of the runs and the values that each takes, in order. */
  Map<String, List<String>> keys() {
    return keys;
  }

  Optional<Typed> own(String name) {
    if (own.containsKey(name)) {
      used.add(name);
    }
    return Optional.ofNullable(own.get(name));
  }

  boolean isUsed(String name) {
    return used.contains(name);
  }

  boolean isLate(String name) {
    return late.contains(name);
  }

  boolean isConstant(String path) {
    return constants.contains(path);
  }

  Layout.Quantity quantity(Names.Entry entry) {
    return new Layout.Quantity(entry.path(), entry.unit(), docs.getOrDefault(entry.path(), ""));
  }

  /** The unit of a quantity, as far as it is declared. */
  Optional<Unit> unitOf(Names.Entry entry) {
    return switch (entry.kind()) {
      case PARAMETER, SWITCH -> Optional.of(entry.unit().isEmpty() ? Unit.ONE : unit(entry.unit()));
      case COMPARTMENT, UNKNOWN, DEFINITION, RATE -> entry.unit().isEmpty() ? Optional.empty() : Optional.of(unit(entry.unit()));
      case CONSTRAINT, MECHANISM, EVENT -> Optional.empty();
    };
  }

  /** A unit by its text; what cannot be read is reported with the model and counts as dimensionless here. */
  static Unit unit(String text) {
    return Unit.parse(text) instanceof UnitReading.Known known ? known.unit() : Unit.ONE;
  }

  /** A unit that the study writes. */
  static Optional<Unit> unit(UnitText text, java.util.function.Consumer<Diagnostic> report) {
    return switch (Unit.parse(text.text())) {
      case UnitReading.Known known -> Optional.of(known.unit());
      case UnitReading.Inferred inferred -> Optional.empty();
      case UnitReading.Refused refused -> {
        Diagnostic fault = Diagnostic.error("E0305", refused.message()).at(text.span());
        report.accept(refused.suggestions().isEmpty() ? fault
            : fault.help("write one of: " + String.join(", ", refused.suggestions().stream().map(s -> "[" + s + "]").toList()))
                .fix(text.span(), "[" + refused.suggestions().get(0) + "]"));
        yield Optional.empty();
      }
    };
  }

  /** A name that means nothing here. */
  Diagnostic unknown(String name, Span span) {
    List<String> known = new ArrayList<>(own.keySet());
    Optional<String> near = Nearest.to(name, known);
    return near
        .map(n -> Diagnostic.error("E0201", "this study has no `" + name + "`, nor has `" + model.name() + "`").at(span, "not declared")
            .help("did you mean `" + n + "`?").fix(span, n))
        .orElseGet(() -> names.unknown(name, span));
  }
}
