package dev.witj.cli;

import picocli.CommandLine.Option;

/**
 * The options of every command that speak of it. Not picocli's own ones: to make those, it looks
 * through all jars for a class that is in none.
 */
final class HelpOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print version information and exit.")
  private boolean version;
}
