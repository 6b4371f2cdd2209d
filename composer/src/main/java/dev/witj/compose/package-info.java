/**
 * Composition: several components become one. {@link dev.witj.compose.CompositionGraph} says which
 * component is instantiated with what and writes the result; {@link dev.witj.compose.Compose}
 * builds such a graph by finding, for every import, a component that exports it.
 *
 * {@snippet class="dev.witj.compose.ExampleTest" region="compose"}
 *
 * <p>In go components, checked before anything else is done with them; out comes one component, or
 * a {@link dev.witj.compose.CompositionException} with everything that is wrong: each {@link
 * dev.witj.compose.CompositionProblem} holds the names, types and differences it is about, for
 * programs that show them in their own way, and says the same in words as a diagnostic.
 *
 * {@snippet class="dev.witj.compose.ExampleTest" region="problems"}
 */
@NullMarked
package dev.witj.compose;

import org.jspecify.annotations.NullMarked;
