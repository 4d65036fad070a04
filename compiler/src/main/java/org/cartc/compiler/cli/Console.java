package org.cartc.compiler.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.cartc.compiler.diagnostic.Diagnostic;
import org.cartc.compiler.diagnostic.Render;

/**
 * Where the command writes: results to one stream, diagnostics and progress to another.
 *
 * @param width columns of the terminal
 * @param terminal whether diagnostics go to a terminal: then they have colours and progress is shown
 */
record Console(PrintStream out, PrintStream err, int width, boolean terminal) {
  private static final int DEFAULT_WIDTH = 100;

  /** The streams of the process; the launcher tells the width if there is a terminal. */
  static Console system() {
    int width = Integer.getInteger("cartc.width", 0);
    return new Console(utf8(System.out), utf8(System.err), width > 0 ? Math.max(40, width) : DEFAULT_WIDTH, width > 0);
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(stream, true, StandardCharsets.UTF_8);
  }

  void print(String line) {
    out.println(line);
  }

  void error(String line) {
    err.println(line);
  }

  /** Writes diagnostics, and how many errors they hold. */
  void diagnostics(List<Diagnostic> diagnostics) {
    Render render = new Render(terminal && System.getenv("NO_COLOR") == null, width);
    StringBuilder text = new StringBuilder();
    diagnostics.forEach(d -> text.append(text.isEmpty() ? "" : "\n").append(render.text(d)));
    err.print(text);
    long errors = diagnostics.stream().filter(Diagnostic::isError).count();
    if (errors > 1) {
      err.println("\n" + errors + " errors");
    }
    err.flush();
  }
}
