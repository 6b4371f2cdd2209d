package dev.witj.cli;

import dev.witj.runtime.ComponentPart;
import dev.witj.wasi.Right;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a component can ask for.
 *
 * @param right what kind of thing
 * @param functions by which functions of the host, in the order of their imports
 */
record Need(Right right, List<ComponentPart.Import> functions) {
  Need {
    functions = List.copyOf(functions);
  }

  /** All that a component can ask for, by kind. */
  static List<Need> of(ComponentPart part) {
    Map<Right, List<ComponentPart.Import>> all = new EnumMap<>(Right.class);
    for (ComponentPart.Import call : part.calls()) {
      Right.of(call.instance(), call.function())
          .ifPresent(right -> all.computeIfAbsent(right, _ -> new ArrayList<>()).add(call));
    }
    return all.entrySet().stream().map(each -> new Need(each.getKey(), each.getValue())).toList();
  }

  /** The functions by their interfaces. */
  Map<String, List<String>> byInterface() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    functions.forEach(
        each -> all.computeIfAbsent(each.instance(), _ -> new ArrayList<>()).add(each.function()));
    return all;
  }

  /** The option of the command line that grants it, with a word for what is to be filled in. */
  Optional<String> option() {
    return key().filter(_ -> !isOfCommand()).map(key -> "--" + key.text() + " " + example());
  }

  /** Whether the command line gives it to every program, so that no option is needed. */
  boolean isOfCommand() {
    return switch (right) {
      case ARGUMENTS, STDIN, STDOUT, STDERR -> true;
      case ENVIRONMENT,
          FILES,
          HTTP,
          OUTBOUND,
          INBOUND,
          RESOLVE,
          CONFIG,
          KEYVALUE,
          LOGGING,
          CLOCKS,
          TIME_ZONE,
          RANDOM,
          OTHER ->
          false;
    };
  }

  /** The key of a policy that grants it. */
  Optional<PolicyKey> key() {
    return switch (right) {
      case ARGUMENTS -> Optional.of(PolicyKey.ARGS);
      case ENVIRONMENT -> Optional.of(PolicyKey.ENV);
      case STDIN, STDOUT, STDERR -> Optional.of(PolicyKey.STDIO);
      case FILES -> Optional.of(PolicyKey.DIR);
      case HTTP, OUTBOUND -> Optional.of(PolicyKey.ALLOW_OUTBOUND);
      case INBOUND -> Optional.of(PolicyKey.ALLOW_INBOUND);
      case RESOLVE -> Optional.of(PolicyKey.ALLOW_RESOLVE);
      case CONFIG -> Optional.of(PolicyKey.CONFIG);
      case KEYVALUE -> Optional.of(PolicyKey.KEYVALUE);
      case LOGGING -> Optional.of(PolicyKey.LOG);
      case TIME_ZONE -> Optional.of(PolicyKey.TIME_ZONE);
      case CLOCKS, RANDOM, OTHER -> Optional.empty();
    };
  }

  /** What a value for it looks like. */
  String example() {
    return switch (right) {
      case ARGUMENTS -> "true";
      case ENVIRONMENT -> "NAME=VALUE";
      case STDIN -> "stdin";
      case STDOUT -> "stdout";
      case STDERR -> "stderr";
      case FILES -> "HOST::GUEST:ro";
      case HTTP -> "https://HOST";
      case OUTBOUND -> "tcp://HOST:PORT";
      case INBOUND -> "tcp://ADDRESS:PORT";
      case RESOLVE -> "HOST";
      case CONFIG -> "NAME=VALUE";
      case KEYVALUE -> "default=FILE";
      case LOGGING -> "info";
      case TIME_ZONE -> "Europe/Berlin";
      case CLOCKS, RANDOM, OTHER -> "";
    };
  }
}
