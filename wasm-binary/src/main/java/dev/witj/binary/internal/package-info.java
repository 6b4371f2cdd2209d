/**
 * What other modules of this project share with this one: floats as text, and by which rules a
 * build judges.
 */
@NullMarked
package dev.witj.binary.internal;

import org.jspecify.annotations.NullMarked;
