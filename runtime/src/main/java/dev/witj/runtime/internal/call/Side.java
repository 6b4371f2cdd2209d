package dev.witj.runtime.internal.call;

import dev.witj.runtime.internal.abi.CanonOptions;
import java.util.OptionalInt;

/**
 * One side of calls: the options of a canonical definition in one component instance. All numbers
 * are slots of the plan. Definitions with the same options in the same instance share one.
 *
 * @param slot which of the plan's sides this is
 * @param instance the component instance
 * @param options what is the same whatever the instance
 * @param memory the memory that values are in
 * @param realloc the function that allocates
 * @param callback the function that takes events
 */
public record Side(
    int slot,
    int instance,
    CanonOptions options,
    OptionalInt memory,
    OptionalInt realloc,
    OptionalInt callback) {}
