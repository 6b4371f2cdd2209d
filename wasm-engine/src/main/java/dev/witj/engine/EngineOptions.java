package dev.witj.engine;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How an engine compiles.
 *
 * @param methodLimit from about how many bytes of JVM code on a function is split into several
 *     methods. HotSpot never compiles a method of more than 8,000
 * @param cache the folder where compiled code is kept; nothing means that every start compiles anew
 */
public record EngineOptions(int methodLimit, Optional<Path> cache) {
  /** What suits HotSpot without flags, without a cache. */
  public static EngineOptions defaults() {
    return new EngineOptions(7000, Optional.empty());
  }

  /** The same with another limit, for tests of splitting. */
  public EngineOptions withMethodLimit(int limit) {
    return new EngineOptions(limit, cache);
  }

  /** The same with compiled code kept in a folder, which is made, private to the user. */
  public EngineOptions withCache(Path folder) {
    return new EngineOptions(methodLimit, Optional.of(folder));
  }
}
