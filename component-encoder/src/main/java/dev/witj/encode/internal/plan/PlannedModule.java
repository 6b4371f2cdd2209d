package dev.witj.encode.internal.plan;

import dev.witj.binary.ByteSlice;
import dev.witj.encode.internal.metadata.Encodings;
import dev.witj.encode.internal.names.ModuleNames;
import java.util.Set;

/**
 * A core module that goes into the component.
 *
 * @param name what other modules call it
 * @param main whether it is the main module rather than an adapter
 * @param binary the module as it goes in
 * @param names what it needs and gives
 * @param encodings how its strings are encoded
 * @param exports the exports of the world that it gives, by name
 */
public record PlannedModule(
    String name,
    boolean main,
    ByteSlice binary,
    ModuleNames names,
    Encodings encodings,
    Set<String> exports) {}
