package org.cartc.compiler.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the launcher runs once per build so that the JVM can keep the classes that commands need; it prints nothing. */
final class Training {
  private Training() {}

  /** @param arguments a model with a study, and a folder for results that nobody reads */
  public static void main(String[] arguments) throws InterruptedException {
    String model = arguments[0];
    String folder = arguments[1];
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    Console console = new Console(nowhere, nowhere, 80, false);
    for (List<String> command : List.of(List.of("check", model), List.of("run", model, "--out", folder), List.of("--help"))) {
      Main.start(command.toArray(String[]::new), console);
    }
  }
}
