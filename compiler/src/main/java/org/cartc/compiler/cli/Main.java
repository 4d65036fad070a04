package org.cartc.compiler.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.cartc.compiler.diagnostic.Rejected;
import org.cartc.compiler.study.TableDiagnostic;
import org.cartc.compiler.syntax.Parse;
import org.cartc.runtime.table.TableFault;
import picocli.CommandLine;

/** The entry point of the command `cartc`. */
public final class Main {
  /** Deeply nested models need a deep stack; the memory is only reserved. */
  private static final long STACK = 512L << 20;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    int exit = start(arguments, Console.system());
    if (exit != ExitCode.FINE) {
      System.exit(exit); // a return is quicker: an exit looks for a logger to tell, in every jar
    }
  }

  /** Runs a command on a deep stack, while another thread prepares the parser: that takes as long as reading the command line. */
  static int start(String[] arguments, Console console) throws InterruptedException {
    Thread parser = new Thread(Parse::prepare, "parser");
    parser.setDaemon(true);
    parser.start();
    AtomicInteger exit = new AtomicInteger(ExitCode.DEFECT);
    Thread main = new Thread(null, () -> exit.set(run(arguments, console)), "main", STACK);
    main.start();
    main.join();
    return exit.get();
  }

  /** Runs a command and returns its exit code. */
  static int run(String[] arguments, Console console) {
    Locale.setDefault(Locale.ROOT); // numbers have a point wherever the command runs
    CommandLine command = Cartc.commandLine(console, arguments);
    command.setExecutionExceptionHandler((fault, line, parsed) -> report(fault, line.getCommandName(), console));
    return command.execute(arguments);
  }

  private static int report(Exception fault, String command, Console console) {
    return switch (fault) {
      case Rejected rejected -> {
        console.diagnostics(rejected.diagnostics());
        yield ExitCode.MODEL_OR_DATA;
      }
      case TableFault table -> {
        console.diagnostics(List.of(TableDiagnostic.of(table)));
        yield ExitCode.MODEL_OR_DATA;
      }
      case Usage usage -> {
        console.error("cartc: " + usage.getMessage());
        console.error("see:   cartc " + command + " --help");
        yield ExitCode.USAGE;
      }
      default -> defect(fault, console);
    };
  }

  private static int defect(Throwable fault, Console console) {
    StringWriter trace = new StringWriter();
    fault.printStackTrace(new PrintWriter(trace, true));
    try {
      Path file = Files.createTempFile("cartc-defect-", ".txt");
      Files.writeString(file, "cartc " + Version.text() + ", Java " + Runtime.version() + "\n" + trace);
      console.error("cartc has a defect and could not finish; this is not your fault.");
      console.error("Please report it with the file " + file);
    } catch (IOException e) {
      console.error("cartc has a defect and could not finish; this is not your fault: " + fault.getMessage());
    }
    return ExitCode.DEFECT;
  }
}
