/**
 * Looks into binaries: {@link dev.witj.inspect.WatPrinter} turns them into text that assembles
 * again.
 */
@NullMarked
package dev.witj.inspect;

import org.jspecify.annotations.NullMarked;
