package org.cartc.compiler.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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

  /** @param arguments if they name a command, only that one is made: every one takes as long as parsing a page of a model */
  static CommandLine commandLine(Console console, String... arguments) {
    CommandLine command = new CommandLine(new Cartc());
    Map<String, Supplier<CommandLine>> commands = commands(console);
    List<String> named = arguments.length > 0 && !arguments[0].equals("help") && commands.containsKey(arguments[0])
        ? List.of(arguments[0]) : List.copyOf(commands.keySet());
    named.forEach(name -> command.addSubcommand(name, commands.get(name).get()));
    command.setUsageHelpWidth(Math.max(60, Math.min(console.width(), 110)));
    command.setOut(new PrintWriter(console.out(), true));
    command.setErr(new PrintWriter(console.err(), true));
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setParameterExceptionHandler((fault, given) -> ExplainUsage.report(fault, console));
    return command;
  }

  private static Map<String, Supplier<CommandLine>> commands(Console console) {
    Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    commands.put("run", () -> new CommandLine(new RunCommand(console)));
    commands.put("check", () -> new CommandLine(new CheckCommand(console)));
    commands.put("new", () -> new CommandLine(new NewCommand(console)));
    commands.put("fmt", () -> new CommandLine(new FmtCommand(console)));
    commands.put("diff", () -> new CommandLine(new DiffCommand(console)));
    commands.put("bench", () -> new CommandLine(new BenchCommand(console)));
    commands.put("explain", () -> new CommandLine(new ExplainCommand(console)));
    commands.put("help", () -> {
      CommandLine help = new CommandLine(new CommandLine.HelpCommand());
      help.getCommandSpec().usageMessage().header("Show the help of a command.");
      return help;
    });
    return commands;
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
