package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.name.Program;
import org.cartc.compiler.name.ResolveExpression;
import org.cartc.compiler.pass.ConvertUnits;
import org.cartc.compiler.structure.Structure;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.StudyItem;
import org.cartc.compiler.syntax.TopLevel;
import org.cartc.compiler.unit.Unit;
import org.cartc.compiler.syntax.ProtocolItem;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.integrate.Tolerance;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.Trial;

/** How the runs of a study are computed: the converged default, or a named block such as a paper's own numerics. */
record LowerNumerics(
    String name, Method method, Map<String, Double> absolute, Map<String, Structure.Iteration> iterations, Optional<Trial.Grid> grid) {
  /** Relative tolerance of the default numerics. */
  static final double RELATIVE = 1e-8;

  /** The absolute tolerance of a block that states its relative one, in the unit of each state, as a share of that. */
  private static final double ABSOLUTE = 1e-2;

  private static final Tolerance DEFAULT = Tolerance.scaled(RELATIVE);

  static final LowerNumerics CONVERGED =
      new LowerNumerics("converged", new Method.Automatic(DEFAULT, Double.POSITIVE_INFINITY), Map.of(), Map.of(), Optional.empty());

  /** The numerics of a name for a model; reported if there are none. */
  static LowerNumerics of(String name, Optional<org.cartc.compiler.source.Span> wanted, Program program, Scope scope, LowerFormula formulas,
      Diagnostics diagnostics) {
    if (name.equals("converged")) {
      return CONVERGED;
    }
    String model = scope.model().name();
    List<TopLevel.Numerics> named = program.numerics().stream().filter(n -> n.name().text().equals(name)).toList();
    Optional<TopLevel.Numerics> block = named.stream()
        .filter(n -> n.model().map(m -> m.text().equals(model)).orElse(true)).findFirst();
    Optional<Method> builtIn =
        named.isEmpty() ? controlled(name, DEFAULT, Double.POSITIVE_INFINITY) : Optional.empty();
    if (builtIn.isPresent()) {
      return new LowerNumerics(name, builtIn.get(), Map.of(), Map.of(), Optional.empty());
    }
    if (block.isEmpty()) {
      diagnostics.add(missing(name, wanted, model, program, named));
      return CONVERGED;
    }
    return new Reader(scope, formulas, program, diagnostics).read(block.get());
  }

  /** The method for states: it knows their units, and what is tolerated of each. */
  Method method(List<Layout.Quantity> states) {
    if (absolute.isEmpty()) {
      List<Double> units = states.stream().map(s -> Scope.unit(s.unit()).scale().value()).toList();
      return method.at(tolerance -> tolerance.in(units));
    }
    return method
        .at(tolerance -> Tolerance.perState(tolerance.relative(), states.stream().map(s -> absolute(s.path(), tolerance)).toList()));
  }

  /** What is tolerated of a state: a part of an attributed one is held to what the whole is. */
  private double absolute(String state, Tolerance tolerance) {
    double otherwise = tolerance.absolute() instanceof Tolerance.Absolute.Uniform u ? u.value() : tolerance.relative() * ABSOLUTE;
    return absolute.entrySet().stream().filter(e -> state.equals(e.getKey()) || state.startsWith(e.getKey() + "."))
        .mapToDouble(Map.Entry::getValue).findFirst().orElse(otherwise);
  }

  private static Diagnostic missing(String name, Optional<org.cartc.compiler.source.Span> wanted, String model, Program program,
      List<TopLevel.Numerics> named) {
    Diagnostic fault = Diagnostic.error("E0703", "there are no numerics `" + name + "` for model `" + model + "`");
    fault = wanted.isPresent() ? fault.at(wanted.get()) : fault;
    if (!named.isEmpty()) {
      return fault.at(named.get(0).name().span(), "these are for another model")
          .help("write a block for it:  numerics " + name + " of " + model + " { ... }");
    }
    List<String> known = program.numerics().stream().map(n -> n.name().text()).distinct().toList();
    return known.isEmpty() ? fault.help("the files declare no numerics; there are: converged (the default), auto, tsit5, dop853, rodas5p")
        : fault.help("there are: converged, auto, tsit5, dop853, rodas5p, " + String.join(", ", known));
  }

  /** A method that chooses its steps, by its name. */
  private static Optional<Method> controlled(String name, Tolerance tolerance, double largestStep) {
    return switch (name) {
      case "tsit5" -> Optional.of(new Method.Adaptive(tolerance, largestStep));
      case "dop853" -> Optional.of(new Method.DormandPrince853(tolerance, largestStep));
      case "rodas5p" -> Optional.of(new Method.Rosenbrock(tolerance, largestStep));
      case "auto" -> Optional.of(new Method.Automatic(tolerance, largestStep));
      default -> Optional.empty();
    };
  }

  private static final class Reader {
    private final Scope scope;
    private final LowerFormula formulas;
    private final Program program;
    private final Diagnostics diagnostics;
    private Method method = CONVERGED.method();
    private final List<TopLevel.Numerics.Setting.Absolute> absolutes = new ArrayList<>();
    private final Map<String, Double> absolute = new HashMap<>();
    private Optional<Trial.Grid> grid = Optional.empty();
    private final Map<String, Structure.Iteration> iterations = new HashMap<>();

    Reader(Scope scope, LowerFormula formulas, Program program, Diagnostics diagnostics) {
      this.scope = scope;
      this.formulas = formulas;
      this.program = program;
      this.diagnostics = diagnostics;
    }

    LowerNumerics read(TopLevel.Numerics block) {
      for (TopLevel.Numerics.Setting setting : block.settings()) {
        switch (setting) {
          case TopLevel.Numerics.Setting.Integrator i -> method = method(i);
          case TopLevel.Numerics.Setting.Absolute a -> absolutes.add(a);
          case TopLevel.Numerics.Setting.Iteration i -> iteration(i);
          case TopLevel.Numerics.Setting.Grid g -> number(g.interval(), scope.time(), true)
              .ifPresent(interval -> grid = Optional.of(new Trial.Grid(interval, g.next())));
        }
      }
      absolutes.forEach(this::absolute);
      return new LowerNumerics(block.name().text(), method, absolute, iterations, grid);
    }

    private Optional<Double> number(Expression expression, Unit unit, boolean positive) {
      Formula formula = formulas.in(unit, expression);
      if (formula instanceof Formula.Number n && (n.value() > 0 || !positive)) {
        return Optional.of(n.value());
      }
      diagnostics
          .add(Diagnostic.error("E0704", positive ? "this must be a positive number" : "this must be a number").at(expression.span()));
      return Optional.empty();
    }

    private Method method(TopLevel.Numerics.Setting.Integrator integrator) {
      String name = integrator.method().name().text();
      Optional<Double> step = integrator.step().flatMap(e -> number(e, scope.time(), true));
      Optional<Double> tolerance = integrator.tolerance().flatMap(e -> number(e, Unit.ONE, true));
      if (name.equals("rk4")) {
        if (integrator.step().isEmpty()) {
          diagnostics.add(Diagnostic.error("E0713", "rk4 needs its step").at(integrator.span()).help("write:  rk4 step 1 [day]"));
        }
        return new Method.RungeKutta4(step.orElse(1.0));
      }
      Optional<Method> controlled = controlled(name, tolerance(tolerance), step.orElse(Double.POSITIVE_INFINITY));
      if (controlled.isEmpty()) {
        diagnostics.add(Diagnostic.error("E0713", "there is no method `" + name + "`").at(integrator.method().name().span())
            .help("the methods are auto (the default), tsit5, dop853 and rodas5p, which choose their steps, and rk4 (fixed step)"));
      }
      return controlled.orElse(CONVERGED.method());
    }

    private static Tolerance tolerance(Optional<Double> given) {
      return given.map(relative -> Tolerance.of(relative, relative * ABSOLUTE)).orElse(DEFAULT);
    }

    private void absolute(TopLevel.Numerics.Setting.Absolute statement) {
      if (method instanceof Method.RungeKutta4) {
        diagnostics.add(Diagnostic.error("E0713", "rk4 takes steps of one size and holds no tolerance").at(statement.span())
            .help("leave this out, or choose a method that controls its error: auto, tsit5, dop853 or rodas5p"));
        return;
      }
      statement.all().flatMap(e -> number(e, Unit.ONE, true))
          .ifPresent(a -> method = method.at(tolerance -> Tolerance.of(tolerance.relative(), a)));
      for (ProtocolItem.Amount state : statement.states()) {
        Optional<Names.Entry> entry = scope.names().find(state.compartment().text(), "");
        if (entry.isEmpty()) {
          diagnostics.add(scope.names().unknown(state.compartment().text(), state.compartment().span()));
        } else if (entry.get().kind() != Names.Kind.COMPARTMENT) {
          diagnostics.add(Diagnostic.error("E0204", "`" + state.compartment() + "` is a " + entry.get().kind().text()
              + "; only compartments are integrated to a tolerance").at(state.compartment().span())
              .at(entry.get().span(), "declared here"));
        } else {
          number(state.amount(), Scope.unit(entry.get().unit()), true).ifPresent(a -> absolute.put(entry.get().path(), a));
        }
      }
    }

    private void iteration(TopLevel.Numerics.Setting.Iteration i) {
      Optional<Names.Entry> constraint = scope.names().find(i.constraint().text(), "").filter(e -> e.kind() == Names.Kind.CONSTRAINT);
      if (constraint.isEmpty()) {
        diagnostics.add(scope.names().unknown(i.constraint().text(), i.constraint().span()));
        return;
      }
      String method = i.method().name().text();
      if (method.equals("newton")) {
        return;
      }
      if (!method.equals("fixed_point")) {
        diagnostics.add(Diagnostic.error("E0713", "there is no method `" + method + "` for a constraint").at(i.method().name().span())
            .help("the methods are newton (the default) and fixed_point(map = ..., start = ..., tolerance = ...)"));
        return;
      }
      ResolveExpression resolve = new ResolveExpression(scope.names(), program.functions(), diagnostics, "");
      String unknown = scope.model().constraints().stream().filter(c -> c.path().equals(constraint.get().path())).findFirst().orElseThrow()
          .unknowns().get(0).path();
      Map<String, Expr> given = new HashMap<>();
      List<String> expected = new ArrayList<>(List.of("map", "start", "tolerance"));
      for (Expression.Argument argument : i.method().arguments()) {
        String name = argument.name().map(n -> n.text()).orElse("");
        if (!expected.remove(name) && !name.equals("previous")) {
          diagnostics.add(Diagnostic.error("E0713", "fixed_point has no argument `" + name + "` here").at(argument.value().span())
              .help("it takes map, start, tolerance and previous, each once and by name"));
        }
        given.put(name, ConvertUnits.value(scope.model(), unknown, resolve.resolve(argument.value()), diagnostics));
      }
      if (!expected.isEmpty()) {
        diagnostics.add(Diagnostic.error("E0713", "fixed_point needs " + String.join(", ", expected)).at(i.method().span()));
        return;
      }
      iterations.put(constraint.get().path(), new Structure.Iteration(given.get("map"), given.get("start"), given.get("tolerance"),
          given.getOrDefault("previous", Expr.constant(Double.NaN))));
    }
  }
}
