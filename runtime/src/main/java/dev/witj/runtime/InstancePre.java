package dev.witj.runtime;

import dev.witj.diagnostics.DiagnosticException;
import dev.witj.runtime.internal.call.Imports;
import dev.witj.runtime.internal.call.Memos;
import dev.witj.runtime.internal.call.RunningPlan;
import dev.witj.runtime.internal.call.StoreContext;
import dev.witj.runtime.internal.core.CoreModule;
import dev.witj.runtime.internal.core.LinkException;
import dev.witj.runtime.internal.plan.DefinitionTable;
import dev.witj.runtime.internal.plan.Instantiation;
import dev.witj.runtime.internal.plan.Linking;
import dev.witj.runtime.internal.plan.PlanSymbols;
import dev.witj.runtime.internal.plan.Spare;
import dev.witj.runtime.internal.plan.SpareInstances;
import java.util.List;
import java.util.Optional;

/**
 * A component whose imports are all linked: what remains is to make instances, quickly. Immutable
 * and thread-safe.
 */
public final class InstancePre {
  private final Component component;
  private final Imports imports;
  private final List<CoreModule> modules;
  private final Memos memos;
  private final PlanSymbols symbols;
  private final boolean renewable;

  private InstancePre(Component component, Imports imports, List<CoreModule> modules) {
    this.component = component;
    this.imports = imports;
    this.modules = modules;
    this.memos = component.plan().memos();
    this.renewable = component.plan().isRenewable() && imports.areOfHost();
    this.symbols =
        new PlanSymbols(component.plan(), component.name(), component.sourceMaps(), modules);
  }

  static InstancePre link(DefinitionTable definitions, Component component) {
    component.plan().checkSupported();
    Imports imports = Linking.link(component.plan(), component.name(), definitions);
    return new InstancePre(component, imports, component.modules());
  }

  /** The component. */
  public Component component() {
    return component;
  }

  /**
   * Makes an instance in a store.
   *
   * @throws TrapException if the guest traps while it starts; the store is then poisoned
   * @throws DiagnosticException if a limit of the store forbids it
   * @throws IllegalArgumentException if the store belongs to another engine
   * @throws IllegalStateException if the store is closed or in use by another thread
   */
  @SuppressWarnings("ReferenceEquality") // What an engine may run depends on its configuration.
  public Instance instantiate(Store store) {
    if (store.engine() != component.engine()) {
      throw new IllegalArgumentException("the store belongs to another engine than the component");
    }
    try {
      StoreContext context = store.context();
      context.add(symbols);
      RunningPlan running =
          context.enter(
              () -> renewable ? renewed(store.limits(), context) : made(context).running());
      return Instance.of(store, component, running);
    } catch (LinkException e) {
      throw new DiagnosticException(
          RuntimeCode.LIMIT_EXCEEDED.error(component.name(), String.valueOf(e.getMessage())), e);
    }
  }

  private Instantiation made(StoreContext context) {
    return Instantiation.run(component.plan(), modules, imports, memos, context);
  }

  /** One that another store left, if this one is for brief guests, or else a new one. */
  private RunningPlan renewed(StoreLimits limits, StoreContext context) {
    if (!context.mayLeave()) {
      return made(context).running();
    }
    SpareInstances spares = component.engine().spares();
    Optional<Spare> left = spares.take(this, limits);
    if (left.isPresent()) {
      left.get().begin(context);
    } else {
      Instantiation made = made(context);
      left = made.spare();
      if (left.isEmpty()) {
        return made.running();
      }
    }
    Spare spare = left.get();
    context.leaveTo(bytes -> spare.restore() && spares.give(this, limits, spare, bytes));
    return spare.running();
  }
}
