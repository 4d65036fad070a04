package org.cartc.compiler.unit;

/**
 * A base dimension and the base unit in which scales are expressed. Counts of different things are different dimensions: a cell is not a
 * gene copy, and an international unit (defined by a biological assay) is not an enzyme unit.
 */
public enum Dimension {
  TIME("s"),
  CELLS("cell"),
  AMOUNT("mol"),
  MASS("g"),
  LENGTH("m"),
  COPIES("copy"),
  ACTIVITY("IU"),
  ENZYME("U");

  private final String base;

  Dimension(String base) {
    this.base = base;
  }

  /** The symbol of the base unit. */
  public String base() {
    return base;
  }
}
