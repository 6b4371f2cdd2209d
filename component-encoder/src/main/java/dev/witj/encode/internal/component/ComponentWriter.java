package dev.witj.encode.internal.component;

import dev.witj.binary.component.ComponentElement.CoreInstance.CoreArgument;
import dev.witj.binary.component.ComponentElement.CoreInstance.CoreExport;
import dev.witj.binary.component.Flattening.Convention;
import dev.witj.binary.component.Sort;
import dev.witj.binary.core.CoreModule;
import dev.witj.binary.core.FuncType;
import dev.witj.encode.internal.Producers;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.module.FixupModule;
import dev.witj.encode.internal.module.FixupModule.Occasion;
import dev.witj.encode.internal.module.FixupModule.Wrapped;
import dev.witj.encode.internal.module.ShimModule;
import dev.witj.encode.internal.names.CoreImport;
import dev.witj.encode.internal.names.ModuleExport;
import dev.witj.encode.internal.names.ModuleExport.Service;
import dev.witj.encode.internal.plan.ComponentPlan;
import dev.witj.encode.internal.plan.PlannedModule;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.TypeId;
import dev.witj.wit.WorldItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Writes a component, in the order of its elements. Each is used once. */
public final class ComponentWriter {
  private final ComponentPlan plan;
  private final State state;
  private final CanonNeeds needs;
  private final Shims shims;

  /** The indices of the modules by their names. */
  private final Map<String, Integer> modules = new HashMap<>();

  private OptionalInt shimInstance = OptionalInt.empty();

  private ComponentWriter(ComponentPlan plan, Flat flat, boolean byReference) {
    this.plan = plan;
    this.state = new State(plan, flat);
    this.needs = new CanonNeeds(plan.resolve(), flat);
    this.shims = new Shims(plan, needs, flat, byReference);
  }

  /**
   * Writes what a plan describes.
   *
   * @param flat flattens functions for the memory of the main module
   * @param byReference whether shims call references to functions, rather than functions of a table
   * @param importNames other names under which items of the world are imported
   * @return the binary of the component
   * @throws dev.witj.diagnostics.DiagnosticException if a module lacks a memory or an allocator
   */
  public static byte[] write(
      ComponentPlan plan, Flat flat, boolean byReference, Map<String, String> importNames) {
    return new ComponentWriter(plan, flat, byReference).write(importNames);
  }

  private byte[] write(Map<String, String> importNames) {
    new ImportsWriter(state, importNames).write();
    for (PlannedModule module : plan.modules()) {
      modules.put(module.name(), state.core.module(module.binary()));
    }
    ShimModule shimModule = instantiateShims();
    RootScope exportedTypes = declareExportedTypes();
    ImportSupplier supplier = new ImportSupplier(state, shims, needs, exportedTypes, shimInstance);
    instantiate(plan.main(), supplier);
    plan.others().forEach(other -> instantiate(other, supplier));
    fixUp(shimModule, supplier);
    ExportsWriter exports = new ExportsWriter(state, exportedTypes);
    plan.modules().forEach(exports::write);
    state.out.add(Producers.section());
    return state.out.toByteArray();
  }

  // Instances.

  private ShimModule instantiateShims() {
    ShimModule module = shims.module();
    if (!shims.isEmpty()) {
      int index = state.core.module(module.build());
      shimInstance = OptionalInt.of(state.core.instantiate(index, List.of()));
      if (shims.definesMemory()) {
        state.setMemory(
            plan.main(),
            state.core.alias(Sort.CORE_MEMORY, shimInstance.getAsInt(), ShimModule.MEMORY));
      }
    }
    return module;
  }

  /** Built-ins of resources that are exported mention their types, and so do streams. */
  private RootScope declareExportedTypes() {
    Set<InterfaceId> exported = new LinkedHashSet<>();
    for (WorldItem item : plan.world().exports().values()) {
      if (item instanceof WorldItem.OfInterface mention) {
        exported.add(mention.id());
      }
    }
    RootScope types = state.importedTypes.forExports(this::destructor);
    for (InterfaceId id : exported) {
      types.enter(id, plan.exportsUsed(id));
      plan.resolve().get(id).types().values().forEach(types::index);
      types.leave();
    }
    return types;
  }

  private OptionalInt destructor(TypeId resource) {
    for (PlannedModule module : plan.modules()) {
      Optional<String> name = module.names().destructor(resource);
      if (name.isPresent()) {
        int number = shims.destructorNumber(module, name.get()).orElseThrow();
        return OptionalInt.of(
            state.core.function(shimInstance.orElseThrow(), Integer.toString(number)));
      }
    }
    return OptionalInt.empty();
  }

  private void instantiate(PlannedModule module, ImportSupplier supplier) {
    List<CoreArgument> arguments = new ArrayList<>();
    for (Map.Entry<String, ? extends Map<String, CoreImport>> entry :
        module.names().imports().entrySet()) {
      String name = entry.getKey();
      List<CoreExport> exports = new ArrayList<>();
      entry
          .getValue()
          .forEach((item, wanted) -> exports.add(supplier.supply(module, name, item, wanted)));
      arguments.add(new CoreArgument(name, state.core.exports(exports)));
    }
    Integer index = modules.get(module.name());
    int instance = state.core.instantiate(index == null ? 0 : index, arguments);
    state.setInstance(module, instance);
    module
        .names()
        .service(Service.MEMORY)
        .ifPresent(
            name -> state.setMemory(module, state.core.alias(Sort.CORE_MEMORY, instance, name)));
  }

