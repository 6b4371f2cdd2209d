/**
 * Running components: values and their types, resources, traps, and the embedding API.
 *
 * <p>A value of a component has one Java form, which a {@link dev.witj.runtime.value.ValueCodec}
 * gives; see there for the table. Types are those of {@link dev.witj.binary.component.ValueType}.
 *
 * {@snippet class="dev.witj.runtime.ExampleTest" region="call"}
 *
 * <p>{@link dev.witj.runtime.Component#load} validates a binary; {@link
 * dev.witj.runtime.Linker#pre} plans it, which is the last that is done once: {@code internal.plan}
 * makes a flat list of steps of it. {@link dev.witj.runtime.Linker#instantiate} runs these steps in
 * a {@link dev.witj.runtime.Store}; {@code internal.call} makes calls, {@code internal.async} lets
 * tasks take turns, {@code internal.abi} brings values to and from memories, and {@code
 * internal.core} is the seam to the engine.
 */
@NullMarked
package dev.witj.runtime;

import org.jspecify.annotations.NullMarked;
