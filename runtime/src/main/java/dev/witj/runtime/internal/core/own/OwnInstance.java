package dev.witj.runtime.internal.core.own;

import dev.witj.engine.Instance;
import dev.witj.runtime.internal.core.CoreInstance;
import dev.witj.runtime.internal.core.CoreItem;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An instance. Thread-safe: functions are looked up by threads that have no turn in the store. */
final class OwnInstance implements CoreInstance {
  private final Instance instance;
  private final Map<String, Integer> places;

  /** Those that somebody asked for. */
  private final @Nullable CoreItem[] exports;

  /**
   * An instance.
   *
   * @param places a number from 0 for the name of each export
   */
  OwnInstance(Instance instance, Map<String, Integer> places) {
    this.instance = instance;
    this.places = places;
    this.exports = new @Nullable CoreItem[places.size()];
  }

  @Override
  public synchronized Optional<CoreItem> export(String name) {
    Integer place = places.get(name);
    if (place == null) {
      return Optional.empty();
    }
    CoreItem known = exports[place];
    if (known == null) {
      known = OwnItem.of(instance.export(name).orElseThrow());
      exports[place] = known;
    }
    return Optional.of(known);
  }
}
