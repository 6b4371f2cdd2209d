/**
 * A plain interpreter of core WebAssembly, which says what compiled code must do. It is written to
 * be compared with the specification, shares nothing with the compiler but the objects that
 * instances exchange, and is slow.
 */
@NullMarked
package dev.witj.engine.interpreter;

import org.jspecify.annotations.NullMarked;
