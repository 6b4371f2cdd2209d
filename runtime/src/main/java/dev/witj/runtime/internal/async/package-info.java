/**
 * What runs when: whose turn it is in a store, what waits for what, and what streams and futures
 * hold. It knows neither calls nor instances.
 *
 * <p>One thread has the turn, and nobody else touches the store. Whoever blocks passes the turn on,
 * to the thread of a guest that can go on or to the event loop, which is no thread of its own: it
 * runs on the stack of whoever has the turn and nothing else to do. A guest whose frames must be
 * kept while others run stands on a virtual thread that is parked; one that left none behind is
 * only an entry in a queue.
 *
 * <p>Begin with the {@link dev.witj.runtime.internal.async.Scheduler}, which decides who goes on:
 * the {@link dev.witj.runtime.internal.async.Turn} says who has the store, {@link
 * dev.witj.runtime.internal.async.Waiters} who waits and who of them may be ready, {@link
 * dev.witj.runtime.internal.async.Errands} what is asked of whoever has the turn.
 */
@NullMarked
package dev.witj.runtime.internal.async;

import org.jspecify.annotations.NullMarked;
