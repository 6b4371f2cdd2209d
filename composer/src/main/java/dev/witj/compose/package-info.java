/**
 * Composition: several components become one. {@link dev.witj.compose.CompositionGraph} says which
 * component is instantiated with what and writes the result; {@link dev.witj.compose.Compose}
 * builds such a graph by finding, for every import, a component that exports it.
 *
 * {@snippet class="dev.witj.compose.ExampleTest" region="compose"}
 *
 * <p>In go components, checked before anything else is done with them; out comes one component, or
 * a diagnostic that says which import nothing satisfies and why.
 */
@NullMarked
package dev.witj.compose;

import org.jspecify.annotations.NullMarked;
