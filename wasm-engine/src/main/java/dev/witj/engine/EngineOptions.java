package dev.witj.engine;

/**
 * How an engine compiles.
 *
 * @param methodLimit from about how many bytes of JVM code on a function is split into several
 *     methods. HotSpot never compiles a method of more than 8,000
 */
public record EngineOptions(int methodLimit) {
  /** What suits HotSpot without flags. */
  public static EngineOptions defaults() {
    return new EngineOptions(7000);
  }

  /** The same with another limit, for tests of splitting. */
  public EngineOptions withMethodLimit(int limit) {
    return new EngineOptions(limit);
  }
}
