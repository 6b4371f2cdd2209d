/** Tests of the readers of what compilers tell of sources. */
@NullMarked
package dev.witj.binary.debug;

import org.jspecify.annotations.NullMarked;
