/** Modules whose classes are loaded when they are first needed, their instances, and types. */
@NullMarked
package dev.witj.engine.internal.load;

import org.jspecify.annotations.NullMarked;
