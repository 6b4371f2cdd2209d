package dev.witj.runtime.internal.plan;

import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.Externs;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.ResourceId;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.runtime.internal.call.Concurrency;
import dev.witj.runtime.internal.call.Memos;
import dev.witj.runtime.internal.call.ResourceSlots;
import dev.witj.runtime.internal.call.Side;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A component as a flat list of typed steps that make an instance of it and of all components in
 * it. Immutable, and shared by all instances.
 *
 * <p>What steps make, use and hand on is in numbered slots, one table for each kind of thing. A
 * component that is instantiated twice has two of everything.
 *
 * @param importTypes what the component needs
 * @param exportTypes what it gives
 * @param importedFuncs the functions it imports, at whatever depth
 * @param importedResources the names of the resources it imports, which live in the first slots of
 *     resources
 * @param unavailable what it imports that no host can give, as text
 * @param modules the core modules
 * @param steps what to do, in order
 * @param instances how many component instances there are
 * @param numbered the paths of those that only their order tells apart
 * @param concurrency what each of them knows of it
 * @param coreInstances how many core instances
 * @param resources how many resource types
 * @param funcs the core functions that are called by lifted functions, allocators and the like
 * @param memories the memories that values pass through
 * @param trampolines the core functions that the component model makes
 * @param sides the sides of calls
 * @param lifts how many lifted functions
 * @param calls how many calls
 * @param exports what the outermost instance gives, by name, in order
 * @param exportResources where the resources live that are in the types of imports and exports
 * @param unsupported what cannot be run yet
 */
public record Plan(
    Externs importTypes,
    Externs exportTypes,
    List<ImportedFunc> importedFuncs,
    List<ImportedResource> importedResources,
    List<String> unavailable,
    List<PlannedModule> modules,
    List<Step> steps,
    int instances,
    Set<String> numbered,
    List<Concurrency> concurrency,
    int coreInstances,
    int resources,
    List<CoreDef.Func> funcs,
    List<CoreDef.Memory> memories,
    List<Trampoline> trampolines,
    List<Side> sides,
    int lifts,
    int calls,
    Map<String, Entity> exports,
    ResourceSlots exportResources,
    List<Diagnostic> unsupported) {
  public Plan {
    importedFuncs = List.copyOf(importedFuncs);
    importedResources = List.copyOf(importedResources);
    unavailable = List.copyOf(unavailable);
    modules = List.copyOf(modules);
    steps = List.copyOf(steps);
    numbered = Set.copyOf(numbered);
    concurrency = List.copyOf(concurrency);
    funcs = List.copyOf(funcs);
    memories = List.copyOf(memories);
    trampolines = List.copyOf(trampolines);
    sides = List.copyOf(sides);
    exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
    unsupported = List.copyOf(unsupported);
  }

  /**
   * A function that the outermost component imports.
   *
   * @param instance the imported instance it belongs to, with {@code #} between instances in
   *     instances; empty for functions of the world itself
   */
  public record ImportedFunc(String instance, String name, FunctionType type) {}

  /**
   * A core module.
   *
   * @param definer the component that defines it
   * @param number its index there
   */
  public record PlannedModule(ByteSlice bytes, ComponentModel definer, int number) {}

  /**
   * A resource that the outermost component imports.
   *
   * @param instance as for functions
   * @param id its identity in types
   */
  public record ImportedResource(String instance, String name, ResourceId id) {}

  /** What instances can share of the functions. */
  public Memos memos() {
    return new Memos(lifts, calls);
  }

  /**
   * Whether all that its instances keep is in core instances and in tables of handles: no resource
   * that a host could still hold, no task that could still wait.
   */
  public boolean isRenewable() {
    return steps.stream().noneMatch(Step.MakeResource.class::isInstance)
        && sides.stream().noneMatch(each -> each.options().async())
        && trampolines.stream().allMatch(Plan::keepsNothing);
  }

  private static boolean keepsNothing(Trampoline trampoline) {
    return switch (trampoline) {
      case Trampoline.Lower(var call) -> !call.type().signature().async();
      case Trampoline.OfResource _ -> true;
      case Trampoline.Within _ -> false;
    };
  }

  /**
   * Refuses a plan that cannot be carried out.
   *
   * @throws dev.witj.diagnostics.DiagnosticException saying what it is that cannot be run, once: an
   *     async component would have dozens
   */
  public void checkSupported() {
    if (!unsupported.isEmpty()) {
      Diagnostic first = unsupported.getFirst();
      throw (unsupported.size() == 1
              ? first
              : first.note(
                  "so are " + (unsupported.size() - 1) + " more constructs of this component"))
          .toException();
    }
  }
}
