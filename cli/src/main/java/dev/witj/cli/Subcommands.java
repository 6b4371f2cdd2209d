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
    if (!arguments.isEmpty() && makers.containsKey(arguments.getFirst())) {
      add(parent, arguments.getFirst(), streams, arguments.subList(1, arguments.size()));
    } else {
      makers.keySet().forEach(name -> add(parent, name, streams, List.of()));
    }
  }

  private void add(CommandLine parent, String name, Streams streams, List<String> arguments) {
    Command command = makers.get(name).apply(streams);
    CommandLine line = new CommandLine(command, Subcommands::create);
    command.configure(line);
    command.subcommands().addTo(line, streams, arguments);
    parent.addSubcommand(name, line);
  }

  /** Makes what picocli asks for; its own factory, which knows collections too, is slow to load. */
  static <T> T create(Class<T> type) throws Exception {
    return type.isInterface()
        ? CommandLine.defaultFactory().create(type)
        : type.getDeclaredConstructor().newInstance();
  }
}
