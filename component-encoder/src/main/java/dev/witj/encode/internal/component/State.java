package dev.witj.encode.internal.component;

import dev.witj.binary.component.CanonicalOption;
import dev.witj.binary.component.CanonicalOption.StringEncoding;
import dev.witj.binary.component.CanonicalOptions;
import dev.witj.binary.component.ComponentBuilder;
import dev.witj.diagnostics.DiagnosticException;
import dev.witj.encode.EncodeCode;
import dev.witj.encode.internal.abi.Flat;
import dev.witj.encode.internal.abi.Needs;
import dev.witj.encode.internal.plan.ComponentPlan;
import dev.witj.encode.internal.plan.PlannedModule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** What has been written of a component, for those who write the rest. */
final class State {
  final ComponentPlan plan;
  final Flat flat;
  final ComponentBuilder out = new ComponentBuilder();
  final CoreItems core = new CoreItems(out);
  final RootScope importedTypes;

  /** Imported instances and functions by their names in the world. */
  final Map<String, Integer> importedInstances = new HashMap<>();

  final Map<String, Integer> importedFunctions = new HashMap<>();

  /** The instances of core modules by the modules' names. */
  private final Map<String, Integer> instances = new HashMap<>();

  /** Wrapped exports of core modules: what stands for each. */
  private final Map<ExportOf, Integer> wrapped = new HashMap<>();

  /** The memories that modules export, or import as their own, by the modules' names. */
  private final Map<String, Integer> memories = new HashMap<>();

  private record ExportOf(String module, String name) {}

  State(ComponentPlan plan, Flat flat) {
    this.plan = plan;
    this.flat = flat;
    this.importedTypes = RootScope.ofImports(plan.resolve(), out);
  }

  void setInstance(PlannedModule module, int instance) {
    instances.put(module.name(), instance);
  }

  int instance(PlannedModule module) {
    Integer instance = instances.get(module.name());
    if (instance == null) {
      throw new IllegalStateException(module.name() + " is not instantiated yet");
    }
    return instance;
  }

  void setMemory(PlannedModule module, int index) {
    memories.put(module.name(), index);
  }

  /** The memory of the main module. */
  OptionalInt memory() {
    return memory(plan.main());
  }

  /**
   * The memory through which the values of a module go: that of the main module, unless it is an
   * adapter with one of its own.
   */
  OptionalInt memory(PlannedModule module) {
    Integer index = memories.getOrDefault(module.name(), memories.get(plan.main().name()));
    return index == null ? OptionalInt.empty() : OptionalInt.of(index);
  }

  void wrap(PlannedModule module, String name, int function) {
    wrapped.put(new ExportOf(module.name(), name), function);
  }

  /** The core function that an export of a module is, or that stands for it. */
  int export(PlannedModule module, String name) {
    Integer instead = wrapped.get(new ExportOf(module.name(), name));
    return instead == null ? core.function(instance(module), name) : instead;
  }

  /**
   * The options of a canonical definition, in the order in which tools write them.
   *
   * @param realloc gives the allocator, if one is needed
   * @param of what the definition is for, for messages
   */
  List<CanonicalOption> options(
      Needs needs,
      Supplier<StringEncoding> encoding,
      Supplier<OptionalInt> realloc,
      PlannedModule module,
      String of) {
    List<CanonicalOption> options = new ArrayList<>();
    if (needs.memory()) {
      options.add(
          new CanonicalOption.Memory(memory(module).orElseThrow(() -> noMemory(module, of))));
    }
    if (needs.realloc()) {
      options.add(
          new CanonicalOption.Realloc(realloc.get().orElseThrow(() -> noRealloc(module, of))));
    }
    if (needs.encoding()) {
      options.add(encoding.get());
    }
    if (needs.async()) {
      options.add(new CanonicalOption.Async());
    }
    return options;
  }

  static CanonicalOptions canonical(List<CanonicalOption> options) {
    return options.isEmpty() ? CanonicalOptions.NONE : new CanonicalOptions(options);
  }

  private DiagnosticException noMemory(PlannedModule module, String of) {
    return EncodeCode.MISSING_MEMORY
        .error(plan.main().names().outline().module().binary().source().name(), of)
        .note(module.main() ? "the export would be `memory`" : "it is what the adapter uses")
        .help("export the module's memory as `memory`")
        .toException();
  }

  private static DiagnosticException noRealloc(PlannedModule module, String of) {
    return EncodeCode.MISSING_REALLOC
        .error(module.binary().source().name(), of)
        .note("the export would be `cabi_realloc`, of type [i32 i32 i32 i32] -> [i32]")
        .help("generated bindings export it; is the linker told to keep it?")
        .toException();
  }
}
