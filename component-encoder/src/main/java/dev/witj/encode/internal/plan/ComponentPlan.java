package dev.witj.encode.internal.plan;

import dev.witj.encode.internal.module.FixupModule;
import dev.witj.encode.internal.names.CoreImport;
import dev.witj.encode.internal.names.ModuleNames;
import dev.witj.encode.internal.names.Owner;
import dev.witj.encode.internal.types.ComponentTypeScope;
import dev.witj.wit.InterfaceId;
import dev.witj.wit.Resolve;
import dev.witj.wit.TypeDef;
import dev.witj.wit.TypeId;
import dev.witj.wit.World;
import dev.witj.wit.WorldId;
import dev.witj.wit.WorldItem;
import dev.witj.wit.WorldKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a component is to consist of.
 *
 * <p>Of what the world imports, only that goes in which some module uses, with the types that it
 * mentions, and the types that exports use of interfaces that are not themselves exported.
 */
public final class ComponentPlan {
  private final Resolve resolve;
  private final WorldId world;
  private final PlannedModule main;
  private final List<PlannedModule> others;
  private final Optional<FixupModule.Addition> linking;
  private final Map<InterfaceId, SequencedSet<TypeId>> liveTypes = new HashMap<>();
  private final Map<InterfaceId, Set<InterfaceId>> exportsUsed = new HashMap<>();
  private final Set<Used> used = new HashSet<>();

  /** A function that is called, or a resource that is dropped, by where it is. */
  private record Used(Owner owner, String function) {}

  /** What allocates memory for a module: an export of a module. */
  public record Allocator(PlannedModule of, String name) {}

  /**
   * The plan for some modules.
   *
   * @param others adapters, then libraries, in the order in which they are instantiated
   * @param linking what the fix-up module does for libraries
   */
  public ComponentPlan(
      Resolve resolve,
      WorldId world,
      PlannedModule main,
      List<PlannedModule> others,
      Optional<FixupModule.Addition> linking) {
    this.resolve = resolve;
    this.world = world;
    this.main = main;
    this.others = List.copyOf(others);
    this.linking = linking;
    findExportsUsed();
    findLiveTypes();
  }

  /** The WIT. */
  public Resolve resolve() {
    return resolve;
  }

  /** The world of the component. */
  public World world() {
    return resolve.get(world);
  }

  /** The main module. */
  public PlannedModule main() {
    return main;
  }

  /** The adapters and libraries that are used, in the order in which they are instantiated. */
  public List<PlannedModule> others() {
    return others;
  }

  /** What the fix-up module does for libraries. */
  public Optional<FixupModule.Addition> linking() {
    return linking;
  }

  /** What allocates for results of a module's imports. */
  public Optional<Allocator> importAllocator(PlannedModule of) {
    return allocator(of, ModuleNames::importRealloc);
  }

  /** What allocates for parameters of a module's exports. */
  public Optional<Allocator> exportAllocator(PlannedModule of) {
    return allocator(of, ModuleNames::exportRealloc);
  }

  /** A library without an allocator has that of the others. */
  private Optional<Allocator> allocator(
      PlannedModule of, Function<ModuleNames, Optional<String>> which) {
    Optional<Allocator> own = which.apply(of.names()).map(name -> new Allocator(of, name));
    return own.isPresent() || of.role() != PlannedModule.Role.LIBRARY
        ? own
        : which.apply(main.names()).map(name -> new Allocator(main, name));
  }

  /** All modules, the main one first. */
  public List<PlannedModule> modules() {
    return Stream.concat(Stream.of(main), others.stream()).toList();
  }

  /** Whether a function that the world imports is called. */
  public boolean isCalled(Owner owner, String function) {
    return used.contains(new Used(owner, function));
  }

  /** The types of an imported interface that are needed. */
  public SequencedSet<TypeId> liveTypes(InterfaceId id) {
    return liveTypes.getOrDefault(id, new LinkedHashSet<>());
  }

  /** The exported interfaces whose types an exported interface uses. */
  public Set<InterfaceId> exportsUsed(InterfaceId id) {
    return exportsUsed.getOrDefault(id, Set.of());
  }

  private void findExportsUsed() {
    for (WorldItem item : world().exports().values()) {
      if (item instanceof WorldItem.OfInterface mention) {
        exportsUsed.put(mention.id(), exportsUsedBy(mention.id()));
      }
    }
  }

  private Set<InterfaceId> exportsUsedBy(InterfaceId id) {
    Set<InterfaceId> found = new HashSet<>();
    for (InterfaceId dependency : ComponentTypeScope.uses(resolve, id)) {
      // What is not exported comes from an import.
      if (world().exports().containsKey(new WorldKey.Id(dependency)) && found.add(dependency)) {
        found.addAll(exportsUsed.getOrDefault(dependency, Set.of()));
      }
    }
    return found;
  }

  private void findLiveTypes() {
    LiveTypes live = new LiveTypes(resolve);
    for (PlannedModule module : modules()) {
      module
          .names()
          .imports()
          .values()
          .forEach(items -> items.values().forEach(item -> use(item, live)));
    }
    for (WorldItem item : world().exports().values()) {
      switch (item) {
        case WorldItem.OfFunction(var function) -> live.add(function);
        case WorldItem.OfInterface mention -> liveOfExport(mention.id(), live);
        case WorldItem.OfType _ -> {}
      }
    }
    // Types of the world itself stand in the component whether they are used or not.
    for (WorldItem item : world().imports().values()) {
      if (item instanceof WorldItem.OfType(var id, _)) {
        live.add(id);
      }
    }
    for (TypeId type : live.types()) {
      if (resolve.get(type).owner() instanceof TypeDef.Owner.OfInterface(var owner)) {
        liveTypes.computeIfAbsent(owner, _ -> new LinkedHashSet<>()).add(type);
      }
    }
  }

  private void liveOfExport(InterfaceId id, LiveTypes live) {
    LiveTypes mentioned = new LiveTypes(resolve);
    mentioned.add(id);
    for (TypeId type : mentioned.types()) {
      if (resolve.get(type).owner() instanceof TypeDef.Owner.OfInterface(var owner)
          && !owner.equals(id)
          && !exportsUsed(id).contains(owner)) {
        live.add(type);
      }
    }
  }

  private void use(CoreImport item, LiveTypes live) {
    switch (item) {
      case CoreImport.Lowered(var owner, var function, _) -> {
        used.add(new Used(owner, function.name()));
        live.add(function);
      }
      case CoreImport.ImportedDrop(_, var resource) -> live.add(resource);
      case CoreImport.OfPayload payload when payload.imported() ->
          payload.type().ifPresent(live::add);
      case CoreImport.OfPayload _,
          CoreImport.ExportedResource _,
          CoreImport.OfAdapter _,
          CoreImport.MainMemory _,
          CoreImport.OfMain _,
          CoreImport.OfLibrary _,
          CoreImport.OwnMemory _,
          CoreImport.TlsBase _,
          CoreImport.TaskReturn _,
          CoreImport.OfText _,
          CoreImport.Free _,
          CoreImport.Context _,
          CoreImport.NewThread _ -> {}
    }
  }
}
