package dev.witj.runtime;

import dev.witj.runtime.internal.core.CoreModule;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What components import, export and pass on while they are instantiated. */
sealed interface Item
    permits ComponentFunc, Item.OfInstance, TypeItem, Item.OfComponent, Item.OfModule {
  /** An instance: items by their names. */
  record OfInstance(Map<String, Item> items) implements Item {
    public OfInstance {
      items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    }
  }

  /** A component, and where it was defined: it may refer to what stands around it. */
  record OfComponent(ComponentPlan plan, @Nullable Frame outer) implements Item {}

  /** A core module. */
  record OfModule(CoreModule module) implements Item {}

  /** What this is to those who look at a component from outside. */
  static ItemType typeOf(Item item) {
    return switch (item) {
      case ComponentFunc func -> new ItemType.OfFunc(func.type());
      case OfInstance(var items) -> {
        Map<String, ItemType> types = new LinkedHashMap<>();
        items.forEach((name, each) -> types.put(name, typeOf(each)));
        yield new ItemType.OfInstance(types);
      }
      case TypeItem type -> type.itemType();
      case OfComponent _ -> new ItemType.OfComponent();
      case OfModule _ -> new ItemType.OfModule();
    };
  }
}
