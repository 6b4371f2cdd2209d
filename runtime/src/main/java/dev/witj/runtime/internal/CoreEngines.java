package dev.witj.runtime.internal;

import dev.witj.runtime.internal.core.CoreEngine;
import dev.witj.runtime.internal.core.own.OwnEngine;
import java.nio.file.Path;
import java.util.Optional;

/** Which engine it is that runs core modules; nobody else names it. */
public final class CoreEngines {
  private CoreEngines() {}

  /**
   * An engine.
   *
   * @param cache the folder where it keeps the code that it made, if it is to
   */
  public static CoreEngine create(Optional<Path> cache) {
    return OwnEngine.create(cache);
  }
}
