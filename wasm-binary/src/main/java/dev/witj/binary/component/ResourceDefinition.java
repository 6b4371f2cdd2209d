package dev.witj.binary.component;

import dev.witj.binary.core.ValType;
import java.util.OptionalInt;

/**
 * A resource that a component defines.
 *
 * @param type its first name
 * @param representation what the component stores of each
 * @param destructor the index of the core function that is called when one is dropped
 */
public record ResourceDefinition(
    ResourceName type, ValType representation, OptionalInt destructor) {}
