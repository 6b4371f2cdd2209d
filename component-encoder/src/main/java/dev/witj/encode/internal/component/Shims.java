package dev.witj.encode.internal.component;

import dev.witj.binary.core.FuncType;
import dev.witj.binary.core.MemoryType;
import dev.witj.binary.core.NumType;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.abi.Needs;
import dev.witj.encode.internal.module.ShimModule;
import dev.witj.encode.internal.names.CoreImport;
import dev.witj.encode.internal.names.CoreTypes;
import dev.witj.encode.internal.names.ModuleExport;
import dev.witj.encode.internal.names.ModuleExport.Service;
import dev.witj.encode.internal.plan.ComponentPlan;
import dev.witj.encode.internal.plan.PlannedModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Which functions need a shim: those that are imported and cannot be there yet; destructors, which
 * must be named where a resource is defined; and allocators that something names before the module
 * is there that they are from.
 */
final class Shims {
  private final ComponentPlan plan;
  private final CanonNeeds needs;
  private final boolean byReference;
  private final boolean hooked;
  private final Optional<MemoryType> memory;
  private Optional<NumType> tlsBase = Optional.empty();
  private final List<Shim> shims = new ArrayList<>();
  private final Map<Key, Integer> numbers = new HashMap<>();

  /** What has a shim: an import by both parts of its name, or an export. */
  private record Key(String of, Optional<String> module, String name) {}

  /** A function that has a shim. */
  sealed interface Shim {
    /** The module that imports or exports it. */
    PlannedModule of();

    /** Its type. */
    FuncType type();

    /** What people may call it. */
    String debugName();

    /** What a module imports. */
    record OfImport(PlannedModule of, String module, String name, CoreImport wanted, FuncType type)
        implements Shim {
      @Override
      public String debugName() {
        return "indirect-" + module + "-" + name;
      }
    }

    /** What is called when a resource is dropped. */
    record Destructor(PlannedModule of, String name, FuncType type) implements Shim {
      @Override
      public String debugName() {
        return "dtor-" + name;
      }
    }

    /** What allocates. */
    record Realloc(PlannedModule of, String name, FuncType type) implements Shim {
      @Override
      public String debugName() {
        return "realloc-" + of.name() + "-" + name;
      }
    }
  }

  Shims(ComponentPlan plan, CanonNeeds needs, Flat flat, boolean byReference) {
    this.plan = plan;
    this.needs = needs;
    this.byReference = byReference;
    this.hooked = plan.main().names().service(Service.TASK_HOOK).isPresent();
    this.memory = importedMemory(plan.main());
    for (PlannedModule module : plan.modules()) {
      addImports(module, flat);
      addDestructors(module);
    }
  }

  private static Optional<MemoryType> importedMemory(PlannedModule main) {
    for (Map.Entry<String, ? extends Map<String, CoreImport>> entry :
        main.names().imports().entrySet()) {
      if (entry.getValue().containsValue(new CoreImport.OwnMemory())) {
        return Optional.of(main.names().outline().memories().getFirst());
      }
    }
    return Optional.empty();
  }

  private void addImports(PlannedModule module, Flat flat) {
    module
        .names()
        .imports()
        .forEach(
            (of, items) ->
                items.forEach((name, wanted) -> addImport(module, of, name, wanted, flat)));
  }

  private void addImport(
      PlannedModule module, String of, String name, CoreImport wanted, Flat flat) {
    if (wanted instanceof CoreImport.TlsBase(_, var type)) {
      tlsBase = Optional.of(type);
    }
    if (has(module, wanted)) {
      FuncType type = CoreTypes.of(wanted, flat).orElseThrow();
      add(key(module, of, name, wanted), new Shim.OfImport(module, of, name, wanted, type));
    }
    if (needs.of(wanted).realloc() && needsEarlyRealloc(wanted)) {
      plan.importAllocator(module).ifPresent(this::addRealloc);
    }
  }

  private void addRealloc(ComponentPlan.Allocator allocator) {
    PlannedModule of = allocator.of();
    FuncType type = of.names().outline().exportedFunction(allocator.name()).orElseThrow();
    add(realloc(allocator), new Shim.Realloc(of, allocator.name(), type));
  }

  /** One function may be imported under several names. */
  private static Key key(PlannedModule of, String module, String name, CoreImport wanted) {
    return switch (wanted) {
      case CoreImport.Lowered(var owner, var function, var convention) ->
          new Key(
              of.name(), Optional.of(owner.name().orElse("") + " " + convention), function.name());
      case CoreImport.OfAdapter(var adapter, var function, _) ->
          new Key(of.name(), Optional.of(adapter), function);
      case CoreImport _ -> new Key(of.name(), Optional.of(module), name);
    };
  }

  private void addDestructors(PlannedModule module) {
    module
        .names()
        .exports()
        .forEach(
            (name, given) -> {
              if (given instanceof ModuleExport.Destructor) {
                FuncType type = module.names().outline().exportedFunction(name).orElseThrow();
                add(
                    new Key(module.name(), Optional.empty(), name),
                    new Shim.Destructor(module, name, type));
              }
            });
  }

  private void add(Key key, Shim shim) {
    if (!numbers.containsKey(key)) {
      numbers.put(key, shims.size());
      shims.add(shim);
    }
  }

  private static Key realloc(ComponentPlan.Allocator allocator) {
    return new Key(allocator.of().name(), Optional.empty(), allocator.name());
  }

  /** Whether an import goes by way of a shim. */
  private boolean has(PlannedModule module, CoreImport wanted) {
    if (wanted instanceof CoreImport.OfAdapter || wanted instanceof CoreImport.NewThread) {
      return true;
    }
    Needs of = needs.of(wanted);
    if (of.isFree()) {
      return false;
    }
    // A lowered function can take an allocator that is a shim itself, but no memory that is not
    // there.
    return memory.isEmpty()
        || module.names().service(Service.MEMORY).isPresent()
        || (of.realloc() && !(wanted instanceof CoreImport.Lowered));
  }

  private boolean needsEarlyRealloc(CoreImport wanted) {
    return hooked || (memory.isPresent() && wanted instanceof CoreImport.Lowered);
  }

  /** The shim of an import. */
  OptionalInt number(PlannedModule of, String module, String name, CoreImport wanted) {
    return number(key(of, module, name, wanted));
  }

  /** The shim of an allocator for an import. */
  OptionalInt reallocNumber(ComponentPlan.Allocator allocator, CoreImport wanted) {
    return needsEarlyRealloc(wanted) ? number(realloc(allocator)) : OptionalInt.empty();
  }

  /** The shim of a destructor. */
  OptionalInt destructorNumber(PlannedModule of, String name) {
    return number(new Key(of.name(), Optional.empty(), name));
  }

  private OptionalInt number(Key key) {
    Integer number = numbers.get(key);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** All of them, in the order of their numbers. */
  List<Shim> all() {
    return shims;
  }

  /** Whether the shim module defines the memory of the main module. */
  boolean definesMemory() {
    return memory.isPresent();
  }

  /** Whether there is anything that a shim module gives. */
  boolean isEmpty() {
    return shims.isEmpty() && memory.isEmpty() && tlsBase.isEmpty();
  }

  /** The module. */
  ShimModule module() {
    return new ShimModule(
        shims.stream().map(shim -> new ShimModule.Function(shim.debugName(), shim.type())).toList(),
        byReference,
        memory,
        tlsBase);
  }
}
