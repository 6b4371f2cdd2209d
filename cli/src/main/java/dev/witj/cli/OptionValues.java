package dev.witj.cli;

import dev.witj.diagnostics.Diagnostic;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
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
   * @throws UsageException naming the option or operand
   */
  static void check(ParseResult parsed) {
    CommandLine line = parsed.commandSpec().commandLine();
    for (OptionSpec option : parsed.matchedOptions()) {
      if (isEmpty(option)) {
        throw new UsageException(line, empty(option));
      }
    }
    for (ArgSpec operand : parsed.matchedPositionals()) {
      if (!operand.paramLabel().equals(RunCommand.GUEST_ARGUMENT) && isEmpty(operand)) {
        throw new UsageException(line, empty(operand));
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
  static Diagnostic empty(ArgSpec argument) {
    return CliCode.EMPTY_VALUE.error(
        argument instanceof OptionSpec option
            ? "`" + option.longestName() + "`"
            : argument.paramLabel());
  }

  /** Makes an error of what is wrong with a value, as with {@code --dir ::/data}. */
  static GrantWords.Wrong wrong(CommandLine line, String option, String value) {
    return what -> new UsageException(line, CliCode.NOT_A_GRANT.error(option, what, value));
  }
}
