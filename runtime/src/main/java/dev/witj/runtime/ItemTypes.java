package dev.witj.runtime;

import dev.witj.binary.component.EntityType;
import dev.witj.binary.component.Extern;
import dev.witj.binary.component.Externs;
import dev.witj.runtime.internal.call.FuncTypes;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** What imports and exports are, out of their validated types. */
final class ItemTypes {
  private final Function<dev.witj.binary.component.ResourceType, ResourceType> resources;

  private ItemTypes(Function<dev.witj.binary.component.ResourceType, ResourceType> resources) {
    this.resources = resources;
  }

  /**
   * The types of some imports or exports.
   *
   * @param resources what each resource is
   */
  static Map<String, ItemType> of(
      Externs externs, Function<dev.witj.binary.component.ResourceType, ResourceType> resources) {
    return new ItemTypes(resources).items(externs);
  }

  private Map<String, ItemType> items(Externs externs) {
    Map<String, ItemType> items = new LinkedHashMap<>();
    for (Extern each : externs.all()) {
      items.put(each.name().name(), item(each.type()));
    }
    return items;
  }

  private ItemType item(EntityType type) {
    return switch (type) {
      case EntityType.Func(var func) -> new ItemType.OfFunc(FuncTypes.of(func, resources));
      case EntityType.Instance(var instance) -> new ItemType.OfInstance(items(instance.exports()));
      case EntityType.Type(dev.witj.binary.component.ResourceType resource) ->
          new ItemType.OfResource(resources.apply(resource));
      case EntityType.Type _ -> new ItemType.OfType();
      case EntityType.Component _ -> new ItemType.OfComponent();
      case EntityType.CoreModule _ -> new ItemType.OfModule();
      case EntityType.Value(var value) -> new ItemType.OfValue(FuncTypes.of(value, resources));
    };
  }
}
