package dev.witj.encode.internal.component;

import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ExternDesc;
import dev.witj.binary.component.ExternName;
import dev.witj.encode.internal.names.Owner;
import dev.witj.encode.internal.plan.ComponentPlan;
import dev.witj.encode.internal.types.InstanceTypeScope;
import dev.witj.encode.internal.types.ItemNames;
import dev.witj.wit.Function;
import dev.witj.wit.Resolve;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.Map;

/**
 * Writes what the component imports: what is used of the interfaces, then types, then functions.
 */
final class ImportsWriter {
  private final State state;
  private final ComponentPlan plan;
  private final Resolve resolve;
  private final Map<String, String> names;

  ImportsWriter(State state, Map<String, String> names) {
    this.state = state;
    this.names = names;
    this.plan = state.plan;
    this.resolve = plan.resolve();
  }

  void write() {
    plan.world()
        .imports()
        .forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfInterface mention) {
                instance(key, mention);
              }
            });
    for (WorldItem item : plan.world().imports().values()) {
      if (item instanceof WorldItem.OfType(var id, _)) {
        state.importedTypes.importType(id);
      }
    }
    plan.world()
        .imports()
        .forEach(
            (key, item) -> {
              if (item instanceof WorldItem.OfFunction(var function)
                  && plan.isCalled(Owner.WORLD, function.name())) {
                function(key, item, function);
              }
            });
  }

  private void instance(WorldKey key, WorldItem.OfInterface mention) {
    String name = resolve.name(key);
    Owner owner = Owner.of(name, mention.id());
    InstanceTypeScope type =
        new InstanceTypeScope(resolve, mention.id(), state.importedTypes::aliasOfImport);
    plan.liveTypes(mention.id()).forEach(type::index);
    for (Function function : resolve.get(mention.id()).functions().values()) {
      if (plan.isCalled(owner, function.name())) {
        type.export(function);
      }
    }
    if (type.isEmpty()) {
      return;
    }
    int index = state.out.add(new ComponentElement.TypeDef(type.definition()));
    int instance =
        state.out.add(
            new ComponentElement.Import(name(key, mention), new ExternDesc.Instance(index)));
    state.importedInstances.put(name, instance);
    state.importedTypes.addInstance(mention.id(), instance);
  }

  private ExternName name(WorldKey key, WorldItem item) {
    ExternName name = ItemNames.of(resolve, key, item);
    String other = names.get(name.name());
    return other == null ? name : ExternName.of(other, name.attributes());
  }

  private void function(WorldKey key, WorldItem item, Function function) {
    int type = state.importedTypes.function(function);
    int index =
        state.out.add(new ComponentElement.Import(name(key, item), new ExternDesc.Func(type)));
    state.importedFunctions.put(function.name(), index);
  }
}
