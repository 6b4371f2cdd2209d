package dev.witj.runtime.internal.call;

import dev.witj.binary.component.FunctionType;

/**
 * A call that a component can make, as far as it is known before anything runs: who calls, who is
 * called, and what passes between them.
 *
 * @param slot which of the plan's calls this is
 * @param type what is passed and given back
 * @param resources where the resources in the type live
 * @param caller how values get out of and into the instance that calls
 * @param callee who is called
 */
public record Call(
    int slot, FunctionType type, ResourceSlots resources, Side caller, Callee callee) {}
