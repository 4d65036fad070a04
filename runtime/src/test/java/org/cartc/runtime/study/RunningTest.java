package org.cartc.runtime.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.cartc.runtime.study.Growth.X;
import static org.cartc.runtime.study.Growth.dose;
import static org.cartc.runtime.study.Growth.number;
import static org.cartc.runtime.study.Growth.reaches;
import static org.cartc.runtime.study.Growth.window;

import java.util.List;
import java.util.Optional;
import org.cartc.runtime.study.Growth.Plan;
import org.junit.jupiter.api.Test;

/** Runs of a line of slope 1, whose values are sums of the lengths of its windows. */
class RunningTest {
  private static final Study STUDY = Growth.study(List.of());

  private static TrialResult run(Plan plan) {
    return Running.run(STUDY, plan.trial());
  }

  private static double x(TrialResult result, int day) {
    return result.rows()[day][0];
  }

  @Test
  void aWindowScalesFromItsBeginningUntilItsEnd() {
    TrialResult result = run(Plan.NOTHING.scaled(window(0.5, number(2), number(6))));
    assertThat(x(result, 2)).isCloseTo(2, within(1e-9));
    assertThat(x(result, 6)).isCloseTo(4, within(1e-9));
    assertThat(x(result, 10)).isCloseTo(8, within(1e-9));
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void overlappingWindowsMultiply() {
    TrialResult result = run(Plan.NOTHING.scaled(window(0.5, number(2), number(6)), window(0.5, number(4), number(8))));
    assertThat(x(result, 4)).isCloseTo(3, within(1e-9));
    assertThat(x(result, 6)).isCloseTo(3.5, within(1e-9));
    assertThat(x(result, 8)).isCloseTo(4.5, within(1e-9));
    assertThat(x(result, 10)).isCloseTo(6.5, within(1e-9));
  }

  @Test
  void aWindowMayBeginAtOrBeforeTheStartAndEndPastTheEnd() {
    assertThat(x(run(Plan.NOTHING.scaled(window(0.5, number(0), number(4)))), 10)).isCloseTo(8, within(1e-9));
    assertThat(x(run(Plan.NOTHING.scaled(window(0.5, number(-3), number(4)))), 10)).isCloseTo(8, within(1e-9));
    assertThat(x(run(Plan.NOTHING.scaled(window(0.5, number(6), number(40)))), 10)).isCloseTo(8, within(1e-9));
    assertThat(x(run(Plan.NOTHING.scaled(window(0.5, number(20), number(40)))), 10)).isCloseTo(10, within(1e-9));
    Trial.Window always = new Trial.Window(0, number(0.5), Optional.empty(), Optional.empty());
    assertThat(x(run(Plan.NOTHING.scaled(always)), 10)).isCloseTo(5, within(1e-9));
  }

  @Test
  void aWindowThatEndsBeforeItBeginsIsLeftOutAndSaidSo() {
    TrialResult result = run(Plan.NOTHING.scaled(window(0.5, number(6), number(2))));
    assertThat(x(result, 10)).isCloseTo(10, within(1e-9));
    assertThat(result.notes()).containsExactly("a window was left out, because it ends before it begins");
  }

  /** x reaches 4 on day 4 without the window that ends there; with it, on day 8. */
  @Test
  void aFoundTimeIsReadFromTheRunWithoutTheWindowThatItEnds() {
    TrialResult result = run(Plan.NOTHING.scaled(window(0.5, number(0), reaches(4))));
    assertThat(x(result, 4)).isCloseTo(2, within(1e-9));
    assertThat(x(result, 10)).isCloseTo(8, within(1e-9));
  }

  /** With the known window x reaches 4 on day 6, where the second window begins. */
  @Test
  void aFoundTimeIsReadFromTheRunWithTheOtherWindows() {
    TrialResult result = run(Plan.NOTHING.scaled(window(0.5, number(0), number(4)), window(0, reaches(4), number(10))));
    assertThat(x(result, 10)).isCloseTo(4, within(1e-9));
  }

  @Test
  void aWindowWhoseTimeIsNotFoundIsLeftOutAndSaidSo() {
    TrialResult result = run(Plan.NOTHING.scaled(window(0.5, number(0), reaches(40))));
    assertThat(x(result, 10)).isCloseTo(10, within(1e-9));
    assertThat(result.notes()).containsExactly("a window was left out, because a time or factor that it needs was not found");
  }

  @Test
  void aWindowMayNameAValueOfTheStudy() {
    Study study = Growth.study(List.of(), Growth.value("four", reaches(4)));
    TrialResult result = Running.run(study, Plan.NOTHING.scaled(window(0.5, number(0), new Formula.Named("four"))).trial());
    assertThat(x(result, 10)).isCloseTo(8, within(1e-9));
    assertThat(result.values()[0]).as("read from the run itself").isCloseTo(6, within(1e-9));
  }

  @Test
  void aDoseIsThereAtItsTimeAndRepeatsUntilTheEnd() {
    TrialResult once = run(Plan.NOTHING.dosed(dose(3, number(2))));
    assertThat(x(once, 1)).isCloseTo(1, within(1e-9));
    assertThat(x(once, 2)).isCloseTo(5, within(1e-9));
    Trial.Dosing weekly = new Trial.Dosing(0, number(1), number(0), Optional.of(number(3)), Optional.of(number(100)));
    TrialResult repeated = run(Plan.NOTHING.dosed(weekly));
    assertThat(x(repeated, 0)).isEqualTo(1);
    assertThat(x(repeated, 8)).isCloseTo(8 + 3, within(1e-9));
    assertThat(x(repeated, 10)).isCloseTo(10 + 4, within(1e-9));
  }

  @Test
  void dosesAtOneTimeAddUp() {
    assertThat(x(run(Plan.NOTHING.dosed(dose(3, number(0)), dose(4, number(0)))), 0)).isEqualTo(7);
  }

  @Test
  void aDoseAtAFoundTimeIsReadFromTheRunWithoutIt() {
    TrialResult result = run(Plan.NOTHING.dosed(dose(2, number(0)), dose(10, reaches(5))));
    assertThat(x(result, 2)).isCloseTo(4, within(1e-9));
    assertThat(x(result, 4)).isCloseTo(16, within(1e-9));
  }

  @Test
  void aDoseWithoutATimeOrBeforeTheStartIsLeftOutAndSaidSo() {
    for (Formula at : List.of(number(-1), reaches(40), number(Double.NaN))) {
      TrialResult result = run(Plan.NOTHING.dosed(dose(3, at)));
      assertThat(x(result, 10)).isCloseTo(10, within(1e-9));
      assertThat(result.notes()).singleElement().asString().startsWith("a dose into `x`").endsWith("was not given");
    }
  }

  /** A slope of 10 meets 50 on day 5, where an event stops the run. */
  @Test
  void anEventThatStopsTheRunLeavesLaterRowsOutAndIsNoFailure() {
    Formula most = new Formula.Reading(Formula.Kind.MAX, X, Optional.empty(), Optional.empty());
    Study study = Growth.study(List.of(), Growth.value("most", most),
        Growth.value("late", new Formula.At(X, number(8))));
    TrialResult result = Running.run(study, Plan.NOTHING.sloped(10).trial());
    assertThat(result.failure()).isEmpty();
    assertThat(result.rows().length).isBetween(5, 6);
    assertThat(result.values()[0]).isCloseTo(50, within(1e-8));
    assertThat(result.values()[1]).isNaN();
    assertThat(result.notes()).hasSize(2);
    assertThat(result.notes().get(0)).startsWith("the run was stopped").endsWith("at t = 5 day");
    assertThat(result.notes().get(1)).startsWith("`late` has no value");
  }

  @Test
  void aTimeThatNeverComesIsMissingAndOneThatHoldsAtTheEndIsCensored() {
    Formula small = new Formula.Holds(new Formula.Apply(v -> 100 - v[0], List.of(X)), true);
    Study study = Growth.study(List.of(), Growth.value("never", reaches(40)), Growth.value("always", new Formula.FoundTime(false, small)));
    TrialResult result = Running.run(study, Plan.NOTHING.trial());
    assertThat(result.values()[0]).isNaN();
    assertThat(result.values()[1]).isEqualTo(10);
    assertThat(result.notes()).hasSize(2);
    assertThat(result.notes().get(0)).startsWith("`never` has no value");
    assertThat(result.notes().get(1)).contains("`always` is the end of the run");
  }

  @Test
  void aFailedRunKeepsItsRowsAndHasNoValues() {
    Study study = Growth.study(List.of(), Growth.value("now", new Formula.At(X, number(1))));
    TrialResult result = Running.run(study, Plan.NOTHING.sloped(-1).trial());
    assertThat(result.failure()).isPresent();
    assertThat(result.failure().get().time()).isBetween(4.0, 4.6);
    assertThat(result.rows().length).isEqualTo(5);
    assertThat(result.values()).containsOnly(Double.NaN);
  }

  @Test
  void aFailedRunIsNotReadForTimes() {
    TrialResult result = run(Plan.NOTHING.sloped(-1).scaled(window(0, reaches(0), number(10))));
    assertThat(result.failure()).isPresent();
  }
}
