package org.cartc.compiler.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.LayOut;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.emit.Sensitive;
import org.cartc.compiler.emit.Variable;
import org.cartc.compiler.ir.Model;
import org.cartc.compiler.name.Names;
import org.cartc.compiler.pass.Attribute;
import org.cartc.compiler.pass.Scale;
import org.cartc.compiler.source.Span;
import org.cartc.compiler.structure.Structure;
import org.cartc.runtime.integrate.Method;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.study.Formula;
import org.cartc.runtime.model.SensitiveEquations;
import org.cartc.runtime.study.LaneSource;
import org.cartc.runtime.study.Study;
import org.cartc.runtime.study.Trial;

/** Makes of a study one that records the derivatives of its curves in parameters and initial values, with the same runs. */
final class LowerSensitivities {
  private static final int LOOKED_AT = 1000;

  private final LowerStudy.Prepared base;
  private final Scope scope;
  private final Observed observed;
  private final Trials.Common common;
  private final Diagnostics diagnostics;
  private final List<Variable> variables = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Formula> values = new HashMap<>();
  private final Map<Equations, Followed> followed = new IdentityHashMap<>();
  private final Map<Equations, Structure> structures = new IdentityHashMap<>();

  private LowerSensitivities(LowerStudy.Prepared base, Scope scope, Observed observed, Trials.Common common, Diagnostics diagnostics) {
    this.base = base;
    this.scope = scope;
    this.observed = observed;
    this.common = common;
    this.diagnostics = diagnostics;
    base.study().values().forEach(v -> values.put(v.name(), v.formula()));
  }

  /**
   * The study of sensitivities of a study; faults are reported, and end the compilation.
   *
   * @param wanted the places of the names of parameters, and of compartments for their initial values
   */
  static LowerStudy.Prepared of(LowerStudy.Prepared base, List<Span> wanted, Scope scope, Observed observed, Trials.Common common,
      Diagnostics diagnostics) {
    return new LowerSensitivities(base, scope, observed, common, diagnostics).study(wanted);
  }

  private LowerStudy.Prepared study(List<Span> wanted) {
    requireControl();
    Set<String> taken = new HashSet<>();
    wanted.forEach(span -> variable(span).filter(v -> taken.add(v.name())).ifPresent(variables::add));
    diagnostics.stopOnErrors();
    requireStart();
    base.structures().keySet().forEach(this::followed);
    boolean named = look();
    diagnostics.stopOnErrors();
    reportAbsent();
    Study of = base.study();
    List<Study.Column> columns = columns();
    List<String> told = new ArrayList<>(of.notes());
    told.addAll(notes);
    String names = String.join(", ", variables.stream().map(Variable::name).toList());
    List<Study.Value> hidden = named ? of.values().stream()
        .map(v -> new Study.Value(v.name(), v.unit(), v.doc(), v.formula(), false, v.late())).toList() : List.of();
    Study study = new Study(of.name() + ".sensitivities", "derivatives in " + names, of.timeUnit(), of.keys(), of.times(), columns, hidden,
        List.of(), told, of.keyUnits());
    return new LowerStudy.Prepared(study, trials(), base.count(), base.numerics(), base.files(), base.model(), structures, LaneSource.NONE,
        List.of());
  }

  private void requireStart() {
    if (common.steady()) {
      diagnostics.add(Diagnostic.error("E0709", "sensitivities of runs that start from a steady state cannot be computed by this version")
          .note("the steady state moves with the parameters")
          .help("leave out `from steady`, and let the run settle before the first dose"));
      diagnostics.stopOnErrors();
    }
  }

  /** Sensitivities are those of what is solved: of steps that hold an error, and of constraints that hold. */
  private void requireControl() {
    if (!(common.numerics().method() instanceof Method.Controlled) || !common.numerics().iterations().isEmpty()) {
      diagnostics.add(Diagnostic.error("E0709", "sensitivities cannot be computed with the numerics `" + common.numerics().name() + "`")
          .note("they are derivatives of the solution of the equations, which steps of a fixed size and an iteration that ends early miss")
          .help("run it with --numerics converged"));
      diagnostics.stopOnErrors();
    }
  }

