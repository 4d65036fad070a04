package org.cartc.compiler.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command itself; what it does is in its subcommands. */
@Command(
    name = "cartc",
    header = {"Compiles and runs models of cell therapy and quantitative systems pharmacology.", ""},
    versionProvider = Cartc.Versions.class,
    customSynopsis = "cartc COMMAND [OPTION]...",
    synopsisHeading = "Usage: ",
    optionListHeading = "%nOptions:%n",
    commandListHeading = "%nCommands:%n",
    sortOptions = false,
    footer = {
        "",
        "Examples:",
        "  cartc run models/li2025/figures.cart --study figure5 --out out",
        "  cartc run model.cart --set k_kill='0.3 [1/day]'",
        "  cartc run models/li2025/control.cart --over sets.csv --numerics published",
        "  cartc check model.cart",
        "  cartc help run",
        "",
        "Exit codes: 0 fine, 1 the model or data are at fault, 2 usage,",
        "3 numerical failure, 70 a defect of cartc."
    })
final class Cartc implements Runnable {
  @Mixin
  private StandardOptions standard;

  @Spec
  private CommandSpec spec;

  /** The version for picocli. */
  static final class Versions implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"cartc " + Version.text()};
    }
  }

  static CommandLine commandLine(Console console) {
    CommandLine command = new CommandLine(new Cartc());
    command.addSubcommand(new RunCommand(console));
    command.addSubcommand(new CheckCommand(console));
    command.addSubcommand(new FmtCommand(console));
    command.addSubcommand(new BenchCommand(console));
    command.addSubcommand(new ExplainCommand(console));
    CommandLine help = new CommandLine(new CommandLine.HelpCommand());
    help.getCommandSpec().usageMessage().header("Show the help of a command.");
    command.addSubcommand(help);
    command.setUsageHelpWidth(Math.max(60, Math.min(console.width(), 110)));
    command.setOut(new PrintWriter(console.out(), true));
    command.setErr(new PrintWriter(console.err(), true));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler((fault, arguments) -> ExplainUsage.report(fault, console));
    return command;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
