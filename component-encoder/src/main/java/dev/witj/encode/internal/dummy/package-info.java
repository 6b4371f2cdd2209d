/** Core modules that have what a world asks for and do nothing. */
@NullMarked
package dev.witj.encode.internal.dummy;

import org.jspecify.annotations.NullMarked;
