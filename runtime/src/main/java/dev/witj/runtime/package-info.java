/**
 * Running components: values and their types, resources, traps, and the embedding API.
 *
 * <p>A value of a component has one Java form, given by its {@link dev.witj.runtime.ValType}; see
 * there for the table.
 */
@NullMarked
package dev.witj.runtime;

import org.jspecify.annotations.NullMarked;
