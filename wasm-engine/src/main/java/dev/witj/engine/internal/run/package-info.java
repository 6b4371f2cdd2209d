/**
 * What compiled functions work on and call: the state of an instance, and static methods for what
 * the JVM has no instruction for. Everything here is public, since compiled code comes from class
 * loaders of its own.
 */
@NullMarked
package dev.witj.engine.internal.run;

import org.jspecify.annotations.NullMarked;
