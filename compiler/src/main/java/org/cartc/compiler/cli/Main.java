package org.cartc.compiler.cli;

import java.util.Optional;

/** The entry point of the command `cartc`. */
public final class Main {
  private Main() {}

  /** Answers {@code --version}; anything else is a fault of usage, exit code 2. */
  public static void main(String[] arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      System.out.println("cartc " + Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("unpackaged"));
    } else {
      System.err.println("usage: cartc --version");
      System.exit(2);
    }
  }
}
