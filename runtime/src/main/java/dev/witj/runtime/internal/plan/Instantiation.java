package dev.witj.runtime.internal.plan;

import dev.witj.runtime.ResourceType;
import dev.witj.runtime.internal.abi.CanonBuiltins;
import dev.witj.runtime.internal.call.CoreItems;
import dev.witj.runtime.internal.call.GuestInstance;
import dev.witj.runtime.internal.call.Imports;
import dev.witj.runtime.internal.call.LoweredFunc;
import dev.witj.runtime.internal.call.Memos;
import dev.witj.runtime.internal.call.RunningPlan;
import dev.witj.runtime.internal.call.StoreContext;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreInstance;
import dev.witj.runtime.internal.core.CoreItem;
import dev.witj.runtime.internal.core.CoreMemory;
import dev.witj.runtime.internal.core.CoreModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Carries a plan out in a store. */
public final class Instantiation implements CoreItems {
  private static final long[] NOTHING = {};

  private final Plan plan;
  private final List<CoreModule> modules;
  private final StoreContext store;
  private final RunningPlan running;
  private final @Nullable CoreInstance[] coreInstances;
  private final @Nullable CoreFunc[] made;

  private Instantiation(
      Plan plan, List<CoreModule> modules, Imports imports, Memos memos, StoreContext store) {
    this.plan = plan;
    this.modules = modules;
    this.store = store;
    this.running =
        new RunningPlan(
            store, imports, memos, this, plan.instances(), plan.resources(), plan.sides().size());
    this.coreInstances = new @Nullable CoreInstance[plan.coreInstances()];
    this.made = new @Nullable CoreFunc[plan.trampolines().size()];
  }

  /**
   * Makes an instance; the store has been entered.
   *
   * @param modules the plan's, compiled
   * @param imports what serves the plan's imports
   * @throws dev.witj.runtime.TrapException if the guest traps while it starts
   * @throws dev.witj.runtime.internal.core.LinkException if a limit of the store forbids it
   */
  public static RunningPlan run(
      Plan plan, List<CoreModule> modules, Imports imports, Memos memos, StoreContext store) {
    Instantiation all = new Instantiation(plan, modules, imports, memos, store);
    for (Step step : plan.steps()) {
      switch (step) {
        case Step.MakeInstance make -> all.make(make);
        case Step.InstantiateModule instantiate -> all.instantiate(instantiate);
        case Step.MakeResource make -> all.make(make);
      }
    }
    return all.running;
  }

  private void make(Step.MakeInstance step) {
    @Nullable GuestInstance parent =
        step.parent().isPresent() ? running.instance(step.parent().getAsInt()) : null;
    GuestInstance instance = new GuestInstance(store, parent);
    running.setInstance(step.slot(), instance);
    store.add(instance);
  }

  private void make(Step.MakeResource step) {
    GuestInstance implementer = running.instance(step.instance());
    @Nullable CoreFunc destructor =
        step.destructor().isPresent() ? func(step.destructor().getAsInt()) : null;
    running.setResource(
        step.slot(),
        ResourceType.ofGuest(
            step.name(), implementer, rep -> store.drop(implementer, destructor, rep)));
  }

  private void instantiate(Step.InstantiateModule step) {
    List<CoreItem> imports = new ArrayList<>(step.imports().size());
    for (CoreDef each : step.imports()) {
      imports.add(item(each));
    }
    GuestInstance before = store.current();
    store.setCurrent(running.instance(step.instance()));
    coreInstances[step.slot()] = modules.get(step.module()).instantiate(imports, store.meter());
    store.setCurrent(before);
  }

  // Core items.

  private CoreItem item(CoreDef def) {
    return switch (def) {
      case CoreDef.Export(int instance, var name) ->
          Objects.requireNonNull(coreInstances[instance]).export(name).orElseThrow();
      case CoreDef.Made(int trampoline) -> trampoline(trampoline);
    };
  }

  @Override
  public CoreFunc func(int slot) {
    return (CoreFunc) item(plan.funcs().get(slot));
  }

  @Override
  public CoreMemory memory(int slot) {
    return (CoreMemory) item(plan.memories().get(slot));
  }

  private CoreFunc trampoline(int slot) {
    CoreFunc known = made[slot];
    if (known == null) {
      known = make(plan.trampolines().get(slot));
      made[slot] = known;
    }
    return known;
  }

  private CoreFunc make(Trampoline trampoline) {
    return switch (trampoline) {
      case Trampoline.Lower(var call) -> LoweredFunc.of(running, call);
      case Trampoline.ResourceNew(int in, int resource) -> {
        GuestInstance instance = running.instance(in);
        ResourceType type = running.get(resource);
        yield arguments ->
            new long[] {CanonBuiltins.resourceNew(instance, type, (int) arguments[0])};
      }
      case Trampoline.ResourceRep(int in, int resource) -> {
        GuestInstance instance = running.instance(in);
        ResourceType type = running.get(resource);
        yield arguments ->
            new long[] {CanonBuiltins.resourceRep(instance, type, (int) arguments[0])};
      }
      case Trampoline.ResourceDrop(int in, int resource) -> {
        GuestInstance instance = running.instance(in);
        ResourceType type = running.get(resource);
        yield arguments -> {
          CanonBuiltins.resourceDrop(instance, type, (int) arguments[0]);
          return NOTHING;
        };
      }
      case Trampoline.Unsupported(_, var canon) ->
          throw new IllegalStateException("not supported: " + canon.builtIn());
    };
  }
}
