/**
 * Writes the component that a plan describes.
 *
 * <p><b>Why there are shims.</b> A core module can be instantiated only when everything that it
 * imports is there. Many of its imports cannot be: to lower a function whose values go through
 * memory one must name the memory, and that memory belongs to the instance that is yet to be made;
 * an adapter needs the memory of the main module, and the main module needs the adapter. So the
 * knot is cut with three instances. First comes a <em>shim module</em>, which needs nothing: a
 * table, and for each function that cannot be there yet a function that calls through a slot of the
 * table. The main module is instantiated with those. Now there are a memory and an allocator, so
 * the real functions can be made; adapters are instantiated. At last comes a <em>fix-up
 * module</em>, which imports the table and the real functions, and puts these into the slots.
 * Nothing may have been called before that: the main module has no start function that calls out,
 * and {@code _initialize} is called by the fix-up module. What needs no memory is passed directly.
 *
 * <p><b>Why there are components around exported interfaces.</b> Types get their names where they
 * are exported, and the functions of an exported interface must mention the types under those
 * names. So each exported interface gets a nested component that imports the lifted functions and
 * what types they mention, exports the types, and exports the functions again with types that
 * mention those exports.
 *
 * <p>The order of writing is: imports; core modules; shims; instances; real functions; exports.
 * {@link dev.witj.encode.internal.component.ComponentWriter} has it in one place.
 */
@NullMarked
package dev.witj.encode.internal.component;

import org.jspecify.annotations.NullMarked;
