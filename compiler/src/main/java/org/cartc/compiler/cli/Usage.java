package org.cartc.compiler.cli;

/** The command line is at fault: exit code 2. */
final class Usage extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Usage(String message) {
    super(message, null, false, false);
  }
}