  private Optional<Variable> variable(Span span) {
    Optional<Names.Entry> entry = scope.names().find(span.text(), "");
    if (entry.isEmpty()) {
      diagnostics.add(scope.names().unknown(span.text(), span));
      return Optional.empty();
    }
    String path = entry.get().path();
    if (entry.get().kind() == Names.Kind.PARAMETER) {
      return Optional.of(new Variable.Parameter(path, entry.get().unit(), path));
    }
    if (entry.get().kind() != Names.Kind.COMPARTMENT || scope.model().compartment(path).isEmpty()) {
      diagnostics.add(Diagnostic.error("E0204", "`" + path + "` is a " + entry.get().kind().text()
          + "; sensitivities are derivatives in parameters and initial values").at(span).at(entry.get().span(), "declared here")
          .help("name a parameter, or a compartment for its initial value"));
      return Optional.empty();
    }
    Optional<Model.Equilibrium> fast = scope.model().equilibria().stream().filter(e -> e.compartments().contains(path)).findFirst();
    if (fast.isPresent() && base.structures().values().stream().noneMatch(s -> s.states().contains(path))) {
      diagnostics.add(Diagnostic.error("E0708", "`" + path + "` is in quasi-equilibrium: it has no initial value of its own").at(span)
          .at(fast.get().span(), "follows the others at once").help("name what it follows, or integrate it:  "
              + fast.get().when().map(s -> "--set " + s + "=off").orElse("take it out of `equilibrium`")));
      return Optional.empty();
    }
    Set<String> states = new LinkedHashSet<>(List.of(path));
    if (common.attributed().contains(path)) {
      states.add(path + "." + Attribute.INITIAL);
    }
    return Optional.of(new Variable.Initial(path + "(0)", entry.get().unit(), states));
  }

  private Followed followed(Equations equations) {
    Followed known = followed.get(equations);
    if (known != null) {
      return known;
    }
    Structure structure = base.structures().get(equations);
    List<String> driven = common.scaled().stream().map(Scale::factor)
        .filter(path -> structure.model().parameter(path).isPresent()).toList();
    Followed made =
        new Followed(equations, structure, sensitive(structure, driven, common.numerics().method().usesDerivatives()), variables,
            values, new Stiff(() -> sensitive(structure, driven, true)));
    followed.put(equations, made);
    structures.put(made.equations(), Sensitive.prepared(structure, variables, driven));
    return made;
  }

  private SensitiveEquations sensitive(Structure structure, List<String> driven, boolean jacobian) {
    return Compiler.sensitive(structure, observed.quantities(), variables, driven, jacobian, Compiler.SILENT);
  }

  /** Looks at the first runs; returns whether what shapes one of them names a value of the study. */
  private boolean look() {
    boolean named = false;
    for (Trial trial : (Iterable<Trial>) StreamSupport.stream(base.trials().spliterator(), false).limit(LOOKED_AT)::iterator) {
      List<Formula> shaping = Stream.concat(
          trial.doses().stream().flatMap(d -> Stream.of(Optional.of(d.amount()), Optional.of(d.at()), d.every())),
          trial.windows().stream().flatMap(w -> Stream.of(Optional.of(w.factor()), w.from(), w.until()))).flatMap(Optional::stream)
          .toList();
      named |= shaping.stream().anyMatch(this::namesValue);
      if (shaping.stream().anyMatch(f -> new Tangent(observed.quantities().size(), 0, values).of(f).isEmpty())) {
        diagnostics.add(Followed.unknownShape());
        return named;
      }
    }
    return named;
  }

  private boolean namesValue(Formula formula) {
    return formula instanceof Formula.Named n && values.containsKey(n.name()) || formula.parts().stream().anyMatch(this::namesValue);
  }

  private void reportAbsent() {
    for (Variable variable : variables) {
      long without = base.structures().values().stream().filter(s -> !Followed.isThere(variable, s)).count();
      if (without > 0) {
        notes.add("`" + variable.name() + "` leaves with its mechanism" + (without < base.structures().size() ? " in some of the runs" : "")
            + ": derivatives in it are zero there");
      }
    }
  }

  private List<Study.Column> columns() {
    List<Study.Column> columns = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (Study.Column column : base.study().columns().stream().filter(Study.Column::shown).toList()) {
      for (int j = 0; j < variables.size(); j++) {
        Variable variable = variables.get(j);
        Optional<Formula> tangent = new Tangent(observed.quantities().size(), j, values).of(column.formula());
        tangent.ifPresent(t -> columns.add(new Study.Column(variable.derivative(column.name()),
            LayOut.quotient(column.unit(), variable.unit()), column.doc(), t, true)));
        if (tangent.isEmpty() && j == 0) {
          left.add("`" + column.name() + "`");
        }
      }
    }
    if (!left.isEmpty()) {
      notes.add("no derivatives of " + String.join(", ", left) + ", which " + (left.size() == 1 ? "reads" : "read") + " the whole run");
    }
    return columns;
  }

  private Iterable<Trial> trials() {
    return () -> {
      Iterator<Trial> trials = base.trials().iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return trials.hasNext();
        }

        @Override
        public Trial next() {
          Trial trial = trials.next();
          return followed(trial.equations()).trial(trial);
        }
      };
    };
  }
}
