package dev.witj.cli;

import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The options of commands that speak of the command itself, and what their exit codes mean. Not
 * picocli's own ones: to make those, it searches all jars for a class that is in none.
 */
final class HelpOptions {
  /** Where the annotation of a command says nothing else. */
  private static final Map<String, String> EXIT_CODES =
      new TreeMap<>(
          Map.of(
              "0", "Done.", "1", "An error, which standard error explains.", "2", "Wrong usage."));

  private HelpOptions() {}

  /** Adds both options. */
  static void addTo(CommandSpec spec) {
    addHelp(spec);
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .type(boolean.class)
            .arity("0")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  /** Adds {@code --help}, which tells exit codes, too. */
  static void addHelp(CommandSpec spec) {
    UsageMessageSpec usage = spec.usageMessage();
    usage.exitCodeListHeading("%nExit codes:%n");
    if (usage.exitCodeList().isEmpty()) {
      usage.exitCodeList(EXIT_CODES);
    }
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .type(boolean.class)
            .arity("0")
            .usageHelp(true)
            .description("Show this help message and exit.")
            .build());
  }
}
