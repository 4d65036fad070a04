package org.cartc.compiler.cli;

import org.cartc.runtime.study.Tables;

/** Removes half-written tables when the command is interrupted. */
final class Cleanup implements AutoCloseable {
  private final Thread hook;

  private Cleanup(Thread hook) {
    this.hook = hook;
  }

  static Cleanup onInterrupt(Tables tables, Progress progress, Runnable told) {
    Thread hook = new Thread(() -> {
      tables.close();
      progress.close();
      told.run();
    }, "cleanup");
    Runtime.getRuntime().addShutdownHook(hook);
    return new Cleanup(hook);
  }

  /** The tables have their final names. */
  void done() {
    close();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException alreadyShuttingDown) {
      Thread.currentThread().interrupt();
    }
  }
}
