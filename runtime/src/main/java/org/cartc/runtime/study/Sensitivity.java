package org.cartc.runtime.study;

import java.util.List;

/**
 * How strongly values of a study depend on parameters, by a measure over runs in which all of them are varied at once.
 *
 * @param name of the table S.name.csv
 * @param parameters the paths of what is varied
 * @param factors what the parameters are multiplied by: a row per run of the key {@link #KEY}, which counts from 1
 * @param quantities what depends on them
 * @param plots the figures of it
 */
public record Sensitivity(String name, Measure measure, List<String> parameters, double[][] factors, List<Quantity> quantities,
    List<Plot> plots) {
  /** The key that counts the samples. */
  public static final String KEY = "sample";

  /** A value of the study, by its index there, and what it is called. */
  public record Quantity(String label, int value) {}

  /**
   * Bars of quantities by parameter.
   *
   * @param quantities their indices among those of the analysis
   */
  public record Plot(String file, String title, List<Integer> quantities, Study.Scale y) {}

  /** What measures dependence, between -1 and 1. */
  public enum Measure {
    /** The coefficient of linear correlation. */
    PEARSON,
    /** The linear correlation of ranks. */
    SPEARMAN,
    /** The partial correlation of ranks: what is left when the influence of all other parameters on ranks is taken out. */
    PRCC
  }
}
