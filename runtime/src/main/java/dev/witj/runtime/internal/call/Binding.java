package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.abi.BorrowScope;
import dev.witj.runtime.internal.abi.CanonOptions;
import dev.witj.runtime.internal.abi.LiftLowerContext;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.abi.Realloc;
import dev.witj.runtime.internal.abi.ResourceTypes;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.LinearMemory;
import org.jspecify.annotations.Nullable;

/** A {@link Side} of a plan that runs. */
record Binding(
    CanonOptions options,
    GuestInstance instance,
    ResourceTypes resources,
    @Nullable LinearMemory memory,
    @Nullable Realloc realloc) {

  static Binding of(Side side, RunningPlan plan) {
    GuestInstance instance = plan.instance(side.instance());
    return new Binding(
        side.options(),
        instance,
        plan,
        side.memory().isPresent() ? plan.memory(side.memory().getAsInt()) : null,
        side.realloc().isPresent()
            ? realloc(plan.func(side.realloc().getAsInt()), instance, side.options())
            : null);
  }

  private static Realloc realloc(CoreFunc func, GuestInstance instance, CanonOptions options) {
    return (oldPointer, oldSize, alignment, newSize) -> {
      instance.allocating(1);
      long pointer =
          instance.hasThreads()
              ? instance
                  .store()
                  .runWithin(instance, () -> func.call(oldPointer, oldSize, alignment, newSize)[0])
              : func.call(oldPointer, oldSize, alignment, newSize)[0];
      instance.allocating(-1);
      return options.address(pointer);
    };
  }

  LiftLowerContext context(@Nullable BorrowScope scope, Peer peer) {
    return new LiftLowerContext(
        options.encoding(),
        memory,
        realloc,
        instance,
        resources,
        scope,
        peer,
        instance.store().liftedBytes());
  }
}
