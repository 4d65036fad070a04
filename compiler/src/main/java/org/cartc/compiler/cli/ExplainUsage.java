package org.cartc.compiler.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cartc.compiler.diagnostic.Nearest;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Says what is wrong with a command line: one sentence, and where the help is. */
final class ExplainUsage {
  private ExplainUsage() {}

  static int report(CommandLine.ParameterException fault, Console console) {
    CommandSpec command = fault.getCommandLine().getCommandSpec();
    console.error("cartc: " + sentence(fault, command));
    console.error("see:   " + command.qualifiedName() + " --help");
    return ExitCode.USAGE;
  }

  private static String sentence(CommandLine.ParameterException fault, CommandSpec command) {
    return switch (fault) {
      case CommandLine.UnmatchedArgumentException unmatched -> unmatched(unmatched.getUnmatched().getFirst(), command);
      case CommandLine.MissingParameterException missing ->
          missing.getMissing().stream().map(ExplainUsage::isMissing).collect(Collectors.joining("; "));
      case CommandLine.OverwrittenOptionException twice -> "`" + name(twice.getOverwritten()) + "` stands twice; give it once";
      default -> Optional.ofNullable(fault.getArgSpec()).map(arg -> wrongValue(arg, String.valueOf(fault.getValue())))
          .orElseGet(() -> unmatched(lastQuoted(fault.getMessage()), command));
    };
  }

  private static String unmatched(String word, CommandSpec command) {
    if (word.startsWith("-") && word.length() > 1) {
      String option = word.replaceFirst("=.*", "");
      return "`" + command.qualifiedName() + "` has no option `" + option + "`" + near(option, command.optionsMap().keySet());
    }
    CommandSpec top = command.root();
    if (command == top || command.name().equals("help")) {
      return "there is no command `" + word + "`" + near(word, top.subcommands().keySet());
    }
    return "`" + word + "` is one word too many; a text with blanks in it needs quotes";
  }

  private static String near(String word, Iterable<String> known) {
    List<String> words = new ArrayList<>();
    known.forEach(words::add);
    return Nearest.to(word, words).map(n -> "; did you mean `" + n + "`?").orElse("");
  }

  private static String isMissing(ArgSpec arg) {
    return arg instanceof OptionSpec ? "`" + name(arg) + "` needs " + arg.paramLabel()
        : arg.paramLabel() + " is missing: " + arg.description()[0];
  }

  private static String wrongValue(ArgSpec arg, String value) {
    if (arg.type().isEnum()) {
      List<String> known = Arrays.stream(arg.type().getEnumConstants()).map(c -> c.toString().toLowerCase(Locale.ROOT)).toList();
      return "`" + name(arg) + "` cannot be `" + value + "`" + near(value, known) + "; there are " + String.join(", ", known);
    }
    return "`" + name(arg) + "` needs " + arg.paramLabel() + ", not `" + value + "`";
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private static String lastQuoted(String message) {
    return message.replaceFirst("(?s).*'([^']*)'.*", "$1");
  }
}
