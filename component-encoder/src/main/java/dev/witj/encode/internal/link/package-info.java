/**
 * Links dynamic libraries into one component whose libraries share a memory and a table (the
 * "DynamicLinking" convention of WebAssembly's tools; section {@code dylink.0}).
 *
 * <p><b>How.</b> A library leaves open where its data and its slots of the table are, and where the
 * symbols of others are: it imports those as variables and functions. A <em>hub module</em>, which
 * becomes the component's main module, has the memory, the table and the variables; {@link
 * dev.witj.encode.internal.link.Layout} says where in both everything has its place. Libraries are
 * instantiated behind it, each behind those it needs. Where they need each other in a circle, a
 * function that is not there yet is called by way of the hub, through a slot of the table. At last
 * the fix-up module fills these slots in, computes the addresses of data, and lets each library
 * adjust and initialize itself ({@link dev.witj.encode.internal.link.LinkFixup}).
 *
 * <p>Libraries that can be opened while the program runs are there from the beginning; what {@code
 * dlopen} and {@code dlsym} need to find them and their symbols by name stands in the memory
 * ({@link dev.witj.encode.internal.link.OpenTable}).
 *
 * <p>{@link dev.witj.encode.internal.link.Linker} has the order of all this.
 */
@NullMarked
package dev.witj.encode.internal.link;

import org.jspecify.annotations.NullMarked;
