/** Tests. */
@NullMarked
package dev.witj.engine.internal.compile;

import org.jspecify.annotations.NullMarked;
