package dev.witj.cli;

import picocli.CommandLine.ParameterException;

/** A command that only holds others, as {@code wit-j component}. */
abstract class GroupCommand extends Command {
  GroupCommand(Streams streams) {
    super(streams);
  }

  @Override
  public final Integer call() {
    throw new ParameterException(
        spec().commandLine(),
        "no command given; `"
            + spec().qualifiedName()
            + "` has: "
            + String.join(", ", spec().subcommands().keySet()));
  }
}
