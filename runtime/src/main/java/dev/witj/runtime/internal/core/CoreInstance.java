package dev.witj.runtime.internal.core;

import dev.witj.engine.Renewal;
import java.util.Optional;

/** A module with its state. Confined to the store it belongs to. */
public interface CoreInstance {
  /** What it exports under a name. */
  Optional<CoreItem> export(String name);

  /** What it exports, by its number among its module's exports. An equal one each time. */
  CoreItem export(int number);

  /** What can make it again what it is now; see {@link dev.witj.engine.Instance#renewal}. */
  Optional<Renewal> renewal();
}
