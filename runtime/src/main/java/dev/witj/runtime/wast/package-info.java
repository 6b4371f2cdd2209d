/** Executes {@code .wast} scripts with this runtime. */
@NullMarked
package dev.witj.runtime.wast;

import org.jspecify.annotations.NullMarked;
