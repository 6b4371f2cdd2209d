package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.abi.BorrowScope;
import dev.witj.runtime.internal.abi.CanonOptions;
import dev.witj.runtime.internal.abi.LiftLowerContext;
import dev.witj.runtime.internal.abi.LiftLowerOptions;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.abi.Realloc;
import dev.witj.runtime.internal.core.CoreFunc;
import org.jspecify.annotations.Nullable;

/** A {@link Side} of a plan that runs. */
record Binding(CanonOptions options, GuestInstance instance, LiftLowerOptions values) {
  static Binding of(Side side, RunningPlan plan) {
    GuestInstance instance = plan.instance(side.instance());
    return new Binding(
        side.options(),
        instance,
        LiftLowerOptions.of(
            side.options().encoding(),
            side.memory().isPresent() ? plan.memory(side.memory().getAsInt()) : null,
            side.realloc().isPresent()
                ? realloc(plan.func(side.realloc().getAsInt()), instance, side.options())
                : null,
            instance,
            plan));
  }

  private static Realloc realloc(CoreFunc func, GuestInstance instance, CanonOptions options) {
    return (oldPointer, oldSize, alignment, newSize) -> {
      instance.allocating(1);
      long address =
          instance.hasThreads()
              ? instance
                  .store()
                  .callWithin(instance, () -> func.call(oldPointer, oldSize, alignment, newSize))
              : func.call(oldPointer, oldSize, alignment, newSize);
      instance.allocating(-1);
      return options.address(address);
    };
  }

  LiftLowerContext context(@Nullable BorrowScope scope, Peer peer) {
    return new LiftLowerContext(values, scope, peer, instance.store().liftedBytes());
  }
}
