package dev.witj.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * The commands below another, in the order of its help. One that is asked for by its name is made
 * alone: reading the annotations of all takes longer than most commands run.
 *
 * @param makers how to make each, by its name
 */
record Subcommands(Map<String, Function<Streams, Command>> makers) {
  /** No commands. */
  static final Subcommands NONE = new Subcommands(Map.of());

  Subcommands {
    makers = Collections.unmodifiableMap(new LinkedHashMap<>(makers));
  }

  /** Commands in an order. */
  @SafeVarargs
  static Subcommands of(Map.Entry<String, Function<Streams, Command>>... commands) {
    Map<String, Function<Streams, Command>> makers = new LinkedHashMap<>();
    for (Map.Entry<String, Function<Streams, Command>> command : commands) {
      makers.put(command.getKey(), command.getValue());
    }
    return new Subcommands(makers);
  }

  /** One of them. */
  static Map.Entry<String, Function<Streams, Command>> command(
      String name, Function<Streams, Command> maker) {
    return Map.entry(name, maker);
  }

  /**
   * Makes the command that the first argument names, with those below it that the next one names;
   * all of them if it names none, for the help and for suggestions.
   */
  void addTo(CommandLine parent, Streams streams, List<String> arguments) {
    Function<Streams, Command> asked =
        arguments.isEmpty() ? null : makers.get(arguments.getFirst());
    if (asked == null) {
      makers.forEach((name, maker) -> add(parent, name, maker.apply(streams), List.of()));
    } else {
      List<String> behind = arguments.subList(1, arguments.size());
      add(parent, arguments.getFirst(), asked.apply(streams), behind);
    }
  }

  private static void add(
      CommandLine parent, String name, Command command, List<String> arguments) {
    CommandLine line = new CommandLine(command, Subcommands::create);
    command.configure(line);
    command.subcommands().addTo(line, command.streams, arguments);
    parent.addSubcommand(name, line);
  }

  /** Makes what picocli asks for; its own factory, which knows collections too, is slow to load. */
  static <T> T create(Class<T> type) throws Exception {
    return type.isInterface()
        ? CommandLine.defaultFactory().create(type)
        : type.getDeclaredConstructor().newInstance();
  }
}
