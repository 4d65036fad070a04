package org.cartc.compiler.study;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.math3.random.Well19937c;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.Name;
import org.cartc.compiler.syntax.StudyItem;
import org.cartc.compiler.unit.Unit;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.Key;
import org.cartc.runtime.study.Sensitivity;

/**
 * A sensitivity analysis: an axis of samples, in each of which all parameters are multiplied by numbers drawn uniformly around 1, and
 * what is measured over them.
 */
final class LowerSensitivity {
  static final String KEY = Sensitivity.KEY;

  private static final int DEFAULT_SAMPLES = 1000;
  private static final double MOST_NUMBERS = 100_000_000;

  private final StudyItem.Sensitivity item;
  private final long seed;
  private final Scope scope;
  private final LowerFormula formulas;
  private final Diagnostics diagnostics;
  private final Sensitivity.Measure measure;
  private final List<String> parameters;
  private final double[][] factors;

  LowerSensitivity(StudyItem.Sensitivity item, long seed, Scope scope, LowerFormula formulas, Diagnostics diagnostics) {
    this.item = item;
    this.seed = seed;
    this.scope = scope;
    this.formulas = formulas;
    this.diagnostics = diagnostics;
    this.measure = measure();
    this.parameters = item.to().isEmpty() ? all() : item.to().stream().flatMap(e -> parameter(e).stream()).toList();
    this.factors = factors(samples(), share());
  }

  private Sensitivity.Measure measure() {
    String name = item.by().name().text();
    List<String> known = Arrays.stream(Sensitivity.Measure.values()).map(m -> m.name().toLowerCase(Locale.ROOT)).toList();
    if (known.contains(name)) {
      return Sensitivity.Measure.values()[known.indexOf(name)];
    }
    Diagnostic fault = Diagnostic.error("E0201", "there is no measure of sensitivity `" + name + "`").at(item.by().name().span());
    diagnostics.add(Nearest.to(name, known).map(n -> fault.help("did you mean `" + n + "`?").fix(item.by().name().span(), n))
        .orElse(fault.help("there are " + String.join(", ", known))));
    return Sensitivity.Measure.PEARSON;
  }

  /** All parameters that have a number of their own; those that are computed from others follow them. */
  private List<String> all() {
    return scope.model().parameters().stream().filter(p -> isNumber(p.value())).map(Model.Parameter::path).toList();
  }

  private static boolean isNumber(Expr value) {
    return switch (value) {
      case Expr.Constant c -> true;
      case Expr.Located l -> isNumber(l.expr());
      case Expr.Measured m -> true;
      case Expr.Symbol s -> false;
      case Expr.Time t -> false;
      case Expr.Mode m -> false;
      case Expr.Negate n -> isNumber(n.operand());
      case Expr.Not n -> isNumber(n.operand());
      case Expr.Binary b -> isNumber(b.left()) && isNumber(b.right());
      case Expr.Call c -> c.arguments().stream().allMatch(LowerSensitivity::isNumber);
      case Expr.Conditional c -> isNumber(c.condition()) && isNumber(c.then()) && isNumber(c.otherwise());
    };
  }

  private Optional<String> parameter(Expression expression) {
    Optional<Names.Entry> entry = expression instanceof Expression.Reference r ? scope.names().find(r.path().text(), "") : Optional.empty();
    if (entry.isPresent() && entry.get().kind() == Names.Kind.PARAMETER) {
      return entry.map(Names.Entry::path);
    }
    String text = expression.span().text();
    diagnostics.add(entry.isEmpty() && expression instanceof Expression.Reference r ? scope.unknown(text, r.span())
        : Diagnostic.error("E0701", "`" + text + "` is no parameter and cannot be varied").at(expression.span())
            .help("name parameters, or write:  all params"));
    return Optional.empty();
  }

  private double share() {
    if (formulas.in(Unit.ONE, item.within()) instanceof Formula.Number n && n.value() > 0 && n.value() <= 1) {
      return n.value();
    }
    diagnostics.add(Diagnostic.error("E0704", "parameters are varied by a share of them, above 0 and at most 100%").at(item.within().span())
        .help("write:  within 10%"));
    return 0;
  }

