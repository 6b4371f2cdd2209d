/**
 * What compilers tell of where instructions of a core module come from: the line tables of DWARF,
 * and source maps. Nothing in them may hurt whoever asks: what cannot be read tells nothing.
 */
@NullMarked
package dev.witj.binary.debug;

import org.jspecify.annotations.NullMarked;
