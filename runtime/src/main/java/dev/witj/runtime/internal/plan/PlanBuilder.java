package dev.witj.runtime.internal.plan;

import dev.witj.binary.ByteRange;
import dev.witj.binary.ByteSlice;
import dev.witj.binary.component.ComponentModel;
import dev.witj.binary.component.FunctionType;
import dev.witj.binary.component.Located;
import dev.witj.binary.component.ResourceId;
import dev.witj.binary.component.Section;
import dev.witj.binary.component.ValidatedComponent;
import dev.witj.diagnostics.Diagnostic;
import dev.witj.diagnostics.Source;
import dev.witj.runtime.RuntimeCode;
import dev.witj.runtime.internal.abi.CanonOptions;
import dev.witj.runtime.internal.call.Concurrency;
import dev.witj.runtime.internal.call.ResourceSlots;
import dev.witj.runtime.internal.call.Side;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** What a plan is made of, so far. */
final class PlanBuilder {
  /** A component that makes two of each one in it would otherwise make as many as it likes. */
  private static final int MAX_INSTANCES = 10_000;

  /** How deep instances may be made within instances. */
  private static final int MAX_DEPTH = 1_000;

  /** Elements of all components that are instantiated, and what is handed on. */
  private static final int MAX_WORK = 5_000_000;

  private final List<Plan.ImportedFunc> importedFuncs = new ArrayList<>();
  private final List<Plan.ImportedResource> importedResources = new ArrayList<>();
  private final List<String> unavailable = new ArrayList<>();
  private final List<Plan.PlannedModule> modules = new ArrayList<>();
  private final IdentityHashMap<ByteSlice, Integer> moduleSlots = new IdentityHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private final Slots<CoreDef.Func> funcs = new Slots<>();
  private final Slots<CoreDef.Memory> memories = new Slots<>();
  private final List<Trampoline> trampolines = new ArrayList<>();
  private final Map<SideKey, Side> sides = new LinkedHashMap<>();
  private final List<Diagnostic> unsupported = new ArrayList<>();
  private final List<Concurrency> concurrency = new ArrayList<>();
  private int resources;
  private int coreInstances;
  private int lifts;
  private int calls;
  private int depth;
  private int work;

  /** All that was added. */
  Plan build(
      ValidatedComponent component,
      Map<String, Entity> exports,
      ResourceSlots slots,
      Set<String> numbered) {
    return new Plan(
        component.imports(),
        component.exports(),
        importedFuncs,
        importedResources,
        unavailable,
        modules,
        steps,
        concurrency.size(),
        numbered,
        concurrency,
        coreInstances,
        resources,
        funcs.toList(),
        memories.toList(),
        trampolines,
        List.copyOf(sides.values()),
        lifts,
        calls,
        exports,
        slots,
        unsupported);
  }

  // What is imported.

  /** Which of the imported functions a function is. */
  int importFunc(String path, String name, FunctionType type) {
    importedFuncs.add(new Plan.ImportedFunc(path, name, type));
    return importedFuncs.size() - 1;
  }

  /** The slot of an imported resource type. */
  int importResource(String path, String name, ResourceId type) {
    importedResources.add(new Plan.ImportedResource(path, name, type));
    return resources++;
  }

  /** Takes note of an import that nothing can be given for. */
  void refuseImport(String what) {
    unavailable.add(what);
  }

  /** Whether something can be given for each import. */
  boolean isAvailable() {
    return unavailable.isEmpty();
  }

  // Instances.

  /** Takes the next slot of instances; {@link #leave} ends what it is made of. */
  int enter(OptionalInt parent, String path) {
    int instance = concurrency.size();
    if (instance == MAX_INSTANCES) {
      throw RuntimeCode.TOO_MANY_INSTANCES.error(MAX_INSTANCES).toException();
    }
    if (++depth > MAX_DEPTH) {
      throw RuntimeCode.TOO_DEEP.error(MAX_DEPTH).toException();
    }
    concurrency.add(Concurrency.NONE);
    steps.add(new Step.MakeInstance(instance, parent, path));
    return instance;
  }

