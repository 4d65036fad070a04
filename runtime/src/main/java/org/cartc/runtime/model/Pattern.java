package org.cartc.runtime.model;

/**
 * The places of a sparse matrix, row by row with rising columns.
 *
 * @param rowStarts for every row the position of its first place, and at the end the number of places
 * @param columns the column of every place
 */
public record Pattern(int[] rowStarts, int[] columns) {
  /** The number of rows. */
  public int rows() {
    return rowStarts.length - 1;
  }

  /** The number of places. */
  public int size() {
    return columns.length;
  }
}
