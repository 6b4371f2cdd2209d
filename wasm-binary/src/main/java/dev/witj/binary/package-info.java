/**
 * WebAssembly binaries: the bytes, the features that may occur in them, and what can be wrong with
 * them. Core modules are in {@link dev.witj.binary.core}.
 */
@NullMarked
package dev.witj.binary;

import org.jspecify.annotations.NullMarked;
