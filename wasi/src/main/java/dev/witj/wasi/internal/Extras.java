package dev.witj.wasi.internal;

import dev.witj.wasi.LogMessage;
import dev.witj.wasi.store.KeyValueStore;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a host gives that few guests ask for.
 *
 * @param timeZone where the guest is told it is
 * @param config settings by name, in order
 * @param stores values under keys, by the names of the stores
 * @param log who is told what the guest logs
 */
public record Extras(
    ZoneId timeZone,
    Map<String, String> config,
    Map<String, KeyValueStore> stores,
    Consumer<? super LogMessage> log) {
  public Extras {
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    stores = Map.copyOf(stores);
  }

  /** This, with somebody else who is told. */
  Extras withLog(Consumer<? super LogMessage> other) {
    return new Extras(timeZone, config, stores, other);
  }
}
