package dev.witj.cli;

/** A command that only holds others, as {@code wit-j component}. */
abstract class GroupCommand extends Command {
  GroupCommand(Streams streams) {
    super(streams);
  }

  @Override
  public final Integer call() {
    String known = String.join(", ", spec().subcommands().keySet());
    throw usage(CliCode.NO_COMMAND_OF_GROUP.error(spec().qualifiedName(), known));
  }
}
