/**
 * Runs core WebAssembly modules: compiles their functions to JVM bytecode when they are first
 * called, and gives instances, memories and tables. It knows nothing of components.
 *
 * <pre>{@code
 * WasmEngine engine = WasmEngine.create();
 * WasmModule module = engine.compile(binary, "adder");
 * Instance instance = module.instantiate(List.of(), Meter.UNLIMITED);
 * Object[] sum = ((Func) instance.export("add").orElseThrow()).call(1, 2);
 * }</pre>
 */
@NullMarked
package dev.witj.engine;

import org.jspecify.annotations.NullMarked;
