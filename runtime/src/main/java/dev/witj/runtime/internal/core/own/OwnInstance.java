package dev.witj.runtime.internal.core.own;

import dev.witj.engine.Instance;
import dev.witj.engine.Renewal;
import dev.witj.engine.WasmModule;
import dev.witj.runtime.internal.core.CoreInstance;
import dev.witj.runtime.internal.core.CoreItem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An instance. Thread-safe, as functions are looked up by threads that have no turn in the store:
 * items are immutable, and those of one export are equal.
 */
final class OwnInstance implements CoreInstance {
  private final WasmModule module;
  private final Instance instance;

  /** What was asked for so far, by the numbers of the exports. */
  private final @Nullable CoreItem[] items;

  OwnInstance(WasmModule module, Instance instance) {
    this.module = module;
    this.instance = instance;
    this.items = new @Nullable CoreItem[module.exports().size()];
  }

  @Override
  public Optional<CoreItem> export(String name) {
    int number = module.exportNumber(name);
    return number < 0 ? Optional.empty() : Optional.of(export(number));
  }

  @Override
  public CoreItem export(int number) {
    CoreItem known = items[number];
    if (known == null) {
      known = OwnItem.of(instance.export(number));
      items[number] = known;
    }
    return known;
  }

  @Override
  public Optional<Renewal> renewal() {
    return instance.renewal();
  }
}
