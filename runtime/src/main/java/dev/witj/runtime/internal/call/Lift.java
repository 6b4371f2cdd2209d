package dev.witj.runtime.internal.call;

import dev.witj.binary.component.FunctionType;
import java.util.OptionalInt;

/**
 * A function that a component instance lifts from a core function.
 *
 * @param slot which of the plan's lifted functions this is
 * @param type what it takes and gives
 * @param resources where the resources in the type live
 * @param coreFunc the slot of the core function
 * @param postReturn the slot of the core function to call when the result was read
 * @param side how values get into and out of the instance
 */
public record Lift(
    int slot,
    FunctionType type,
    ResourceSlots resources,
    int coreFunc,
    OptionalInt postReturn,
    Side side) {}
