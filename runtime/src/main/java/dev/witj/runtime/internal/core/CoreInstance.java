package dev.witj.runtime.internal.core;

import java.util.Optional;

/** A module with its state. Confined to the store it belongs to. */
public interface CoreInstance {
  /** What it exports under a name. The same item is answered every time. */
  Optional<CoreItem> export(String name);
}
