package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cartc.compiler.Variant;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.pass.Attribute;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.ir.Operator;
import org.cartc.compiler.pass.Scale;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.syntax.Modifier;
import org.cartc.compiler.syntax.StudyItem;
import org.cartc.runtime.integrate.Integration;
import org.cartc.runtime.integrate.Problem;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.study.Evaluation;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.study.Key;
import org.cartc.runtime.study.Observations;
import org.cartc.runtime.study.Trial;

/** The runs of a study: the product of its axes, each made when it is asked for. */
final class Trials implements Iterable<Trial> {
  /**
   * What all runs of a study have in common.
   *
   * @param first settings of the simulate statement
   * @param last settings of the command line
   * @param attributed compartments that are split, in every run
   * @param free parameters that some run sets
   * @param scaled mechanisms and rates that some run scales
   */
  record Common(List<Assigned> first, List<Assigned> last, List<Modifier> modifiers, List<StudyItem.Schedule> schedules,
      List<String> attributed, Set<String> free, List<String> scaled, LowerNumerics numerics, double end, boolean steady) {}

  /** Keys whose values are given behind those of other axes. */
  private static final List<String> LATER = List.of("scenario", "row", LowerSensitivity.KEY);

  private final List<List<Choice>> axes;
  private final Common common;
  private final Variants variants;
  private final Schedules schedules;
  private final Scope scope;
  private final LowerFormula formulas;
  private final Diagnostics diagnostics;
  private final Map<Equations, Map<String, Integer>> places = new IdentityHashMap<>();

  Trials(List<List<Choice>> axes, Common common, Variants variants, Schedules schedules, Scope scope, LowerFormula formulas,
      Diagnostics diagnostics) {
    this.axes = axes;
    this.common = common;
    this.variants = variants;
    this.schedules = schedules;
    this.scope = scope;
    this.formulas = formulas;
    this.diagnostics = diagnostics;
  }

  /** How many runs there are. */
  long count() {
    return axes.stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
  }

  @Override
  public Iterator<Trial> iterator() {
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < count();
      }

