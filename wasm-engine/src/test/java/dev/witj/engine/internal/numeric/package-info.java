/** Tests. */
@NullMarked
package dev.witj.engine.internal.numeric;

import org.jspecify.annotations.NullMarked;
