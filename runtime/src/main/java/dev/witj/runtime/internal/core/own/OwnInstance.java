package dev.witj.runtime.internal.core.own;

import dev.witj.engine.Instance;
import dev.witj.runtime.internal.core.CoreInstance;
import dev.witj.runtime.internal.core.CoreItem;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An instance. Thread-safe: functions are looked up by threads that have no turn in the store. */
final class OwnInstance implements CoreInstance {
  private final Instance instance;
  private final Map<String, Optional<CoreItem>> exports = new ConcurrentHashMap<>();

  OwnInstance(Instance instance) {
    this.instance = instance;
  }

  @Override
  public Optional<CoreItem> export(String name) {
    return exports.computeIfAbsent(name, each -> instance.export(each).map(OwnItem::of));
  }
}
