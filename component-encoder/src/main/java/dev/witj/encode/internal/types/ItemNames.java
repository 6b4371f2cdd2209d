package dev.witj.encode.internal.types;

import dev.witj.binary.component.ExternName;
import dev.witj.wit.Function;
import dev.witj.wit.Resolve;
import dev.witj.wit.TypeDef;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What items of WIT are called in a component, attributes included. */
public final class ItemNames {
  private ItemNames() {}

  /** The name of an item of a world. */
  public static ExternName of(Resolve resolve, WorldKey key, WorldItem item) {
    String name = resolve.name(key);
    return switch (item) {
      case WorldItem.OfFunction(var function) -> of(name, function);
      case WorldItem.OfType(var id, _) ->
          named(name, Optional.empty(), resolve.get(id).externalId());
      case WorldItem.OfInterface mention ->
          named(
              name,
              key instanceof WorldKey.Name ? resolve.qualifiedName(mention.id()) : Optional.empty(),
              mention.externalId());
    };
  }

  /** The name of a function. */
  public static ExternName of(String name, Function function) {
    return named(name, Optional.empty(), function.externalId());
  }

  /** The name of a type that has one. */
  public static ExternName of(TypeDef type) {
    return named(type.name().orElseThrow(), Optional.empty(), type.externalId());
  }

  private static ExternName named(
      String name, Optional<String> implemented, Optional<String> externalId) {
    List<ExternName.Attribute> attributes = new ArrayList<>();
    implemented.ifPresent(of -> attributes.add(new ExternName.Attribute.Implements(of)));
    externalId.ifPresent(id -> attributes.add(new ExternName.Attribute.ExternalId(id)));
    return ExternName.of(name, attributes);
  }
}
