package org.cartc.compiler.study;

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
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.pass.Scale;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.Modifier;
import org.cartc.compiler.syntax.Path;
import org.cartc.compiler.unit.Unit;
import org.cartc.runtime.study.Formula;

/** What the modifiers of a run do to it. */
final class Effects {
  /** A factor of a mechanism or rate in a window. */
  record Scaled(String target, Formula factor, Optional<Formula> from, Optional<Formula> until) {}

  private final Scope scope;
  private final Schedules schedules;
  private final LowerFormula formulas;
  private final Diagnostics diagnostics;
  private final Set<String> removed = new LinkedHashSet<>();
  private final List<Scaled> scaled = new ArrayList<>();
  private final Map<String, Formula> doses = new LinkedHashMap<>();
  private final List<Assigned> assigned = new ArrayList<>();

  Effects(Scope scope, Schedules schedules, LowerFormula formulas, Diagnostics diagnostics) {
    this.scope = scope;
    this.schedules = schedules;
    this.formulas = formulas;
    this.diagnostics = diagnostics;
  }

  /** @param each the mechanism that `each mechanism` stands for */
  void add(Modifier modifier, Optional<String> each) {
    switch (modifier) {
      case Modifier.Set s -> Assigned.of(s.setting(), scope, formulas, diagnostics).ifPresent(assigned::add);
      case Modifier.Without w -> removed.addAll(mechanisms(w.mechanisms(), w.each(), each, w));
      case Modifier.Only o -> {
        List<String> kept = mechanisms(o.mechanisms(), o.each(), each, o);
        scope.model().mechanisms().stream().map(Model.Mechanism::path)
            .filter(m -> kept.stream().noneMatch(k -> m.equals(k) || m.startsWith(k + ".") || k.startsWith(m + "."))).forEach(removed::add);
      }
      case Modifier.Block b -> {
        Formula by = formulas.inRun(Unit.ONE, b.by());
        if (by instanceof Formula.Number n && !(n.value() >= 0 && n.value() <= 1)) {
          diagnostics.add(Diagnostic.error("E0704", "a block takes between 0 and 100% away").at(b.by().span())
              .help("to make a mechanism stronger, write `scale` in place of `block`"));
        }
        Formula left = by instanceof Formula.Number n ? new Formula.Number(1 - n.value()) : new Formula.Apply(Smooth.rest(), List.of(by));
        for (String mechanism : mechanisms(b.mechanisms(), b.each(), each, b)) {
          checkHasRates(mechanism, b.span());
          scaled.add(new Scaled(mechanism, left, time(b.from()), time(b.until())));
        }
      }
      case Modifier.Scale s -> {
        Formula by = formulas.inRun(Unit.ONE, s.by());
        for (Path target : s.targets()) {
          scale(target, by, s);
        }
      }
      case Modifier.Attribute a -> {}
    }
  }

  private void checkHasRates(String target, Span span) {
    if (scope.model().rates().stream().noneMatch(r -> Scale.isOf(r, target))) {
      diagnostics.add(Diagnostic.error("E0705", "mechanism `" + target + "` has no rates that could be scaled or blocked").at(span)
          .help("write what it does as rates: an equation (d/dt) cannot be scaled"));
    }
  }

  private Optional<Formula> time(Optional<Expression> time) {
    return time.map(t -> formulas.inRun(scope.time(), t));
  }

  private void scale(Path target, Formula by, Modifier.Scale scale) {
    String text = target.text();
    Optional<Names.Entry> entry = scope.names().find(text, "");
    if (entry.isPresent() && (entry.get().kind() == Names.Kind.MECHANISM || entry.get().kind() == Names.Kind.RATE)) {
      checkHasRates(entry.get().path(), target.span());
      scaled.add(new Scaled(entry.get().path(), by, time(scale.from()), time(scale.until())));
    } else if (schedules.has(text)) {
      doses.merge(text, by, (a, b) -> new Formula.Apply(Smooth.of(Operator.MULTIPLY), List.of(a, b)));
    } else {
      diagnostics.add(entry.isEmpty() ? scope.names().unknown(text, target.span())
          : Diagnostic.error("E0705", "`" + text + "` is a " + entry.get().kind().text() + " and cannot be scaled").at(target.span())
              .help("mechanisms, rates, protocols and tables of doses can be scaled; of a parameter: set " + text + " = 2 * " + text));
    }
  }

  private List<String> mechanisms(List<Path> paths, boolean isEach, Optional<String> each, Modifier modifier) {
    if (isEach) {
      if (each.isEmpty()) {
        diagnostics.add(Diagnostic.error("E0715", "`each mechanism` needs a study over mechanisms").at(modifier.span())
            .help("write before it:  for each mechanism"));
      }
      return each.stream().toList();
    }
    List<String> found = new ArrayList<>();
    List<String> known = scope.model().mechanisms().stream().map(Model.Mechanism::path).toList();
    for (Path path : paths) {
      Optional<Names.Entry> entry = scope.names().find(path.text(), "").filter(e -> e.kind() == Names.Kind.MECHANISM);
      if (entry.isPresent()) {
        found.add(entry.get().path());
        continue;
      }
      Diagnostic unknown =
          Diagnostic.error("E0201", "`" + scope.model().name() + "` has no mechanism `" + path.text() + "`").at(path.span());
      diagnostics.add(Nearest.to(path.text(), known).map(n -> unknown.help("did you mean `" + n + "`?").fix(path.span(), n))
          .orElse(isRate(path) ? unknown.help("it is a rate, which can be scaled:  scale " + path.text() + " by 50%")
              : known.isEmpty() ? unknown.help("it has none") : unknown.help("its mechanisms are " + String.join(", ", known))));
    }
    return found;
  }

  private boolean isRate(Path path) {
    return scope.names().find(path.text(), "").filter(e -> e.kind() == Names.Kind.RATE).isPresent();
  }

  Set<String> removed() {
    return removed;
  }

  List<Scaled> scaled() {
    return scaled;
  }

  /** Factors of protocols and tables of doses, by name. */
  Map<String, Formula> doses() {
    return doses;
  }

  List<Assigned> assigned() {
    return assigned;
  }
}
