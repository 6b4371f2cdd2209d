/**
 * Components: what a binary says and what it means.
 *
 * <p>{@link dev.witj.binary.component.ComponentModel} reads a binary as {@linkplain
 * dev.witj.binary.component.ComponentElement elements} in file order, which refer to one another by
 * index, and {@link dev.witj.binary.component.ComponentBuilder} writes them. Validation resolves
 * every index: its result speaks of {@linkplain dev.witj.binary.component.EntityType types} instead
 * of numbers.
 */
@NullMarked
package dev.witj.binary.component;

import org.jspecify.annotations.NullMarked;
