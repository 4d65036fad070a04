package org.cartc.compiler.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.model.Equations;
import org.cartc.runtime.model.Layout;
import org.cartc.runtime.study.TrialResult;

/** Says why derivatives cannot be followed: where the run itself cannot go on, that of the study without them says more. */
final class ExplainSensitivities {
  private ExplainSensitivities() {}

  static Diagnostic of(LowerStudy.Prepared prepared, TrialResult result) {
    Outcome.Failed failed = result.failure().orElseThrow();
    Layout layout = result.trial().equations().layout();
    String at = "t = " + Summary.number(failed.time()) + " " + layout.time();
    String keys = result.trial().keys().stream().map(k -> k.name() + " " + k.text()).collect(Collectors.joining(", "));
    Diagnostic fault = Diagnostic.error(code(failed.reason()), unfit(result.trial().equations(), failed)
        .map(path -> "`" + path + "` is not a finite number at " + at + "; the run with derivatives stopped")
        .orElse("the run with derivatives cannot go on at " + at));
    return fault.note("study " + prepared.study().name() + (keys.isEmpty() ? "" : ", run of " + keys))
        .help("where a root or power is taken of nothing, or a condition only touches its threshold, there is no derivative")
        .help("if the run stops without derivatives too, mend that first");
  }

  private static String code(Outcome.Reason reason) {
    return switch (reason) {
      case NOT_A_NUMBER -> "E0601";
      case STEP_TOO_SMALL -> "E0603";
      case TOO_MANY_STEPS -> "E0604";
      case CHATTER -> "E0605";
      case SEVERAL_SOLUTIONS -> "E0606";
      case SINGULAR_CONSTRAINT -> "E0608";
      case NO_STEADY_STATE -> "E0609";
    };
  }

  /** The first state or derivative that is not finite, or whose rate of change is not. */
  private static Optional<String> unfit(Equations equations, Outcome.Failed failed) {
    Layout layout = equations.layout();
    double[] constants = new double[layout.constants()];
    double[] workspace = new double[layout.workspace()];
    double[] slopes = new double[failed.state().length];
    for (int i = 0; i < failed.modes().length; i++) {
      workspace[i] = failed.modes()[i] ? 1 : 0;
    }
    for (int k = 0; k < layout.constraints().size(); k++) {
      workspace[layout.warmStart(k)] = Double.NaN;
    }
    equations.prepare(failed.parameters(), constants);
    equations.rightHandSide(failed.time(), failed.state(), 0, slopes, 0, constants, workspace);
    return IntStream.range(0, slopes.length).filter(i -> !Double.isFinite(failed.state()[i]) || !Double.isFinite(slopes[i]))
        .mapToObj(i -> layout.states().get(i).path()).findFirst();
  }
}
