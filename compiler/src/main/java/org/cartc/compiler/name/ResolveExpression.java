package org.cartc.compiler.name;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.diagnostic.Nearest;
import org.cartc.compiler.ir.Builtin;
import org.cartc.compiler.ir.Expr;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Expression;
import org.cartc.compiler.syntax.ModelItem;
import org.cartc.compiler.syntax.UnitText;

/** Turns written expressions of a model into resolved ones: names become full paths, functions are inlined. */
public final class ResolveExpression {
  /** The most parts that an expression may have after inlining: beyond it is a function that doubles itself. */
  private static final int MOST_PARTS = 200_000;

  private static final List<String> READINGS =
      List.of("max", "min", "mean", "integral", "slope", "inflow", "peak", "trough", "sum", "median");

  private final Names names;
  private final Map<String, ModelItem.Function> functions;
  private final Diagnostics diagnostics;
  private final String mechanism;
  private final List<String> calls = new ArrayList<>();
  private int parts;

  /** What stands for a formal of a function, and the number of its parts. */
  private record Bound(Expr value, int parts) {
    Bound stated(ModelItem.Formal formal, ModelItem.Function function) {
      return new Bound(ResolveExpression.stated(value, formal.unit(), "`" + formal.name() + "` of `" + function.name() + "`"), parts);
    }
  }

  /**
   * @param functions every function that may be called, by name
   * @param mechanism the mechanism around the expressions, empty for none
   */
  public ResolveExpression(Names names, Map<String, ModelItem.Function> functions, Diagnostics diagnostics, String mechanism) {
    this.names = names;
    this.functions = functions;
    this.diagnostics = diagnostics;
    this.mechanism = mechanism;
  }

  public Expr resolve(Expression expression) {
    parts = 0;
    Expr resolved = resolve(expression, Map.of());
    if (parts > MOST_PARTS) {
      diagnostics.add(Diagnostic.error("E0210", "this expression is too large once its functions are written out").at(expression.span())
          .note("it would have more than " + MOST_PARTS + " parts: every use of an argument counts")
          .help("give its parts names with `let`: a named quantity is computed once, however often it is used"));
      return Expr.ZERO;
    }
    return resolved;
  }

  private Expr resolve(Expression expression, Map<String, Bound> locals) {
    if (++parts > MOST_PARTS) {
      return Expr.ZERO;
    }
    return new Expr.Located(bare(expression, locals), expression.span());
  }

  private Expr bare(Expression expression, Map<String, Bound> locals) {
    return switch (expression) {
      case Expression.Number n -> n.unit().isPresent()
          ? new Expr.Measured(n.value(), n.unit().get().text(), n.span())
          : new Expr.Constant(n.value());
      case Expression.Reference r -> reference(r, locals);
      case Expression.Call c -> call(c, locals);
      case Expression.Unary u -> switch (u.operator()) {
        case NEGATE -> new Expr.Negate(resolve(u.operand(), locals));
        case NOT -> new Expr.Not(resolve(u.operand(), locals));
      };
      case Expression.Binary b ->
          new Expr.Binary(Operator.valueOf(b.operator().name()), resolve(b.left(), locals), resolve(b.right(), locals));
      case Expression.If i ->
          new Expr.Conditional(resolve(i.condition(), locals), resolve(i.then(), locals), resolve(i.otherwise(), locals));
      case Expression.InUnit i ->
          Expr.multiply(resolve(i.inner(), locals), new Expr.Measured(1, i.unit().text(), i.unit().span()));
      case Expression.At a -> notInModel("a value at a time", a.span());
      case Expression.Where w -> notInModel("a value of another run", w.span());
      case Expression.FoundTime f -> notInModel("a found time", f.span());
    };
  }

  private Expr notInModel(String what, Span span) {
    diagnostics.add(Diagnostic.error("E0209", what + " is a reading of a finished run and has no meaning inside a model").at(span)
        .help("move it to a study, a test or a claim"));
    return Expr.ZERO;
  }

  private Expr reference(Expression.Reference reference, Map<String, Bound> locals) {
    String text = reference.path().text();
    if (locals.containsKey(text)) {
      parts += locals.get(text).parts();
      return locals.get(text).value();
    }
    Optional<Names.Entry> entry = names.find(text, mechanism);
    if (entry.isPresent()) {
      return quantity(entry.get(), reference.span());
    }
    if (text.equals("time") || text.equals("t")) {
      return new Expr.Time();
    }
    diagnostics.add(function(text).isPresent() || Builtin.named(text).isPresent()
        ? Diagnostic.error("E0201", "`" + text + "` is a function and needs its arguments").at(reference.span())
            .help("write " + text + "(...)")
        : names.unknown(text, reference.span()));
    return Expr.ZERO;
  }

  private Expr quantity(Names.Entry entry, Span span) {
    if (!entry.kind().isQuantity()) {
      diagnostics.add(Diagnostic.error("E0204", "`" + entry.path() + "` is a " + entry.kind().text() + " and has no value").at(span)
          .at(entry.span(), "declared here"));
      return Expr.ZERO;
    }
    return Expr.symbol(entry.path());
  }

