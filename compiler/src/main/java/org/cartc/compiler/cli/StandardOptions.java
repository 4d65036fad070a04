package org.cartc.compiler.cli;

import picocli.CommandLine.Option;

/** The options that every command has. */
final class StandardOptions {
  @Option(names = {"-h", "--help"}, usageHelp = true, description = "show this help")
  private boolean help;

  @Option(names = {"-V", "--version"}, versionHelp = true, description = "show the version")
  private boolean version;
}
