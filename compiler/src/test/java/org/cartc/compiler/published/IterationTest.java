package org.cartc.compiler.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cartc.compiler.Compiler;
import org.cartc.compiler.ReferenceData;
import org.cartc.compiler.diagnostic.Diagnostics;
import org.cartc.compiler.name.Load;
import org.cartc.compiler.study.LowerStudy;
import org.cartc.compiler.study.Options;
import org.cartc.runtime.integrate.Statistics;
import org.cartc.runtime.study.Execution;
import org.cartc.runtime.study.TrialResult;
import org.junit.jupiter.api.Test;

/** How often C_free of Eq (2.4) is solved in the control plan of Li and Lei (2025), and with how many iterations. */
class IterationTest {
  private static Statistics.ConstraintWork work(Optional<String> numerics) {
    var diagnostics = new Diagnostics();
    var program = Load.program(ReferenceData.topLevel().resolve("models/li2025/control.cart"), List.of(), diagnostics);
    var options = new Options(List.of(), Optional.empty(), Map.of(), numerics, List.of());
    var prepared = LowerStudy.study(program, program.studies().get(0), options, diagnostics, Compiler.SILENT);
    List<TrialResult> results = new ArrayList<>();
    Execution.run(prepared.study(), prepared.trials(), 1, results::add);
    assertThat(diagnostics.all()).isEmpty();
    assertThat(results).hasSize(1);
    assertThat(results.get(0).statistics().constraints()).hasSize(1);
    return results.get(0).statistics().constraints().get(0);
  }

  /** 200 steps of four stages. An independent Python program counts 2047 evaluations of the map, at most 69 in one call. */
  @Test
  void thePublishedIterationTakes800CallsOf2Point6EvaluationsAndAtMost69() {
    var work = work(Optional.of("published"));
    assertThat(work.solutions()).isEqualTo(800);
    assertThat((double) work.iterations() / work.solutions()).isCloseTo(2.55875, within(1e-12));
    assertThat(work.most()).isEqualTo(69);
  }

  /** From a warm start Newton's method converges quadratically: it never needs a tenth of what the plain iteration needs. */
  @Test
  void newtonCountsOtherwise() {
    var work = work(Optional.empty());
    assertThat(work.solutions()).isNotEqualTo(800);
    assertThat(work.most()).isLessThan(69);
  }
}
