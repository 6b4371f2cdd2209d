/**
 * Running components: values and their types, resources, traps, and the embedding API.
 *
 * <p>A value of a component has one Java form, which a {@link dev.witj.runtime.value.ValueCodec}
 * gives; see there for the table. Types are those of {@link dev.witj.binary.component.ValueType}.
 */
@NullMarked
package dev.witj.runtime;

import org.jspecify.annotations.NullMarked;
