package org.cartc.compiler.study;

import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.unit.Unit;
import org.cartc.runtime.study.Formula;

/** A value that a study or an option gives to something of the model. */
sealed interface Assigned {
  String path();

  record ToParameter(String path, Formula value) implements Assigned {}

  /** An initial value. */
  record ToCompartment(String path, Formula value) implements Assigned {}

  /** A parameter times a number. */
  record ByFactor(String path, double factor) implements Assigned {}

  record ToSwitch(String path, boolean on) implements Assigned {}

  /** The assignment of a written setting; empty if it is faulty, which is reported. */
  static Optional<Assigned> of(ModelItem.Setting setting, Scope scope, LowerFormula formulas, Diagnostics diagnostics) {
    String text = setting.path().text();
    Optional<Names.Entry> entry = scope.names().find(text, "");
    if (entry.isEmpty()) {
      diagnostics.add(scope.names().unknown(text, setting.path().span()));
      return Optional.empty();
    }
    if (entry.get().kind() == Names.Kind.SWITCH) {
      return position(setting.value(), entry.get(), diagnostics);
    }
    Unit unit = scope.unitOf(entry.get()).orElse(Unit.ONE);
    return of(entry.get(), formulas.inRun(unit, setting.value()), setting.path().span(), diagnostics);
  }

  /** The assignment of a formula, in the unit of what it is given to. */
  static Optional<Assigned> of(Names.Entry entry, Formula value, Span span, Diagnostics diagnostics) {
    return switch (entry.kind()) {
      case PARAMETER -> Optional.of(new ToParameter(entry.path(), value));
      case COMPARTMENT -> Optional.of(new ToCompartment(entry.path(), value));
      case SWITCH, DEFINITION, RATE, UNKNOWN, CONSTRAINT, MECHANISM, EVENT -> {
        diagnostics.add(Diagnostic.error("E0701", "`" + entry.path() + "` is a " + entry.kind().text() + " and cannot be set").at(span)
            .help("parameters, switches and the initial values of compartments can be set"));
        yield Optional.empty();
      }
    };
  }

  private static Optional<Assigned> position(Expression value, Names.Entry entry, Diagnostics diagnostics) {
    String word = value instanceof Expression.Reference r ? r.path().text() : value instanceof Expression.Number n ? n.digits() : "";
    if (!Set.of("on", "off", "1", "0").contains(word)) {
      diagnostics.add(Diagnostic.error("E0702", "`" + entry.path() + "` is a switch").at(value.span()).help("set it to on or off"));
      return Optional.empty();
    }
    return Optional.of(new ToSwitch(entry.path(), word.equals("on") || word.equals("1")));
  }
}
