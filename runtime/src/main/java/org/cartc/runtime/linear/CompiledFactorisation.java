package org.cartc.runtime.linear;

import org.cartc.runtime.model.Pattern;

/** A compiled {@link Elimination}, and a dense factorisation with pivoting where a pivot cancels. */
public final class CompiledFactorisation implements Factorisation {
  private final Elimination elimination;
  private final double[] factors;
  private final DenseFactorisation dense;
  private boolean fellBack;

  public CompiledFactorisation(Elimination elimination, Pattern pattern) {
    this.elimination = elimination;
    factors = new double[elimination.factors()];
    dense = new DenseFactorisation(pattern);
  }

  @Override
  public boolean factorise(double shift, double[] values) {
    fellBack = !elimination.eliminate(shift, values, factors);
    return !fellBack || dense.factorise(shift, values);
  }

  @Override
  public void solve(double[] b) {
    if (fellBack) {
      dense.solve(b);
    } else {
      elimination.substitute(factors, b);
    }
  }
}
