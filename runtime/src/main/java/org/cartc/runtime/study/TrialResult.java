package org.cartc.runtime.study;

import java.util.List;
import java.util.Optional;
import org.cartc.runtime.integrate.Outcome;
import org.cartc.runtime.integrate.Statistics;

/**
 * What is kept of one run.
 *
 * @param rows the recorded columns at the study's times, up to where the run came
 * @param values the values in the study's order, NaN where there is none and for those that need other runs
 * @param notes what must be said of single values, such as that a found time is missing
 */
public record TrialResult(
    Trial trial, double[][] rows, double[] values, List<String> notes, Optional<Outcome.Failed> failure, Statistics statistics) {}
