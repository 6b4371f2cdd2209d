package dev.witj.wit.internal;

import dev.witj.wit.InterfaceId;
import dev.witj.wit.PackageId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What gates keep out of a resolve, for whoever refers to it all the same. */
final class LeftOut {
  private final Map<PackageId, Map<String, Declared.Gated>> items = new HashMap<>();
  private final Map<InterfaceId, Map<String, Gate>> types = new HashMap<>();

  /** Notes that an interface or world was left out because of its gate. */
  void addItem(PackageId owner, String name, Declared.Gated gated) {
    items.computeIfAbsent(owner, _ -> new HashMap<>()).put(name, gated);
  }

  /** The interface or world of this name that was left out, if there is one. */
  Optional<Declared.Gated> item(PackageId owner, String name) {
    return Optional.ofNullable(items.getOrDefault(owner, Map.of()).get(name));
  }

  /** Notes that a type was left out because of its gate. */
  void addType(InterfaceId owner, String name, Gate gate) {
    types.computeIfAbsent(owner, _ -> new HashMap<>()).put(name, gate);
  }

  /** Where the type of this name stands that was left out, if there is one. */
  Optional<Gate> type(InterfaceId owner, String name) {
    return Optional.ofNullable(types.getOrDefault(owner, Map.of()).get(name));
  }
}