  private int samples() {
    for (Expression.Argument argument : item.by().arguments()) {
      boolean named = argument.name().map(Name::text).filter("samples"::equals).isPresent();
      Formula number = formulas.in(Unit.ONE, argument.value());
      if (named && number instanceof Formula.Number n && n.value() >= 3 && n.value() == Math.rint(n.value())
          && n.value() * Math.max(1, parameters.size()) <= MOST_NUMBERS) {
        return (int) n.value();
      }
      diagnostics
          .add(Diagnostic.error("E0704", "a sensitivity analysis takes a whole number of samples, at least 3").at(argument.value().span())
              .help("write:  by pearson(samples = 1000)"));
      return 0;
    }
    return DEFAULT_SAMPLES;
  }

  private double[][] factors(int samples, double share) {
    Well19937c random = new Well19937c(seed);
    double[][] drawn = new double[samples][parameters.size()];
    for (double[] sample : drawn) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = 1 + share * (2 * random.nextDouble() - 1);
      }
    }
    return drawn;
  }

  /** The samples as an axis, each made when it is asked for. */
  List<Choice> axis() {
    return new AbstractList<>() {
      @Override
      public Choice get(int sample) {
        List<Assigned> assigned = new ArrayList<>(parameters.size());
        for (int i = 0; i < parameters.size(); i++) {
          assigned.add(new Assigned.ByFactor(parameters.get(i), factors[sample][i]));
        }
        return Choice.of(new Key(KEY, Integer.toString(sample + 1), sample + 1, ""), assigned);
      }

      @Override
      public int size() {
        return factors.length;
      }
    };
  }

  private String name() {
    return item.as().map(Name::text).orElse("sensitivity");
  }

  /** Whether a plot draws measures of this analysis. */
  boolean draws(StudyItem.Plot plot) {
    return plot.series().get(0).value() instanceof Expression.Reference r
        && (r.path().text().equals(name()) || r.path().text().startsWith(name() + "."));
  }

  Sensitivity lower(Records records, LowerPlots lowerPlots, List<StudyItem.Plot> plots) {
    List<Sensitivity.Quantity> quantities = new ArrayList<>();
    for (Expression of : item.of()) {
      Typed typed = formulas.lower(of);
      if (typed.formula().varies()) {
        diagnostics.add(Diagnostic.error("E0704", "a sensitivity is that of a number, and this is a curve").at(of.span())
            .help(
                "read a number from it:  " + of.span().text() + " at 10 [" + scope.model().time() + "], or max(" + of.span().text() + ")"));
      } else {
        String value = records.plotted(of, typed).name();
        quantities.add(new Sensitivity.Quantity(of.span().text(), records.index(value)));
      }
    }
    List<Sensitivity.Plot> drawn = plots.stream().map(plot -> plot(plot, quantities, lowerPlots)).toList();
    return new Sensitivity(name(), measure, parameters, factors, quantities, drawn);
  }

  private Sensitivity.Plot plot(StudyItem.Plot plot, List<Sensitivity.Quantity> quantities, LowerPlots lowerPlots) {
    List<String> labels = quantities.stream().map(Sensitivity.Quantity::label).toList();
    List<Integer> drawn = new ArrayList<>();
    for (StudyItem.Series series : plot.series()) {
      String text = series.value().span().text();
      String label = text.substring(Math.min(text.length(), name().length() + 1));
      if (text.equals(name())) {
        for (int i = 0; i < labels.size(); i++) {
          drawn.add(i);
        }
      } else if (text.startsWith(name() + ".") && labels.contains(label)) {
        drawn.add(labels.indexOf(label));
      } else {
        diagnostics.add(Diagnostic.error("E0201", "`" + name() + "` has no `" + text + "`").at(series.value().span())
            .help("it has " + String.join(", ", labels.stream().map(l -> name() + "." + l).toList())));
      }
    }
    return new Sensitivity.Plot(lowerPlots.file(plot), plot.title().map(org.cartc.compiler.syntax.Doc::text).orElse(""), drawn,
        lowerPlots.scale(plot, "y"));
  }
}
