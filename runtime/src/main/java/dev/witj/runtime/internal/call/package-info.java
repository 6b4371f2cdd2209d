/**
 * Calls: what a component instance keeps while it runs, and how a call gets from a caller to a
 * callee, by tasks and subtasks as in {@code definitions.py} of the Component Model specification.
 *
 * <p>A {@link dev.witj.runtime.internal.call.Call} says all that is known of a call before anything
 * runs. A {@link dev.witj.runtime.internal.call.Subtask} is one such call as its caller sees it, a
 * {@link dev.witj.runtime.internal.call.Task} as its callee does; begin reading there.
 */
@NullMarked
package dev.witj.runtime.internal.call;

import org.jspecify.annotations.NullMarked;
