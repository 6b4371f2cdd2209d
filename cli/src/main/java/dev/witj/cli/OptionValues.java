package dev.witj.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * What was given for options and operands. An empty text stands for nothing that any of them could
 * mean: it is what a shell makes of a variable that is not set, as in {@code --dir "$DATA"}.
 */
final class OptionValues {
  private OptionValues() {}

  /**
   * Demands that nothing is empty, but for what goes to a guest as it is.
   *
   * @throws ParameterException naming the option or operand
   */
  static void check(ParseResult parsed) {
    CommandLine line = parsed.commandSpec().commandLine();
    for (OptionSpec option : parsed.matchedOptions()) {
      if (isEmpty(option)) {
        throw new ParameterException(line, emptyMessage(option));
      }
    }
    for (ArgSpec operand : parsed.matchedPositionals()) {
      if (!operand.paramLabel().equals(RunCommand.GUEST_ARGUMENT) && isEmpty(operand)) {
        throw new ParameterException(line, emptyMessage(operand));
      }
    }
    if (parsed.hasSubcommand()) {
      check(parsed.subcommand());
    }
  }

  private static boolean isEmpty(ArgSpec argument) {
    List<String> values = argument.stringValues();
    boolean isFlag = argument.isOption() && argument.arity().max() == 0;
    return !isFlag && values.stream().anyMatch(String::isEmpty);
  }

  /** What is wrong with an option or operand that has nothing. */
  static String emptyMessage(ArgSpec argument) {
    return (argument instanceof OptionSpec option
            ? "`" + option.longestName() + "`"
            : argument.paramLabel())
        + " has an empty value";
  }

  /** Makes an error of what is wrong with a value, as with {@code --dir ::/data}. */
  static GrantWords.Wrong wrong(CommandLine line, String option, String value) {
    return what -> new ParameterException(line, "`" + option + "` " + what + ": `" + value + "`");
  }
}
