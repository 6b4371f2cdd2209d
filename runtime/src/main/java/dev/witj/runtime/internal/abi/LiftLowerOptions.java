package dev.witj.runtime.internal.abi;

import dev.witj.binary.core.AddressType;
import dev.witj.runtime.internal.core.LinearMemory;
import org.jspecify.annotations.Nullable;

/**
 * What is the same for all calls through one side of them: the memory and the handles of one
 * instance.
 *
 * @param encoding how the instance keeps strings
 * @param addressType the type of the memory's addresses
 * @param memory its memory, null where the function's options name none
 * @param realloc its allocator, null where the function's options name none
 * @param instance the instance
 * @param resources the resource types in the slots that types name
 * @see <a
 *     href="https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md#lifting-and-lowering-context">Lifting
 *     and Lowering Context</a>
 */
public record LiftLowerOptions(
    StringEncoding encoding,
    AddressType addressType,
    @Nullable LinearMemory memory,
    @Nullable Realloc realloc,
    ComponentInstance instance,
    ResourceTypes resources) {
  /** With the addresses of the memory. */
  public static LiftLowerOptions of(
      StringEncoding encoding,
      @Nullable LinearMemory memory,
      @Nullable Realloc realloc,
      ComponentInstance instance,
      ResourceTypes resources) {
    return new LiftLowerOptions(
        encoding,
        memory == null ? AddressType.I32 : memory.addressType(),
        memory,
        realloc,
        instance,
        resources);
  }
}
