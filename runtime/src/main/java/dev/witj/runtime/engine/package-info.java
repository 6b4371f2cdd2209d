/**
 * The seam to what executes core WebAssembly. {@link dev.witj.runtime.engine.CoreEngine} and its
 * friends are all that the rest of the runtime sees; the library behind them can be replaced here.
 */
@NullMarked
package dev.witj.runtime.engine;

import org.jspecify.annotations.NullMarked;