      @Override
      public Trial next() {
        return trial(next++);
      }
    };
  }

  private List<Choice> choices(long index) {
    List<Choice> chosen = new ArrayList<>();
    long rest = index;
    for (int axis = axes.size() - 1; axis >= 0; axis--) {
      List<Choice> of = axes.get(axis);
      chosen.add(0, of.get((int) (rest % of.size())));
      rest /= of.size();
    }
    return chosen;
  }

  /** Compiles what the runs need, so that faults are found before the first one starts; looks at the first runs of every choice. */
  void prepare() {
    if (count() == 0) {
      return;
    }
    trial(0);
    long stride = 1;
    for (int axis = axes.size() - 1; axis >= 0; axis--) {
      int size = axes.get(axis).size();
      for (int i = 1; i < size && i < 1000; i++) {
        trial(i * stride);
      }
      stride *= size;
    }
  }

  private Trial trial(long index) {
    List<Choice> chosen = choices(index);
    List<Key> keys = chosen.stream().map(Choice::key).toList();
    Optional<String> mechanism = chosen.stream().flatMap(c -> c.mechanism().stream()).findFirst();
    Map<String, Double> named = new HashMap<>();
    List<StudyItem.Schedule> given = new ArrayList<>(common.schedules());
    Effects effects = new Effects(scope, schedules, formulas, diagnostics);
    List<Assigned> assigned = new ArrayList<>(common.first());
    for (Choice choice : chosen) {
      named.putAll(choice.named());
      given.addAll(choice.schedules());
      if (!LATER.contains(choice.key().name())) {
        assigned.addAll(choice.assigned());
      }
    }
    common.modifiers().forEach(m -> effects.add(m, mechanism));
    given.forEach(s -> schedules.modifiers(s).forEach(m -> effects.add(m, mechanism)));
    chosen.forEach(c -> c.modifiers().forEach(m -> effects.add(m, mechanism)));
    assigned.addAll(effects.assigned());
    for (String key : List.of("scenario", "row")) {
      chosen.stream().filter(c -> c.key().name().equals(key)).forEach(c -> assigned.addAll(c.assigned()));
    }
    assigned.addAll(common.last());
    chosen.stream().filter(c -> c.key().name().equals(LowerSensitivity.KEY)).forEach(c -> assigned.addAll(c.assigned()));
    diagnostics.stopOnErrors();
    return trial(keys, assigned, effects, given, named);
  }

  private Trial trial(List<Key> keys, List<Assigned> assigned, Effects effects, List<StudyItem.Schedule> given, Map<String, Double> named) {
    Map<String, Boolean> switches = new LinkedHashMap<>();
    assigned.forEach(a -> {
      if (a instanceof Assigned.ToSwitch s) {
        switches.put(s.path(), s.on());
      }
    });
    List<String> scaled = common.scaled().stream().filter(s -> isLeft(s, effects.removed())).toList();
    Equations equations = variants.of(new Variant(switches, effects.removed(), common.attributed(), scaled, common.numerics().iterations(),
        common.free()));
    double[] parameters = equations.layout().nominal();
    List<Trial.Start> initial = new ArrayList<>();
    for (Assigned one : assigned) {
      assign(one, equations, parameters, initial, named);
    }
    return new Trial(keys, equations, parameters, initial, doses(equations, keys, given, effects), windows(equations, effects), named,
        common.end(), variants.method(equations), common.numerics().grid(), common.steady());
  }

  private static boolean isLeft(String target, Set<String> removed) {
    return removed.stream().noneMatch(r -> target.equals(r) || target.startsWith(r + "."));
  }

  private void assign(Assigned assigned, Equations equations, double[] parameters, List<Trial.Start> initial, Map<String, Double> named) {
    switch (assigned) {
      case Assigned.ToParameter p -> {
        int index = place(equations, p.path());
        if (index >= 0) {
          parameters[index] = p.value() instanceof Formula.Number n ? n.value() : value(p.value(), equations, parameters, named);
        }
      }
      case Assigned.ToCompartment c -> {
        int index = equations.layout().state(c.path());
        if (index >= 0) {
          initial.add(new Trial.Start(index, c.value()));
          if (!(c.value() instanceof Formula.Number n && n.value() == 0)) {
            part(equations, c.path(), Attribute.INITIAL, "starts at a value that the study sets")
                .ifPresent(part -> initial.add(new Trial.Start(part, c.value())));
          }
        } else if (scope.model().compartment(c.path()).isPresent() && !(c.value() instanceof Formula.Number n && Double.isNaN(n.value()))) {
          reportNoState(c.path(), Optional.empty());
        }
      }
      case Assigned.ToSwitch s -> {}
      case Assigned.ByFactor f -> {
        int index = place(equations, f.path());
        if (index >= 0) {
          parameters[index] *= f.factor();
        }
      }
    }
  }

  private int place(Equations equations, String parameter) {
    return places.computeIfAbsent(equations, Trials::places).getOrDefault(parameter, -1);
  }

  private static Map<String, Integer> places(Equations equations) {
    Map<String, Integer> places = new HashMap<>();
    equations.layout().parameters().forEach(p -> places.put(p.path(), places.size()));
    return places;
  }

  /** The part of an attributed compartment that holds what no mechanism brings; empty for a compartment that is not attributed. */
  private Optional<Integer> part(Equations equations, String compartment, String source, String why) {
    if (!common.attributed().contains(compartment)) {
      return Optional.empty();
    }
    int part = equations.layout().state(compartment + "." + source);
    if (part < 0) {
      diagnostics.add(Diagnostic.error("E0410", "`" + compartment + "` " + why + ", but attribution has no part `" + source + "` for it")
          .help(source.equals(Attribute.INITIAL)
              ? "give it that initial value in the model:  compartment " + compartment + " = ..."
              : "write the dose into a compartment of its own with a rate to `" + compartment + "`"));
      diagnostics.stopOnErrors();
    }
    return Optional.of(part);
  }

  private void reportNoState(String path, Optional<Span> dose) {
    Optional<Model.Equilibrium> fast = scope.model().equilibria().stream().filter(e -> e.compartments().contains(path)).findFirst();
    if (fast.isPresent()) {
      String off = fast.get().when().map(s -> "set " + s + " = off").orElse("take it out of `equilibrium`");
      Diagnostic fault = Diagnostic.error("E0708", "`" + path + "` is in quasi-equilibrium: "
          + (dose.isPresent() ? "a dose into it would be gone at once" : "it has no initial value of its own"));
      diagnostics.add((dose.isPresent() ? fault.at(dose.get()) : fault).at(fast.get().span(), "follows the others at once")
          .help((dose.isPresent() ? "give the dose to what it comes from" : "leave out its value") + ", or integrate it:  " + off));
      diagnostics.stopOnErrors();
    }
  }

  private double value(Formula formula, Equations equations, double[] parameters, Map<String, Double> named) {
    double[] constants = new double[equations.layout().constants()];
    double[] initial = new double[equations.layout().states().size()];
    equations.prepare(parameters, constants);
    equations.initial(constants, initial, 0);
    Problem start = new Problem(equations, parameters, initial, List.of(), 0, 0);
    return new Evaluation(Integration.solve(start, variants.method(equations)), Observations.of(equations), named,
        Optional.empty())
        .value(formula);
  }

  private List<Trial.Dosing> doses(Equations equations, List<Key> keys, List<StudyItem.Schedule> given, Effects effects) {
    List<Trial.Dosing> doses = new ArrayList<>();
    for (StudyItem.Schedule schedule : given) {
      Optional<Formula> factor = Optional.ofNullable(effects.doses().get(schedule.name().text()));
      for (Schedules.Given dose : schedules.given(schedule, keys)) {
        int state = equations.layout().state(dose.compartment());
        if (state < 0) {
          reportNoState(dose.compartment(), Optional.of(dose.span()));
          continue;
        }
        Formula amount =
            factor.<Formula>map(f -> new Formula.Apply(Formula.Arithmetic.MULTIPLY, List.of(f, dose.amount()))).orElse(dose.amount());
        doses.add(new Trial.Dosing(state, amount, dose.at(), dose.every(), dose.times()));
        part(equations, dose.compartment(), Attribute.BASE, "is dosed")
            .ifPresent(part -> doses.add(new Trial.Dosing(part, amount, dose.at(), dose.every(), dose.times())));
      }
    }
    return doses;
  }

  private static List<Trial.Window> windows(Equations equations, Effects effects) {
    List<Trial.Window> windows = new ArrayList<>();
    for (Effects.Scaled scaled : effects.scaled()) {
      int parameter = equations.layout().parameter(Scale.factor(scaled.target()));
      if (parameter >= 0) {
        windows.add(new Trial.Window(parameter, scaled.factor(), scaled.from(), scaled.until()));
      }
    }
    return windows;
  }

  /** The parameters that choices set, and the mechanisms and rates that modifiers scale. */
  static Set<String> free(List<List<Choice>> axes, List<List<Assigned>> more) {
    Set<String> free = new LinkedHashSet<>();
    List<Assigned> all = new ArrayList<>();
    axes.forEach(axis -> axis.forEach(choice -> all.addAll(choice.assigned())));
    more.forEach(all::addAll);
    all.forEach(a -> {
      switch (a) {
        case Assigned.ToParameter p -> free.add(p.path());
        case Assigned.ByFactor f -> free.add(f.path());
        case Assigned.ToCompartment c -> {}
        case Assigned.ToSwitch s -> {}
      }
    });
    return free;
  }
}
