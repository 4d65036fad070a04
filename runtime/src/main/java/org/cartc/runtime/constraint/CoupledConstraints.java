package org.cartc.runtime.constraint;

/**
 * The functions of constraints that must be solved together, block by block ({@link org.cartc.runtime.model.Layout.Block}).
 *
 * <p>Trial values and solutions of a block's unknowns lie in the workspace where their warm starts do.
 */
public interface CoupledConstraints extends ScalarConstraints {
  /** Puts what a block needs besides its unknowns into the workspace, where {@link #system} reads it. */
  void given(int block, double t, double[] y, int yo, double[] c, double[] w);

  /** The brackets of a block's unknowns: lower and upper bound of each in turn, from {@code out[oo]} on. */
  void brackets(int block, double t, double[] y, int yo, double[] out, int oo, double[] c, double[] w);

  /**
   * The residuals of a block at the trial values in {@code w}, and behind them their derivatives in the unknowns, equation by equation.
   *
   * @param out receives k + k² numbers from {@code oo} on; may be {@code w} itself
   */
  void system(int block, double t, double[] y, int yo, double[] out, int oo, double[] c, double[] w);
}
