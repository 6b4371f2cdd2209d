package dev.witj.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of commands that speak of the command itself. Not picocli's own ones: to make those,
 * it searches all jars for a class that is in none.
 */
final class HelpOptions {
  private HelpOptions() {}

  /** Adds both. */
  static void addTo(CommandSpec spec) {
    spec.addOption(help());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .type(boolean.class)
            .arity("0")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
  }

  /** {@code --help}. */
  static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .type(boolean.class)
        .arity("0")
        .usageHelp(true)
        .description("Show this help message and exit.")
        .build();
  }
}
