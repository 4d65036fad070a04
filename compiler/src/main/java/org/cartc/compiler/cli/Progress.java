package org.cartc.compiler.cli;

/** A bar with an estimate for anything longer than a second, on a terminal only. */
final class Progress implements AutoCloseable {
  private static final double SHOWN_AFTER = 1;
  private static final double BETWEEN = 0.1;
  private static final int BAR = 30;

  private final String name;
  private final long total;
  private final Console console;
  private final long start = System.nanoTime();
  private long done;
  private double drawn;
  private double firstDrawn;
  private long doneWhenFirstDrawn;

  private Progress(String name, long total, Console console) {
    this.name = name;
    this.total = total;
    this.console = console;
  }

  static Progress of(String name, long total, Console console) {
    return new Progress(name, total, console);
  }

  /** One more run is done. */
  void done() {
    done++;
    double elapsed = (System.nanoTime() - start) * 1e-9;
    if (console.terminal() && elapsed > SHOWN_AFTER && elapsed > drawn + BETWEEN) {
      if (drawn == 0) {
        firstDrawn = elapsed;
        doneWhenFirstDrawn = done;
      }
      drawn = elapsed;
      console.err().print("\r" + line(elapsed));
      console.err().flush();
    }
  }

  private String line(double elapsed) {
    int filled = (int) (BAR * done / Math.max(1, total));
    String bar = "#".repeat(filled) + "-".repeat(BAR - filled);
    String text = name + " [" + bar + "] " + done + " of " + total + " runs" + estimate(elapsed) + " ";
    return text.length() < console.width() ? text : text.substring(text.length() - console.width() + 1);
  }

  /** By the speed since the bar was first drawn: the first runs are slower, as the program has just started. */
  private String estimate(double elapsed) {
    long since = done - doneWhenFirstDrawn;
    return since == 0 || elapsed < firstDrawn + SHOWN_AFTER / 2 ? ""
        : ", " + duration((elapsed - firstDrawn) * (total - done) / since) + " left";
  }

  static String duration(double seconds) {
    return seconds < 60 ? String.format("%.0f s", seconds) : String.format("%.0f min %02.0f s", Math.floor(seconds / 60), seconds % 60);
  }

  @Override
  public void close() {
    if (drawn > 0) {
      console.err().print("\r" + " ".repeat(Math.max(1, console.width() - 1)) + "\r");
      console.err().flush();
    }
  }
}
