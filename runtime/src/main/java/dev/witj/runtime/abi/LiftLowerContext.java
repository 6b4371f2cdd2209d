package dev.witj.runtime.abi;

import org.jspecify.annotations.Nullable;

/**
 * Where values are lifted from or lowered to during one call: the memory and the handles of one
 * instance.
 *
 * @param encoding how the instance keeps strings
 * @param memory its memory, null where the function's options name none
 * @param realloc its allocator, null where the function's options name none
 * @param instance the instance
 * @param scope the call, which keeps count of borrows; null where no handle can be among the values
 * @param peer the other side
 */
public record LiftLowerContext(
    StringEncoding encoding,
    @Nullable LinearMemory memory,
    @Nullable Realloc realloc,
    ComponentInstance instance,
    @Nullable BorrowScope scope,
    Peer peer) {}
