/**
 * Between WIT and binaries.
 *
 * {@snippet class="dev.witj.encode.ExampleTest" region="encode"}
 *
 * <table>
 *   <caption>What goes in, and what comes out</caption>
 *   <tr><td>{@link dev.witj.encode.WitEncoder}
 *       <td>a WIT package → the component that stands for it
 *   <tr><td>{@link dev.witj.encode.WitDecoder}
 *       <td>a component → the WIT it implements; an encoded package → the package; a core module →
 *       the world it is for
 *   <tr><td>{@link dev.witj.encode.WorldEmbedder}
 *       <td>a core module + a world → a core module that says its world
 *   <tr><td>{@link dev.witj.encode.ComponentEncoder}
 *       <td>a core module that says its world + adapters → a component; dynamic {@link
 *       dev.witj.encode.Libraries} + adapters → a component
 *   <tr><td>{@link dev.witj.encode.DummyModule}
 *       <td>a world → a core module that has all it asks for and does nothing
 *   <tr><td>{@link dev.witj.encode.WorldTarget}
 *       <td>a component + a world → all in which it does not fit
 * </table>
 *
 * <p>How a component is made: {@code internal.plan} puts the worlds of all modules together, reads
 * the names of their imports and exports ({@code internal.names}), and leaves out what of adapters
 * is not used ({@code internal.module}). {@code internal.link} makes the main module that dynamic
 * libraries share. {@code internal.component} writes what that plan says; its page tells first why
 * a component has shims. Types of WIT are written by {@code internal.types}, for components and
 * packages alike.
 */
@NullMarked
package dev.witj.encode;

import org.jspecify.annotations.NullMarked;
