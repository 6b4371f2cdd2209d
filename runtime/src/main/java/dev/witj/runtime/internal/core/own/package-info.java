/** Executes core modules by the project's own engine, {@link dev.witj.engine}. */
@NullMarked
package dev.witj.runtime.internal.core.own;

import org.jspecify.annotations.NullMarked;
