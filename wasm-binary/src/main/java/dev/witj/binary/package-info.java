/**
 * WebAssembly binaries: the bytes, the features that may occur in them, and what can be wrong with
 * them.
 *
 * {@snippet class="dev.witj.binary.ExampleTest" region="module"}
 *
 * {@snippet class="dev.witj.binary.ExampleTest" region="component"}
 *
 * <p>Both kinds of binaries come in three views of one sealed type of elements: a model that reads,
 * a builder that writes, and a transform between models. Core modules are in {@link
 * dev.witj.binary.core}, components in {@link dev.witj.binary.component}; each has a validator,
 * which gives all types resolved. What is read refers to the bytes it was read from ({@link
 * dev.witj.binary.ByteSlice}), which are never copied and must not change; every fault names its
 * offset in them. {@link dev.witj.binary.debug} tells which lines of sources a core module was made
 * of.
 */
@NullMarked
package dev.witj.binary;

import org.jspecify.annotations.NullMarked;
