package dev.witj.binary.component;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The imports or the exports of something, in the order of the file, by name. */
public final class Externs {
  private final Map<String, Extern> byName;

  /** These, in this order. */
  public Externs(Map<String, Extern> byName) {
    this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  /** All of them, in order. */
  public Collection<Extern> all() {
    return byName.values();
  }

  /** The one with a name. */
  public Optional<EntityType> get(String name) {
    return Optional.ofNullable(byName.get(name)).map(Extern::type);
  }

  /** The names, in order, and what they stand for. */
  public Map<String, Extern> byName() {
    return byName;
  }

  /** How many there are. */
  public int size() {
    return byName.size();
  }
}