  private Expr call(Expression.Call call, Map<String, Bound> locals) {
    String name = call.function().text();
    Optional<ModelItem.Function> function = function(name);
    if (function.isPresent()) {
      return inlined(function.get(), call, locals);
    }
    Optional<Builtin> builtin = Builtin.named(name);
    boolean byName = call.arguments().stream().anyMatch(a -> a.name().isPresent());
    if (builtin.isPresent() && builtin.get().takes(call.arguments().size()) && !byName) {
      return new Expr.Call(builtin.get(), call.arguments().stream().map(a -> resolve(a.value(), locals)).toList());
    }
    if (READINGS.contains(name)) {
      return notInModel("`" + name + "` of one quantity", call.span());
    }
    diagnostics.add(builtin.isPresent()
        ? Diagnostic.error("E0211", "`" + name + "` takes " + builtin.get().arity())
            .at(call.span(), call.arguments().size() == 1 ? "one is given" : call.arguments().size() + " are given")
        : unknownFunction(name, call));
    return Expr.ZERO;
  }

  private Optional<ModelItem.Function> function(String name) {
    return Names.scoped(functions, name, mechanism);
  }

  private Diagnostic unknownFunction(String name, Expression.Call call) {
    Diagnostic unknown = Diagnostic.error("E0201", "there is no function `" + name + "`").at(call.function().span());
    if (names.find(name, mechanism).isPresent()) {
      Span function = call.function().span();
      return unknown.note("`" + name + "` is a " + names.find(name, mechanism).get().kind().text() + "; a product needs `*`")
          .help("multiply").fix(new Span(function.source(), function.end(), function.end()), " * ");
    }
    Optional<String> library = Load.libraryOf(name);
    if (library.isPresent()) {
      return unknown.help("it is in the library `" + library.get() + "`; write at the top of this file")
          .fix(new Span(call.span().source(), 0, 0), "use " + library.get() + "\n");
    }
    TreeSet<String> known = new TreeSet<>(functions.keySet());
    for (Builtin builtin : Builtin.values()) {
      known.add(builtin.text());
    }
    return Nearest.to(name, known).map(n -> unknown.help("did you mean `" + n + "`?").fix(call.function().span(), n))
        .orElse(unknown.help("declare it:  fun " + name + "(x) = ..."));
  }

  private Expr inlined(ModelItem.Function function, Expression.Call call, Map<String, Bound> locals) {
    String name = function.name().text();
    if (calls.contains(name)) {
      String chain = String.join(" -> ", calls.subList(calls.indexOf(name), calls.size())) + " -> " + name;
      diagnostics.add(Diagnostic.error("E0212", "function `" + name + "` calls itself").at(call.span()).at(function.name().span())
          .note(chain).help("a function must be an expression in its arguments"));
      return Expr.ZERO;
    }
    Map<String, Bound> bound = bind(function, call, locals);
    calls.add(name);
    Expr body = resolve(function.body(), bound);
    calls.remove(calls.size() - 1);
    return stated(body, function.unit(), "the result of `" + name + "`");
  }

  /** An expression with the unit that its function states. */
  private static Expr stated(Expr value, Optional<UnitText> unit, String what) {
    return unit.isPresent() && value instanceof Expr.Located l
        ? new Expr.Located(l.expr(), l.span(), Optional.of(new Expr.Stated(unit.get().text(), what, unit.get().span())))
        : value;
  }

  private Map<String, Bound> bind(ModelItem.Function function, Expression.Call call, Map<String, Bound> locals) {
    Map<String, Bound> bound = new HashMap<>();
    List<String> faults = new ArrayList<>();
    int position = 0;
    for (Expression.Argument argument : call.arguments()) {
      Bound value = bound(argument.value(), locals);
      String formal = argument.name().isPresent() ? argument.name().get().text()
          : position < function.formals().size() ? function.formals().get(position++).name().text() : "";
      Optional<ModelItem.Formal> known = function.formals().stream().filter(f -> f.name().text().equals(formal)).findFirst();
      if (known.isEmpty()) {
        faults.add(formal.isEmpty() ? "too many arguments" : "there is no argument `" + formal + "`");
      } else if (bound.put(formal, value.stated(known.get(), function)) != null) {
        faults.add("`" + formal + "` is given twice");
      }
    }
    for (ModelItem.Formal formal : function.formals()) {
      if (!bound.containsKey(formal.name().text())) {
        if (formal.byDefault().isEmpty()) {
          faults.add("`" + formal.name().text() + "` is missing");
        }
        bound.put(formal.name().text(),
            formal.byDefault().map(d -> bound(d, Map.of()).stated(formal, function)).orElse(new Bound(Expr.ZERO, 1)));
      }
    }
    faults.stream().findFirst().ifPresent(fault -> diagnostics.add(wrongArguments(function, call, fault)));
    return bound;
  }

  private Bound bound(Expression argument, Map<String, Bound> locals) {
    int before = parts;
    Expr value = resolve(argument, locals);
    return new Bound(value, parts - before);
  }

  private static Diagnostic wrongArguments(ModelItem.Function function, Expression.Call call, String what) {
    String formals = String.join(", ", function.formals().stream().map(f -> f.name().text()).toList());
    return Diagnostic.error("E0211", "`" + function.name().text() + "` takes (" + formals + ")").at(call.span(), what)
        .at(function.name().span(), "declared here");
  }
}