  /** An instance has all that it is made of. */
  void leave() {
    depth--;
  }

  /** The slot that the next instance gets. */
  int nextInstance() {
    return concurrency.size();
  }

  /**
   * Counts elements.
   *
   * @throws dev.witj.diagnostics.DiagnosticException if they are too many
   */
  void spend(int count) {
    work += count;
    if (work > MAX_WORK) {
      throw RuntimeCode.TOO_LARGE.error().toException();
    }
  }

  /** Notes what an instance can do, and whether it waits in the middle of it. */
  void mayBlock(int instance, boolean may) {
    Concurrency least = may ? Concurrency.STACKFUL : Concurrency.STACKLESS;
    if (concurrency.get(instance).compareTo(least) < 0) {
      concurrency.set(instance, least);
    }
  }

  // Steps, and what they make.

  /** The slot of a resource type that an instance defines. */
  int makeResource(int instance, String name, OptionalInt destructor) {
    steps.add(new Step.MakeResource(resources, instance, name, destructor));
    return resources++;
  }

  /** The slot of an instance of a module. */
  int instantiateModule(int instance, int module, List<CoreDef> imports) {
    steps.add(new Step.InstantiateModule(coreInstances, instance, module, imports));
    return coreInstances++;
  }

  /** The slot of a module; {@code number} is its index in the component. */
  int module(ByteSlice bytes, ComponentModel component, int number) {
    return moduleSlots.computeIfAbsent(
        bytes,
        _ -> {
          modules.add(new Plan.PlannedModule(bytes, component, number));
          return modules.size() - 1;
        });
  }

  /** The slot of a core function. */
  int func(CoreDef.Func func) {
    return funcs.of(func);
  }

  /** The slot of a memory. */
  int memory(CoreDef.Memory memory) {
    return memories.of(memory);
  }

  // Calls.

  /** The number of a function that is lifted. */
  int nextLift() {
    return lifts++;
  }

  /** The number of a place that calls. */
  int nextCall() {
    return calls++;
  }

  /** The number of a function that is made for guests. */
  int trampoline(Trampoline made) {
    trampolines.add(made);
    return trampolines.size() - 1;
  }

  /** A side of calls, the same for the same options in the same instance. */
  Side side(
      int instance,
      CanonOptions options,
      OptionalInt memory,
      OptionalInt realloc,
      OptionalInt callback) {
    return sides.computeIfAbsent(
        new SideKey(instance, options, memory, realloc, callback),
        _ -> new Side(sides.size(), instance, options, memory, realloc, callback));
  }

  /** Takes note of an element that cannot be run yet. */
  void refuse(ValidatedComponent valid, String what, int number) {
    ByteRange range = range(valid, number);
    Source source = valid.component().bytes().source();
    unsupported.add(
        RuntimeCode.UNSUPPORTED.error(what).at(source.span(range.start(), range.end()), ""));
  }

  /** Where an element is in the file. */
  private static ByteRange range(ValidatedComponent valid, int number) {
    int before = 0;
    for (Section section : valid.component().sections()) {
      List<Located> elements = section.elements();
      if (number < before + elements.size()) {
        return elements.get(number - before).range();
      }
      before += elements.size();
    }
    throw new IllegalArgumentException("element " + number);
  }

  /** Numbers for what is named, the same for what is equal. */
  private static final class Slots<T> {
    private final Map<T, Integer> slots = new LinkedHashMap<>();

    int of(T item) {
      return slots.computeIfAbsent(item, _ -> slots.size());
    }

    List<T> toList() {
      return List.copyOf(slots.keySet());
    }
  }

  private record SideKey(
      int instance,
      CanonOptions options,
      OptionalInt memory,
      OptionalInt realloc,
      OptionalInt callback) {}
}
