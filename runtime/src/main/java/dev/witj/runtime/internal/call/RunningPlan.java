package dev.witj.runtime.internal.call;

import dev.witj.runtime.ResourceType;
import dev.witj.runtime.internal.abi.ResourceTypes;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.CoreMemory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A plan that was carried out in a store: what is in its slots. Core functions and memories are
 * looked up when they are first used.
 */
public final class RunningPlan implements ResourceTypes {
  private final Imports imports;
  private final Memos memos;
  private final CoreItems items;
  private final @Nullable GuestInstance[] instances;
  private final @Nullable ResourceType[] resources;
  private final @Nullable Binding[] bindings;

  /**
   * Empty slots.
   *
   * @param items finds core functions and memories
   * @param instances how many component instances there will be
   * @param resources how many resource types, the imported ones first
   * @param sides how many sides of calls
   */
  public RunningPlan(
      Imports imports, Memos memos, CoreItems items, int instances, int resources, int sides) {
    this.imports = imports;
    this.memos = memos;
    this.items = items;
    this.instances = new @Nullable GuestInstance[instances];
    this.resources = new @Nullable ResourceType[resources];
    this.bindings = new @Nullable Binding[sides];
    for (int i = 0; i < imports.resources().size(); i++) {
      this.resources[i] = imports.resources().get(i);
    }
  }

  /** What serves its imports. */
  public Imports imports() {
    return imports;
  }

  Memos memos() {
    return memos;
  }

  /** The component instance in a slot. */
  public GuestInstance instance(int slot) {
    return Objects.requireNonNull(instances[slot]);
  }

  /** Puts a component instance into its slot. */
  public void setInstance(int slot, GuestInstance instance) {
    instances[slot] = instance;
  }

  /** Lets all component instances begin in a store. */
  public void begin(StoreContext store) {
    for (GuestInstance each : instances) {
      Objects.requireNonNull(each).begin(store);
    }
  }

  /** Lets all component instances be in no store for a while. */
  public void rest() {
    for (GuestInstance each : instances) {
      Objects.requireNonNull(each).rest();
    }
  }

  /** Whether all that was called in them has returned. */
  public boolean isAtRest() {
    for (GuestInstance each : instances) {
      if (!Objects.requireNonNull(each).isAtRest()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public ResourceType get(int slot) {
    return Objects.requireNonNull(resources[slot]);
  }

  /** Puts a resource type into its slot. */
  public void setResource(int slot, ResourceType type) {
    resources[slot] = type;
  }

  /** The core function in a slot. */
  public CoreFunc func(int slot) {
    return items.func(slot);
  }

  CoreMemory memory(int slot) {
    return items.memory(slot);
  }

  /** A side of calls, bound to what is in the slots it names. */
  Binding binding(Side side) {
    Binding known = bindings[side.slot()];
    if (known == null) {
      known = Binding.of(side, this);
      bindings[side.slot()] = known;
    }
    return known;
  }
}
