package dev.witj.runtime;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentElement.Alias;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.TypeDefinition;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Walks over the imports of a component in the order of the file, since later ones may speak of the
 * types of earlier ones.
 */
final class ImportLinking {
  private static final Object ABSENT = new Object();

  private ImportLinking() {}

  /** What serves each import; those that only whole components or modules could serve are left. */
  static Map<String, Item> resolve(ComponentPlan plan, DeclaredInstance.Provider provider) {
    Map<String, Item> imports = new LinkedHashMap<>();
    Frame frame = new Frame(null);
    for (ComponentPlan.Step step : plan.steps()) {
      switch (step) {
        case ComponentPlan.Step.Module _ -> frame.add(Sort.CORE_MODULE, ABSENT);
        case ComponentPlan.Step.Nested _ -> frame.add(Sort.COMPONENT, ABSENT);
        case ComponentPlan.Step.Lift _ -> frame.add(Sort.FUNC, ABSENT);
        case ComponentPlan.Step.Lower _,
            ComponentPlan.Step.Resource _,
            ComponentPlan.Step.Unsupported _ ->
            frame.add(Sort.CORE_FUNC, ABSENT);
        case ComponentPlan.Step.Other(var element) -> add(element, frame, provider, imports);
      }
    }
    return imports;
  }

  private static void add(
      ComponentElement element,
      Frame frame,
      DeclaredInstance.Provider provider,
      Map<String, Item> imports) {
    switch (element) {
      case ComponentElement.Import(var name, var desc) -> {
        Optional<Item> item = item(name.name(), desc, frame, provider);
        item.ifPresent(found -> imports.put(name.name(), found));
        frame.add(desc.sort(), item.map(Object.class::cast).orElse(ABSENT));
      }
      case ComponentElement.TypeDef(TypeDefinition.Resource _) -> frame.add(Sort.TYPE, ABSENT);
      case ComponentElement.TypeDef(var definition) ->
          frame.add(Sort.TYPE, new TypeItem.Defined(frame, definition));
      case Alias.InstanceExport(var sort, int instance, var name)
          when frame.get(Sort.INSTANCE, instance) instanceof Item.OfInstance(var items)
              && items.containsKey(name) ->
          frame.add(sort, items.get(name));
      case Alias alias -> frame.add(alias.sort(), ABSENT);
      case ComponentElement.Export(_, var item, _) ->
          frame.add(item.sort(), frame.get(item.sort(), item.index()));
      case ComponentElement.Instance _ -> frame.add(Sort.INSTANCE, ABSENT);
      case ComponentElement.CoreInstance _ -> frame.add(Sort.CORE_INSTANCE, ABSENT);
      case ComponentElement.Custom _,
          ComponentElement.CoreTypeDef _,
          ComponentElement.CoreModule _,
          ComponentElement.NestedComponent _,
          ComponentElement.CanonDef _,
          ComponentElement.Start _,
          ComponentElement.Value _ -> {}
    }
  }

  private static Optional<Item> item(
      String name, ExternDesc desc, Frame frame, DeclaredInstance.Provider provider) {
    return switch (desc) {
      case ExternDesc.Instance(int type) ->
          Optional.of(DeclaredInstance.of(frame.type(type), provider.instance(name)));
      case ExternDesc.Func(int type) ->
          Optional.of(provider.func(name, frame.type(type).funcType()));
      case ExternDesc.TypeEq(int type) -> Optional.of(frame.type(type));
      case ExternDesc.SubResource _ -> Optional.of(new TypeItem.Resource(provider.resource(name)));
      case ExternDesc.Component _, ExternDesc.CoreModule _, ExternDesc.Value _ -> Optional.empty();
    };
  }
}
