package dev.witj.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A component that is served, and what it alone is given besides what the command line gives to
 * all.
 *
 * @param source the file
 * @param outbound rules of {@code --allow-outbound}
 * @param environment its variables
 * @param folders what it may read
 * @param stores the names of its stores of values under keys
 * @param policy what gives to each component in it, instead of all that
 */
record ServedPart(
    Path source,
    List<String> outbound,
    Map<String, String> environment,
    List<Folder> folders,
    List<String> stores,
    Optional<Path> policy) {
  /** A folder to read from, and its name for the guest. */
  record Folder(Path host, String guest) {}

  ServedPart {
    outbound = List.copyOf(outbound);
    environment = Map.copyOf(environment);
    folders = List.copyOf(folders);
    stores = List.copyOf(stores);
  }

  /** A component that is given nothing of its own. */
  static ServedPart of(Path source) {
    return of(source, Optional.empty());
  }

  /** A component that is given what a policy says, if there is one. */
  static ServedPart of(Path source, Optional<Path> policy) {
    return new ServedPart(source, List.of(), Map.of(), List.of(), List.of(), policy);
  }
}
