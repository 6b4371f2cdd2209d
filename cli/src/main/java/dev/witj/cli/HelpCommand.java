package dev.witj.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code wit-j help run}: the same as {@code wit-j run --help}. */
@CommandLine.Command(
    description = "Shows the help of a command, or of all.",
    footer = {
      "",
      "Examples:",
      "  wit-j help run",
      "  wit-j help component wit",
    })
final class HelpCommand extends Command {
  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command, word by word.")
  private List<String> command = List.of();

  HelpCommand(Streams streams) {
    super(streams);
  }

  @Override
  public Integer call() {
    CommandLine at = Main.commandLine(streams, command);
    for (String name : command) {
      CommandLine next = at.getSubcommands().get(name);
      if (next == null) {
        throw new CommandLine.UnmatchedArgumentException(at, List.of(name));
      }
      at = next;
    }
    List<String> arguments = new ArrayList<>(command);
    arguments.add("--help");
    return Main.run(streams, arguments.toArray(String[]::new));
  }
}
