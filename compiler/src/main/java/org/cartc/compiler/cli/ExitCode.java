package org.cartc.compiler.cli;

/** How the command tells other programs what happened. */
final class ExitCode {
  static final int FINE = 0;
  /** The model or the data are at fault. */
  static final int MODEL_OR_DATA = 1;
  /** The command line is at fault. */
  static final int USAGE = 2;
  /** A run could not be finished. */
  static final int NUMERICAL = 3;
  /** A defect of cartc. */
  static final int DEFECT = 70;

  private ExitCode() {}
}
