/**
 * Composition: several components become one. {@link dev.witj.compose.CompositionGraph} says which
 * component is instantiated with what and writes the result; {@link dev.witj.compose.Compose}
 * builds such a graph by finding, for every import, a component that exports it.
 */
@NullMarked
package dev.witj.compose;

import org.jspecify.annotations.NullMarked;
