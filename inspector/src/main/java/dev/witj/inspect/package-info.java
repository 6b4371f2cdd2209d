/**
 * Looks into binaries, of core modules and of components alike.
 *
 * {@snippet class="dev.witj.inspect.ExampleTest" region="look"}
 *
 * <table>
 *   <caption>What goes in, and what comes out</caption>
 *   <tr><td>{@link dev.witj.inspect.WatPrinter}<td>a binary → text that assembles to it again
 *   <tr><td>{@link dev.witj.inspect.ObjDump}<td>a binary → its sections, with places and sizes
 *   <tr><td>{@link dev.witj.inspect.Dump}<td>a binary → what each byte means
 *   <tr><td>{@link dev.witj.inspect.Metadata}<td>a binary → what it is made from, by whom, for which
 *       world
 *   <tr><td>{@link dev.witj.inspect.MetadataChanges}, {@link dev.witj.inspect.Strip}, {@link
 *       dev.witj.inspect.Demangle}<td>a binary → one with other metadata, with less of it, with
 *       readable names
 * </table>
 *
 * <p>All of it reads the models of {@code dev.witj.binary}; parts that are not valid are shown as
 * far as they can be read. Begin with {@link dev.witj.inspect.WatPrinter}.
 */
@NullMarked
package dev.witj.inspect;

import org.jspecify.annotations.NullMarked;
