package dev.witj.encode.internal.component;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.Canon;
import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.ComponentElement;
import dev.witj.binary.component.ComponentElement.Instance.Argument;
import dev.witj.binary.component.ExternName;
import dev.witj.binary.component.Flattening.Convention;
import dev.witj.binary.component.Sort;
import dev.witj.binary.component.SortIndex;
import dev.witj.encode.internal.names.ModuleNames;
import dev.witj.encode.internal.names.Owner;
import dev.witj.encode.internal.plan.LiveTypes;
import dev.witj.encode.internal.plan.PlannedModule;
import dev.witj.encode.internal.types.ItemNames;
import dev.witj.wit.Function;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.WorldItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Writes what the component exports; why interfaces are nested is told at the package. */
final class ExportsWriter {
  private final State state;
  private final RootScope types;
  private final Resolve resolve;

  ExportsWriter(State state, RootScope types) {
    this.state = state;
    this.types = types;
    this.resolve = state.plan.resolve();
  }

  /** Writes what a module exports. */
  void write(PlannedModule module) {
    state
        .plan
        .world()
        .exports()
        .forEach(
            (key, item) -> {
              String name = resolve.name(key);
              if (!module.exports().contains(name)) {
                return;
              }
              ExternName as = ItemNames.of(resolve, key, item);
              switch (item) {
                case WorldItem.OfFunction(var function) -> function(module, as, function);
                case WorldItem.OfInterface mention ->
                    instance(module, as, Owner.of(name, mention.id()), mention.id());
                case WorldItem.OfType _ -> {}
              }
            });
  }

  private void function(PlannedModule module, ExternName name, Function function) {
    int lifted = lift(module, Owner.WORLD, function);
    state.out.add(new ComponentElement.Export(name, new SortIndex(Sort.FUNC, lifted)));
  }

  private int lift(PlannedModule module, Owner owner, Function function) {
    int type = types.function(function);
    ModuleNames names = module.names();
    int core = state.export(module, names.lifted(owner, function).orElseThrow());
    Convention convention = names.convention(owner, function).orElseThrow();
    List<CanonicalOption> options =
        state.options(
            state.flat.needs(function, convention),
            () ->
                module
                    .encodings()
                    .ofExport(owner.name().orElse(function.name()))
                    .orElse(CanonicalOption.StringEncoding.UTF8),
            () -> realloc(module),
            module,
            function.name());
    names
        .postReturn(owner, function)
        .ifPresent(name -> options.add(new CanonicalOption.PostReturn(state.export(module, name))));
    if (convention == Convention.LIFT_WITH_CALLBACK) {
      String callback = names.callback(owner, function).orElseThrow();
      options.add(new CanonicalOption.Callback(state.export(module, callback)));
    }
    return state.out.add(
        new ComponentElement.CanonDef(new Canon.Lift(core, type, State.canonical(options))));
  }

  private OptionalInt realloc(PlannedModule module) {
    return state
        .plan
        .exportAllocator(module)
        .map(allocator -> OptionalInt.of(state.export(allocator.of(), allocator.name())))
        .orElse(OptionalInt.empty());
  }

  // Interfaces.

  private void instance(PlannedModule module, ExternName name, Owner owner, InterfaceId id) {
    List<Function> functions = List.copyOf(resolve.get(id).functions().values());
    Set<InterfaceId> used = state.plan.exportsUsed(id);
    List<Argument> arguments = new ArrayList<>();
    types.enter(id, used);
    for (Function function : functions) {
      int lifted = lift(module, owner, function);
      arguments.add(
          new Argument(NestedScope.importName(function), new SortIndex(Sort.FUNC, lifted)));
    }
    types.leave();

    NestedScope nested = new NestedScope(resolve, id);
    importForeign(id, used, nested);
    Map<TypeId, Integer> resources = new HashMap<>();
    for (TypeId type : resolve.get(id).types().values()) {
      if (resolve.get(type).kind() instanceof TypeDef.Kind.Resource) {
        resources.put(type, nested.index(type));
      }
    }
    functions.forEach(nested::importFunction);
    nested.imported().forEach((as, type) -> arguments.add(argument(as, type)));
    nested.export(resources);
    for (int i = 0; i < functions.size(); i++) {
      nested.exportFunction(i, functions.get(i));
    }

    int component =
        state.out.add(
            new ComponentElement.NestedComponent(ByteSlice.of(nested.builder().toByteArray())));
    int instance = state.out.add(new ComponentElement.Instance.Instantiate(component, arguments));
    int exported =
        state.out.add(new ComponentElement.Export(name, new SortIndex(Sort.INSTANCE, instance)));
    types.exported(id, exported);
  }

  /** Types of other interfaces, each behind what it mentions. */
  private void importForeign(InterfaceId id, Set<InterfaceId> used, NestedScope nested) {
    LiveTypes mentioned = new LiveTypes(resolve);
    mentioned.add(id);
    for (TypeId type : mentioned.types()) {
      if (resolve.get(type).owner() instanceof TypeDef.Owner.OfInterface(var owner)
          && !owner.equals(id)) {
        types.enter(id, used);
        types.index(type);
        types.leave();
        nested.index(type);
      }
    }
    nested.endOfForeignTypes();
  }

  private Argument argument(String name, TypeId type) {
    return new Argument(name, new SortIndex(Sort.TYPE, types.index(type)));
  }
}
