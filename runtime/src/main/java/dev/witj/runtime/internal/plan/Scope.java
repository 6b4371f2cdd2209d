package dev.witj.runtime.internal.plan;

import dev.witj.binary.component.AnyType;
import dev.witj.binary.component.ResourceName;
import dev.witj.binary.component.ResourcePath;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.binary.core.ExternKind;
import dev.witj.runtime.internal.call.ResourceSlots;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What the indices of one component stand for, so far, while an instance of it is planned. */
final class Scope {
  final ValidatedComponent valid;

  /** Where the resources live that are in its types. */
  final ResourceSlots slots;

  final List<Entity.Func> funcs = new ArrayList<>();
  final List<Entity.Instance> instances = new ArrayList<>();
  final List<Entity.Component> components = new ArrayList<>();
  final List<Entity.Module> coreModules = new ArrayList<>();
  final List<CoreScope> coreInstances = new ArrayList<>();
  final List<CoreDef.Func> coreFuncs = new ArrayList<>();
  final List<CoreDef.Table> coreTables = new ArrayList<>();
  final List<CoreDef.Memory> coreMemories = new ArrayList<>();
  private final List<CoreDef.Global> coreGlobals = new ArrayList<>();
  private final List<CoreDef.Tag> coreTags = new ArrayList<>();
  private final PlanBuilder plan;
  private int types;

  Scope(ValidatedComponent valid, ResourceSlots slots, PlanBuilder plan) {
    this.valid = valid;
    this.slots = slots;
    this.plan = plan;
  }

  /** The index that the next type gets. */
  int nextType() {
    return types;
  }

  /** The plan's slot of a core function, where there is one. */
  OptionalInt slot(OptionalInt coreFunc) {
    return coreFunc.isPresent()
        ? OptionalInt.of(plan.func(coreFuncs.get(coreFunc.getAsInt())))
        : OptionalInt.empty();
  }

  /** What an index stands for. */
  Entity entity(SortIndex at) {
    int index = at.index();
    return switch (at.sort()) {
      case FUNC -> funcs.get(index);
      case INSTANCE -> instances.get(index);
      case COMPONENT -> components.get(index);
      case CORE_MODULE -> coreModules.get(index);
      case TYPE ->
          valid.spaces().types().get(index) instanceof ResourceName resource
              ? Entity.Type.resource(slots.get(resource.id()))
              : Entity.Type.PLAIN;
      case VALUE,
          CORE_FUNC,
          CORE_TABLE,
          CORE_MEMORY,
          CORE_GLOBAL,
          CORE_TAG,
          CORE_TYPE,
          CORE_INSTANCE ->
          throw new IllegalStateException(at + " passes between components");
    };
  }

  /** Gives something the next index of its sort, and says where the resources in it live. */
  void add(Entity entity) {
    switch (entity) {
      case Entity.Func func -> funcs.add(func);
      case Entity.Component component -> components.add(component);
      case Entity.Module module -> coreModules.add(module);
      case Entity.Instance given -> {
        List<ResourcePath> named =
            valid.spaces().instances().get(instances.size()).namedResources();
        plan.spend(named.size());
        for (ResourcePath path : named) {
          slots.put(path.resource(), given.resource(path.names()));
        }
        instances.add(given);
      }
      case Entity.Type(var resource) -> {
        AnyType type = valid.spaces().types().get(types++);
        if (type instanceof ResourceName named) {
          slots.put(named.id(), resource.orElseThrow());
        }
      }
    }
  }

  void addCore(CoreDef def) {
    switch (def) {
      case CoreDef.Func func -> coreFuncs.add(func);
      case CoreDef.Table table -> coreTables.add(table);
      case CoreDef.Memory memory -> coreMemories.add(memory);
      case CoreDef.Global global -> coreGlobals.add(global);
      case CoreDef.Tag tag -> coreTags.add(tag);
    }
  }

  CoreDef coreDef(SortIndex at) {
    int index = at.index();
    return switch (kind(at.sort())) {
      case FUNC -> coreFuncs.get(index);
      case TABLE -> coreTables.get(index);
      case MEMORY -> coreMemories.get(index);
      case GLOBAL -> coreGlobals.get(index);
      case TAG -> coreTags.get(index);
    };
  }

  static ExternKind kind(Sort sort) {
    return sort.externKind().orElseThrow();
  }
}
