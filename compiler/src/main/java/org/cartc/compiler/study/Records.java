package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.syntax.Expression;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.Study;

/** The columns and values of a study as they are found, shown ones and those that only serve others. */
final class Records {
  /** A column or value by its name. */
  record Recorded(String name, boolean curve) {}

  private final Scope scope;
  private final Observed observed;
  private final List<Study.Column> columns = new ArrayList<>();
  private final List<Study.Value> values = new ArrayList<>();
  private final Map<String, List<String>> texts = new LinkedHashMap<>();
  private int hidden;

  Records(Scope scope, Observed observed) {
    this.scope = scope;
    this.observed = observed;
  }

  List<Study.Column> columns() {
    return columns;
  }

  List<Study.Value> values() {
    return values;
  }

  /** The index of a value by its name. */
  int index(String value) {
    return values.stream().map(Study.Value::name).toList().indexOf(value);
  }

  /** The values that a key takes, in order. */
  List<String> textsOf(String key) {
    return texts.getOrDefault(key, List.of());
  }

  void keyTakes(String key, List<String> taken) {
    texts.put(key, taken);
  }

  /** Records a quantity because it is there. */
  void quantity(Layout.Quantity quantity) {
    columns.add(new Study.Column(quantity.path(), quantity.unit(), quantity.doc(),
        new Formula.Quantity(observed.place(quantity), true), true));
  }

  /** Records a statement `let` of the study under its name; returns what the name means from then on. */
  Typed let(String name, Typed typed, String unit, String doc) {
    if (typed.formula().varies()) {
      columns.add(new Study.Column(name, unit, doc, typed.formula(), true));
      return typed;
    }
    value(name, typed.formula(), unit, doc, true);
    return Typed.of(new Formula.Named(name), typed.unit());
  }

  private void value(String name, Formula formula, String unit, String doc, boolean shown) {
    boolean late = isLate(formula);
    values.add(new Study.Value(name, unit, doc, late ? extracted(formula) : formula, shown, late));
  }

  private boolean isLate(Formula formula) {
    return formula instanceof Formula.Named n && values.stream().anyMatch(v -> v.name().equals(n.name()) && v.late())
        || formula instanceof Formula.Elsewhere || formula instanceof Formula.Over || formula.parts().stream().anyMatch(this::isLate);
  }

  /** A late formula in which everything that one run can know is a value of its own. */
  private Formula extracted(Formula formula) {
    if (!isLate(formula) && !(formula instanceof Formula.Number) && !(formula instanceof Formula.Named)
        && !(formula instanceof Formula.Text)) {
      return new Formula.Named(hiddenValue(formula));
    }
    return switch (formula) {
      case Formula.Apply a -> new Formula.Apply(a.function(), a.arguments().stream().map(this::extracted).toList());
      case Formula.Holds h -> new Formula.Holds(extracted(h.difference()), h.atZero());
      case Formula.And a -> new Formula.And(extracted(a.left()), extracted(a.right()));
      case Formula.Or o -> new Formula.Or(extracted(o.left()), extracted(o.right()));
      case Formula.Not n -> new Formula.Not(extracted(n.operand()));
      case Formula.Choice c -> new Formula.Choice(extracted(c.condition()), extracted(c.then()), extracted(c.otherwise()));
      case Formula.Elsewhere e -> new Formula.Elsewhere(extracted(e.value()), e.key(), extracted(e.equals()));
      case Formula.Over o -> new Formula.Over(o.aggregate(), extracted(o.value()), o.key());
      case Formula.Number n -> n;
      case Formula.Named n -> n;
      case Formula.Text t -> t;
      case Formula.Clock c -> c;
      case Formula.Quantity q -> q;
      case Formula.Reading r -> r;
      case Formula.At a -> a;
      case Formula.FoundTime f -> f;
    };
  }

  private String hiddenValue(Formula formula) {
    Optional<Study.Value> same = values.stream().filter(v -> v.formula().equals(formula)).findFirst();
    if (same.isPresent()) {
      return same.get().name();
    }
    String name = "#" + ++hidden;
    values.add(new Study.Value(name, "", "", formula, false, false));
    return name;
  }

  /** What a plot draws: a column or value that is there, or a hidden one. */
  Recorded plotted(Expression expression, Typed typed) {
    Formula formula = typed.formula();
    if (formula.varies()) {
      Optional<Study.Column> there = columns.stream().filter(c -> c.formula().equals(formula)).findFirst();
      String name = there.map(Study.Column::name).orElseGet(() -> {
        String hiddenName = "#" + ++hidden;
        columns.add(new Study.Column(hiddenName, LowerPlots.unit(typed.unit()), expression.span().text(), formula, false));
        return hiddenName;
      });
      return new Recorded(name, true);
    }
    if (formula instanceof Formula.Named n) {
      return new Recorded(n.name(), false);
    }
    String name = "#" + ++hidden;
    value(name, formula, LowerPlots.unit(typed.unit()), expression.span().text(), false);
    return new Recorded(name, false);
  }
}