  // The end of the knot.

  private void fixUp(ShimModule shimModule, ImportSupplier supplier) {
    Optional<String> hook = plan.main().names().service(Service.TASK_HOOK);
    List<HookedExport> hooked = hook.isPresent() ? hooked() : List.of();
    FixupModule module =
        new FixupModule(
            shimModule,
            wrappedReallocs(hooked),
            destructors(),
            plan.main().names().service(Service.INITIALIZE),
            hook,
            hooked.stream().map(HookedExport::wrapped).toList(),
            plan.linking());
    if (!module.isNeeded()) {
      return;
    }
    CoreModule binary = CoreModule.read(module.build());
    int index = state.core.module(binary.binary());
    Map<String, Integer> instances = new HashMap<>();
    if (!shims.all().isEmpty()) {
      instances.put(FixupModule.ACTUAL, actual(supplier));
    }
    shimInstance.ifPresent(instance -> instances.put(FixupModule.SHIM, instance));
    plan.modules().forEach(of -> instances.put(nameInFixup(of), state.instance(of)));
    Set<String> imported = new LinkedHashSet<>();
    binary.imports().forEach(item -> imported.add(item.module()));
    List<CoreArgument> arguments = new ArrayList<>();
    for (String name : imported) {
      arguments.add(new CoreArgument(name, instances.getOrDefault(name, 0)));
    }
    int instance = state.core.instantiate(index, arguments);
    for (int i = 0; i < hooked.size(); i++) {
      HookedExport of = hooked.get(i);
      state.wrap(
          of.module(), of.wrapped().name(), state.core.function(instance, FixupModule.export(i)));
    }
  }

  private static String nameInFixup(PlannedModule module) {
    return module.main() ? FixupModule.MAIN : module.name();
  }

  /** The instance of the real functions. */
  private int actual(ImportSupplier supplier) {
    List<CoreExport> exports = new ArrayList<>();
    for (Shims.Shim shim : shims.all()) {
      int function =
          switch (shim) {
            case Shims.Shim.OfImport of -> supplier.real(of.of(), of.wanted());
            case Shims.Shim.Destructor of ->
                state.core.function(state.instance(of.of()), of.name());
            case Shims.Shim.Realloc of -> state.core.function(state.instance(of.of()), of.name());
          };
      exports.add(CoreItems.export(Integer.toString(exports.size()), Sort.CORE_FUNC, function));
    }
    return state.core.exports(exports);
  }

  private List<Integer> destructors() {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < shims.all().size(); i++) {
      if (shims.all().get(i) instanceof Shims.Shim.Destructor) {
        numbers.add(i);
      }
    }
    return numbers;
  }

  // The task hook.

  private record HookedExport(PlannedModule module, Wrapped wrapped) {}

  /** What is wrapped in calls of the hook: functions of the world first, allocators last. */
  private List<HookedExport> hooked() {
    List<HookedExport> functions = new ArrayList<>();
    List<HookedExport> allocators = new ArrayList<>();
    for (PlannedModule module : plan.modules()) {
      module
          .names()
          .exports()
          .forEach(
              (name, given) -> {
                occasion(given)
                    .ifPresent(
                        occasion ->
                            (occasion == Occasion.REALLOC ? allocators : functions)
                                .add(hooked(module, name, occasion)));
              });
    }
    functions.addAll(allocators);
    return functions;
  }

  private static HookedExport hooked(PlannedModule module, String name, Occasion occasion) {
    FuncType type = module.names().outline().exportedFunction(name).orElseThrow();
    return new HookedExport(module, new Wrapped(nameInFixup(module), name, type, occasion));
  }

  private static Optional<Occasion> occasion(ModuleExport given) {
    return switch (given) {
      case ModuleExport.Lifted lifted -> Optional.of(occasion(lifted.convention()));
      case ModuleExport.Callback _ -> Optional.of(Occasion.CALLBACK);
      case ModuleExport.PostReturn _ -> Optional.of(Occasion.POST_RETURN);
      case ModuleExport.Destructor _ -> Optional.empty();
      case Service service ->
          switch (service) {
            case REALLOC, IMPORT_REALLOC, EXPORT_REALLOC -> Optional.of(Occasion.REALLOC);
            case ADAPTER_REALLOC, MEMORY, INITIALIZE, TASK_HOOK, TABLE -> Optional.empty();
          };
    };
  }

  private static Occasion occasion(Convention convention) {
    return switch (convention) {
      case LIFT_STACKFUL -> Occasion.STACKFUL;
      case LIFT_WITH_CALLBACK -> Occasion.ASYNC;
      case LIFT, LOWER, LOWER_ASYNC -> Occasion.SYNC;
    };
  }

  private Map<Integer, Wrapped> wrappedReallocs(List<HookedExport> hooked) {
    Map<Integer, Wrapped> found = new HashMap<>();
    for (int i = 0; i < shims.all().size(); i++) {
      if (shims.all().get(i) instanceof Shims.Shim.Realloc(var of, var name, _)) {
        for (HookedExport wrapped : hooked) {
          if (wrapped.module().name().equals(of.name()) && wrapped.wrapped().name().equals(name)) {
            found.put(i, wrapped.wrapped());
          }
        }
      }
    }
    return found;
  }
}
