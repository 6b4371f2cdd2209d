/**
 * Runs core WebAssembly modules: compiles their functions to JVM bytecode when they are first
 * called, and gives instances, memories and tables. It knows nothing of components.
 *
 * {@snippet class="dev.witj.engine.ExampleTest" region="call"}
 *
 * <p>{@link dev.witj.engine.WasmEngine} takes a valid binary and gives a {@link
 * dev.witj.engine.WasmModule}, which {@link dev.witj.engine.WasmModule#instantiate} makes instances
 * of with what they import; a {@link dev.witj.engine.Meter} keeps them within limits. What a guest
 * does wrong is a {@link dev.witj.engine.Trap}.
 *
 * <p>How: {@code internal.load} reads a module and gives its types numbers, {@code
 * internal.compile} makes classes of its functions, {@code internal.run} is what these call for
 * memories, tables and calls, {@code internal.numeric} for what Java computes otherwise, {@code
 * internal.gc} for objects.
 */
@NullMarked
package dev.witj.engine;

import org.jspecify.annotations.NullMarked;
