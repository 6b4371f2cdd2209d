/**
 * Decides what {@code .wast} scripts say: of modules whether they are well-formed and valid, and of
 * what they do when they run. {@link dev.witj.wast.WastRunner} is the way in.
 */
@NullMarked
package dev.witj.wast;

import org.jspecify.annotations.NullMarked;
