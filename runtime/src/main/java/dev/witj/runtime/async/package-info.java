/**
 * Streams, futures and error contexts of the component model in Java.
 *
 * <p>Everything here blocks the thread it is called on, as Java's own streams do, and is meant for
 * virtual threads; an interrupt ends the waiting.
 *
 * <p>A component gets {@code stream<T>} and {@code future<T>} as the end that is read. So does
 * Java: a guest's stream is a {@link dev.witj.runtime.async.StreamReader}, and whoever has
 * something to give hands a {@code StreamReader} over, made of a collection, of an {@code
 * InputStream}, or as one end of a {@link dev.witj.runtime.async.StreamPipe}. Nothing is read ahead
 * of a guest that asks for it.
 *
 * <p>Reading a guest's stream or future lets the guests of its {@link dev.witj.runtime.Store} run
 * until there is something to read, as a call does.
 */
@NullMarked
package dev.witj.runtime.async;

import org.jspecify.annotations.NullMarked;
