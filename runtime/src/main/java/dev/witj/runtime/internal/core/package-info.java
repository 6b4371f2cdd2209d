/**
 * The seam to what executes core WebAssembly. {@link dev.witj.runtime.internal.core.CoreEngine} and
 * its friends are all that the rest of the runtime sees; the library behind them can be replaced
 * here.
 */
@NullMarked
package dev.witj.runtime.internal.core;

import org.jspecify.annotations.NullMarked;
