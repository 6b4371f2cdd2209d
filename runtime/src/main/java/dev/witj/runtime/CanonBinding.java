package dev.witj.runtime;

import dev.witj.runtime.internal.abi.BorrowScope;
import dev.witj.runtime.internal.abi.CanonOptions;
import dev.witj.runtime.internal.abi.LiftLowerContext;
import dev.witj.runtime.internal.abi.Peer;
import dev.witj.runtime.internal.abi.Realloc;
import dev.witj.runtime.internal.core.CoreFunc;
import dev.witj.runtime.internal.core.LinearMemory;
import org.jspecify.annotations.Nullable;

/** The options of a canonical definition as they are in one instance. */
record CanonBinding(
    CanonOptions options,
    GuestInstance instance,
    @Nullable LinearMemory memory,
    @Nullable Realloc realloc) {

  static @Nullable Realloc realloc(@Nullable CoreFunc func, GuestInstance instance) {
    if (func == null) {
      return null;
    }
    return (oldPointer, oldSize, alignment, newSize) -> {
      instance.allocating(1);
      long pointer = func.call(oldPointer, oldSize, alignment, newSize)[0];
      instance.allocating(-1);
      return Integer.toUnsignedLong((int) pointer);
    };
  }

  LiftLowerContext context(@Nullable BorrowScope scope, Peer peer) {
    return new LiftLowerContext(options.encoding(), memory, realloc, instance, scope, peer);
  }
}
